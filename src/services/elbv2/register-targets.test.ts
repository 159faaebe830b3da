import { expect, test } from "vitest";
import { LoadBalancingTestBed, forwardTo } from "../../../tests/support/load-balancing-test-bed.ts";
import { deregisterTargets } from "./deregister-targets.ts";
import { registerTargets } from "./register-targets.ts";

async function targetsIn(bed: LoadBalancingTestBed) {
  return (await bed.records((records) => records.list("target"))).map(({ id, body }) => ({
    name: id.split("#")[1],
    ...body.target,
  }));
}

test("registerTargets() takes loopback, VPC and other private addresses", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await bed.targetGroup();
  await bed.run(registerTargets, {
    TargetGroupArn,
    Targets: [
      { Id: "127.0.0.1", Port: 9001 },
      { Id: "172.31.1.1" },
      { Id: "10.1.2.3", AvailabilityZone: "all" },
      { Id: "100.64.0.1", AvailabilityZone: "eu-central-1a" },
    ],
  });
  expect(await targetsIn(bed)).toEqual([
    { name: "10.1.2.3:80", Id: "10.1.2.3", Port: 80, AvailabilityZone: "all" },
    { name: "100.64.0.1:80", Id: "100.64.0.1", Port: 80, AvailabilityZone: "eu-central-1a" },
    { name: "127.0.0.1:9001", Id: "127.0.0.1", Port: 9001 },
    { name: "172.31.1.1:80", Id: "172.31.1.1", Port: 80, AvailabilityZone: "eu-central-1a" },
  ]);
});

test.for<[object, string, RegExp]>([
  [{ Id: "8.8.8.8", AvailabilityZone: "all" }, "ValidationException", /not within the VPC/],
  [
    { Id: "10.1.2.3" },
    "ValidationException",
    /^You must specify a valid Availability Zone or select 'all'/,
  ],
  [{ Id: "10.1.2.3", AvailabilityZone: "us-east-1a" }, "ValidationException", /'10.1.2.3'/],
  [
    { Id: "172.31.1.1", AvailabilityZone: "all" },
    "ValidationException",
    /cannot have its Availability Zone overridden to 'all' from 'eu-central-1a'$/,
  ],
  [{ Id: "localhost" }, "ValidationException", /not a valid IPv4 address$/],
  [{ Id: "::1" }, "ValidationException", /not a valid IPv4 address$/],
  [{ Id: "127.1" }, "ValidationException", /not a valid IPv4 address$/],
  [{ Id: "127.0.0.1", Port: 65_536 }, "ValidationException", /'targets\.1\.member\.port'/],
  [{ Id: "127.0.0.1", QuicServerId: "0x0" }, "ValidationException", /QUIC/],
])("registerTargets() refuses the address %j", async ([target, name, message]) => {
  const bed = await LoadBalancingTestBed.create();
  const Targets = [target as { Id: string }];
  const input = { TargetGroupArn: await bed.targetGroup(), Targets };
  expect(await bed.refusal(registerTargets, input)).toEqual([name, expect.stringMatching(message)]);
});

test("registerTargets() takes any well-formed instance id", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await bed.targetGroup("t", { TargetType: "instance" });
  await bed.run(registerTargets, { TargetGroupArn, Targets: [{ Id: "i-0123456789abcdef0" }] });
  expect((await targetsIn(bed))[0]?.name).toBe("i-0123456789abcdef0:80");
  const wrong = { TargetGroupArn, Targets: [{ Id: "web-1" }] };
  expect(await bed.refusal(registerTargets, wrong)).toEqual([
    "InvalidTargetException",
    "Instance ID 'web-1' is not valid",
  ]);
});

test("registerTargets() takes one application load balancer with a listener on the group's port", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await bed.targetGroup("t", { Protocol: "TCP", TargetType: "alb" });
  const web = await bed.loadBalancer("web");
  const flow = await bed.loadBalancer("flow", { Type: "network" });
  const refusal = async (target: { Id: string; Port?: number }) =>
    await bed.refusal(registerTargets, { TargetGroupArn, Targets: [target] });
  expect((await refusal({ Id: web }))[1]).toContain("must have a listener on the port '80'");
  await bed.listener(web);
  expect((await refusal({ Id: web, Port: 81 }))[0]).toBe("InvalidTargetException");
  expect((await refusal({ Id: flow }))[0]).toBe("InvalidTargetException");
  expect((await refusal({ Id: "127.0.0.1" }))[0]).toBe("InvalidTargetException");
  await bed.run(registerTargets, { TargetGroupArn, Targets: [{ Id: web }] });
  const second = await bed.loadBalancer("second");
  await bed.listener(second);
  expect((await refusal({ Id: second }))[0]).toBe("TooManyTargetsException");
});

test("registerTargets() registers a draining target anew and leaves a registered one as it is", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await bed.targetGroup();
  await bed.listener(await bed.loadBalancer(), { DefaultActions: [forwardTo(TargetGroupArn)] });
  const input = { TargetGroupArn, Targets: [{ Id: "127.0.0.1" }] };
  const record = async () => (await bed.records((records) => records.list("target")))[0]?.body;
  await bed.run(registerTargets, input);
  const first = await record();
  await bed.advance(1000);
  await bed.run(registerTargets, input);
  expect(await record()).toEqual(first);
  await bed.run(deregisterTargets, input);
  await bed.advance(1000);
  await bed.run(registerTargets, input);
  expect(await record()).toMatchObject({ deregisteredAtMs: null });
  await bed.advance(300_000);
  expect(await record()).toBeDefined();
});

test("registerTargets() stops at 1000 and changes nothing then", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await bed.targetGroup();
  const Targets = Array.from({ length: 1000 }, (_, n) => ({ Id: "127.0.0.1", Port: n + 1 }));
  await bed.run(registerTargets, { TargetGroupArn, Targets });
  const more = { TargetGroupArn, Targets: [{ Id: "127.0.0.2" }] };
  expect((await bed.refusal(registerTargets, more))[0]).toBe("TooManyTargetsException");
  expect(await targetsIn(bed)).toHaveLength(1000);
});

test("registerTargets() refuses no target and a group that is not there", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await bed.targetGroup();
  expect(await bed.refusal(registerTargets, { TargetGroupArn, Targets: [] })).toEqual([
    "ValidationException",
    "A target must be specified",
  ]);
  const gone = { TargetGroupArn: `${TargetGroupArn}0`, Targets: [{ Id: "127.0.0.1" }] };
  expect((await bed.refusal(registerTargets, gone))[0]).toBe("TargetGroupNotFoundException");
});
