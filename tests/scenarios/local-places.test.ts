// Where things are on this machine: addresses of instances, places of listeners, and that both are kept.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  RegisterTargetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPrivateStack, type PrivateStack } from "../support/private-stack.ts";
import { get } from "../support/raw-request.ts";
import { startRecordingTarget, type RecordingTarget } from "../support/recording-target.ts";

const INSTANCE_ID = "i-0123456789abcdef0";

let target: RecordingTarget;

beforeAll(async () => {
  target = await startRecordingTarget();
});

afterAll(() => target.close());

/** A free port, and the one after it. */
async function freePorts(): Promise<{ from: number; to: number }> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return { from: port, to: port + 1 };
}

async function createListener(stack: PrivateStack, Port: number, TargetGroupArn: string) {
  const { LoadBalancers = [] } = await stack.elb.send(
    new CreateLoadBalancerCommand({
      Name: `places-${Port}`,
      Scheme: "internal",
      Subnets: await stack.subnetIds(),
    }),
  );
  const { Listeners = [] } = await stack.elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn,
      Protocol: "HTTP",
      Port,
      DefaultActions: [{ Type: "forward", TargetGroupArn }],
    }),
  );
  return Listeners[0]?.ListenerArn ?? "";
}

async function createGroup(stack: PrivateStack, targetType: "ip" | "instance", id: string) {
  const { TargetGroups = [] } = await stack.elb.send(
    new CreateTargetGroupCommand({
      Name: `places-${targetType}`,
      Protocol: "HTTP",
      Port: target.port,
      VpcId: await stack.vpcId(),
      TargetType: targetType,
    }),
  );
  const TargetGroupArn = TargetGroups[0]?.TargetGroupArn ?? "";
  await stack.elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: id }] }));
  return TargetGroupArn;
}

test("an instance target is reached where /_postern/instances says, and nowhere before", async () => {
  const stack = await startPrivateStack();
  const group = await createGroup(stack, "instance", INSTANCE_ID);
  const { host, port } = await stack.listenerAddress(await createListener(stack, 80, group));
  expect((await get(`http://${host}:${port}/`)).status).toBe(503);

  const place = `${stack.postern.url}/_postern/instances/${INSTANCE_ID}`;
  const put = (body: string) => fetch(place, { method: "PUT", body });
  expect((await put("{}")).status).toBe(400);
  expect((await put('{"address": "localhost; rm"}')).status).toBe(400);
  expect((await put('{"address": "127.0.0.1"}')).status).toBe(200);
  await stack.untilHealthy(group);
  expect((await get(`http://${host}:${port}/`)).body).toBe("hello\n");

  expect((await fetch(place, { method: "DELETE" })).status).toBe(204);
  const all = await fetch(`${stack.postern.url}/_postern/instances`);
  expect(await all.json()).toEqual({ instances: {} });
  expect((await get(`http://${host}:${port}/`)).status).toBe(503);
  await stack.close();
});

test("--instance gives an instance its address from the start", async () => {
  const stack = await startPrivateStack({ instances: { [INSTANCE_ID]: "localhost" } });
  const group = await createGroup(stack, "instance", INSTANCE_ID);
  const { host, port } = await stack.listenerAddress(await createListener(stack, 80, group));
  await stack.untilHealthy(group);
  expect((await get(`http://${host}:${port}/`)).status).toBe(200);
  await stack.close();
});

test("--listener-ports gives ports of the range, kept across restarts with the data directory", async () => {
  const root = mkdtempSync(join(tmpdir(), "postern-places-"));
  const options = { dataDirectory: join(root, "data"), listenerPorts: await freePorts() };
  const first = await startPrivateStack(options);
  const group = await createGroup(first, "ip", "127.0.0.1");
  const listenerArn = await createListener(first, 80, group);
  const before = await first.listenerAddress(listenerArn);
  expect([options.listenerPorts.from, options.listenerPorts.to]).toContain(before.port);
  await first.close();
  const second = await startPrivateStack(options);
  expect(await second.listenerAddress(listenerArn)).toEqual(before);
  await second.untilHealthy(group);
  expect((await get(`http://${before.host}:${before.port}/`)).status).toBe(200);
  await second.close();
  rmSync(root, { recursive: true });
});

test("--listener-addresses gives each load balancer a loopback address with its listener's real port", async () => {
  const { from: port } = await freePorts();
  const stack = await startPrivateStack({ listenerAddresses: true });
  const group = await createGroup(stack, "ip", "127.0.0.1");
  const place = await stack.listenerAddress(await createListener(stack, port, group));
  expect(place.port).toBe(port);
  expect(place.host).toMatch(/^127\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./);
  await stack.untilHealthy(group);
  expect((await get(`http://${place.host}:${place.port}/`)).status).toBe(200);
  await stack.close();
});
