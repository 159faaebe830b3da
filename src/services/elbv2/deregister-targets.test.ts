import { expect, test } from "vitest";
import { LoadBalancingTestBed, forwardTo } from "../../../tests/support/load-balancing-test-bed.ts";
import { deregisterTargets } from "./deregister-targets.ts";
import { modifyTargetGroupAttributes } from "./modify-target-group-attributes.ts";
import { registerTargets } from "./register-targets.ts";

async function usedGroup(bed: LoadBalancingTestBed): Promise<string> {
  const TargetGroupArn = await bed.targetGroup();
  await bed.listener(await bed.loadBalancer(), { DefaultActions: [forwardTo(TargetGroupArn)] });
  await bed.run(registerTargets, { TargetGroupArn, Targets: [{ Id: "127.0.0.1" }] });
  return TargetGroupArn;
}

function targets(bed: LoadBalancingTestBed) {
  return bed.records((records) => records.list("target"));
}

test("deregisterTargets() lets a target drain for the group's delay, then removes it", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await usedGroup(bed);
  await bed.run(deregisterTargets, { TargetGroupArn, Targets: [{ Id: "127.0.0.1" }] });
  expect((await targets(bed))[0]?.body.deregisteredAtMs).toBe(bed.clock.nowMs());
  await bed.advance(299_999);
  expect(await targets(bed)).toHaveLength(1);
  await bed.advance(1);
  expect(await targets(bed)).toEqual([]);
});

test("deregisterTargets() removes at once without a delay, and in a group that is not used", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await usedGroup(bed);
  await bed.run(modifyTargetGroupAttributes, {
    TargetGroupArn,
    Attributes: [{ Key: "deregistration_delay.timeout_seconds", Value: "0" }],
  });
  await bed.run(deregisterTargets, { TargetGroupArn, Targets: [{ Id: "127.0.0.1", Port: 80 }] });
  const unused = await bed.targetGroup("unused");
  const input = { TargetGroupArn: unused, Targets: [{ Id: "127.0.0.1" }] };
  await bed.run(registerTargets, input);
  await bed.run(deregisterTargets, input);
  expect(await targets(bed)).toEqual([]);
});

test("deregisterTargets() takes a target that is not registered, or on another port, for no error", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await usedGroup(bed);
  await bed.run(deregisterTargets, {
    TargetGroupArn,
    Targets: [{ Id: "127.0.0.9" }, { Id: "127.0.0.1", Port: 81 }],
  });
  expect((await targets(bed))[0]?.body.deregisteredAtMs).toBeNull();
  expect((await bed.refusal(deregisterTargets, { TargetGroupArn, Targets: [] }))[0]).toBe(
    "ValidationException",
  );
});
