// What a Network Load Balancer's TCP listener does with connections, seen from both ends of real sockets.
import { afterEach, beforeEach, expect, test } from "vitest";
import type { TargetSnapshot } from "../../src/store/snapshots.ts";
import { ALB, BalancerBed, CHECKED, GROUP } from "./balancer-bed.ts";
import { albListener, group, nlbListener, target, until } from "./balancer-bed.ts";
import { RawTarget, answerAll, connectRaw, ok } from "./raw-peer.ts";
import type { RawPeer } from "./raw-peer.ts";

let bed: BalancerBed;
let backend: RawTarget;

beforeEach(async () => {
  bed = new BalancerBed();
  backend = await RawTarget.start();
  bed.groups.update(GROUP, group([target(backend.port)], { protocol: "TCP" }));
  await bed.listen(nlbListener());
});

afterEach(async () => {
  backend.close();
  await bed.close();
});

async function flow(): Promise<[client: RawPeer, served: RawPeer]> {
  const client = await bed.connect();
  client.send("hello");
  const served = await backend.next();
  await served.take("hello");
  return [client, served];
}

/** Connects and waits for the reset, which may be as quick as the connection. */
async function errorOfConnection(): Promise<unknown> {
  try {
    const client = await bed.connect();
    await client.untilClosed();
    return client.error;
  } catch (error) {
    return error;
  }
}

test("An NLB flow passes bytes as they are, both ways, and is observed once", async () => {
  const [client, served] = await flow();
  served.send("world");
  expect(await client.take("world")).toBe("world");
  client.socket.end();
  await served.takeAll();
  served.socket.end();
  await client.untilClosed();
  await until(() => bed.flows.length > 0);
  expect(bed.flows).toMatchObject([
    { failure: null, resetBy: "", receivedBytes: 5, sentBytes: 5, targetGroupArn: GROUP },
  ]);
});

test("An NLB flow passes megabytes without loss to a reader that is slow", async () => {
  const [client, served] = await flow();
  const bytes = 8 * 1024 * 1024;
  const sent = Buffer.alloc(bytes, "0123456789abcdef");
  served.socket.pause();
  client.socket.end(sent);
  // Long enough for everything on the way to fill up and stop.
  let turns = 0;
  await until(() => ++turns > 200);
  served.socket.resume();
  expect((await served.takeAll()).length).toBe(bytes);
});

test("An NLB flow passes half-close on: the target can still answer", async () => {
  const [client, served] = await flow();
  client.socket.end();
  await served.takeAll();
  expect(client.ended).toBe(false);
  served.send("answer after your end");
  served.socket.end();
  expect(await client.takeAll()).toBe("answer after your end");
});

test("An NLB flow resets the target when the client resets, and the other way round", async () => {
  const [client, served] = await flow();
  client.reset();
  await served.untilClosed();
  expect(served.error).toMatchObject({ code: "ECONNRESET" });
  const [secondClient, secondServed] = await flow();
  secondServed.reset();
  await secondClient.untilClosed();
  expect(secondClient.error).toMatchObject({ code: "ECONNRESET" });
  await until(() => bed.flows.length === 2);
  expect(bed.flows.map(({ resetBy }) => resetBy)).toEqual(["client", "target"]);
});

test("An NLB resets clients of an empty group and of a target that refuses", async () => {
  bed.groups.update(GROUP, group([], { protocol: "TCP" }));
  expect(await errorOfConnection()).toMatchObject({ code: "ECONNRESET" });
  const { port } = backend;
  backend.close();
  bed.groups.update(GROUP, group([target(port)], { protocol: "TCP" }));
  expect(await errorOfConnection()).toMatchObject({ code: "ECONNRESET" });
  await until(() => bed.flows.length === 2);
  expect(bed.flows.map(({ failure }) => failure?.kind)).toEqual(["no-target", "connect-refused"]);
});

test("An NLB flow that is silent for the idle timeout is reset on both sides", async () => {
  const [client, served] = await flow();
  bed.clock.advance(349_000);
  client.send("still here");
  await served.take("still here");
  bed.clock.advance(349_000);
  expect([client.closed, served.closed]).toEqual([false, false]);
  bed.clock.advance(1500);
  await Promise.all([client.untilClosed(), served.untilClosed()]);
  expect([client.error, served.error]).toMatchObject([
    { code: "ECONNRESET" },
    { code: "ECONNRESET" },
  ]);
});

test("An NLB flow stays with its target while targets come and go", async () => {
  const other = await RawTarget.start();
  const [client, served] = await flow();
  bed.groups.update(GROUP, group([target(backend.port), target(other.port)], { protocol: "TCP" }));
  client.send("one");
  await served.take("one");
  const drainingUntilMs = bed.clock.nowMs() + 1000;
  bed.groups.update(
    GROUP,
    group([target(backend.port, { drainingUntilMs }), target(other.port)], { protocol: "TCP" }),
  );
  const late = await bed.connect();
  late.send("late");
  await (await other.next()).take("late");
  bed.clock.advance(2000);
  expect(bed.deregistered).toEqual([`127.0.0.1:${backend.port}`]);
  client.send("two");
  await served.take("two");
  served.send("three");
  await client.take("three");
  other.close();
});

test("An NLB spreads connections over its targets", async () => {
  const other = await RawTarget.start();
  bed.groups.update(GROUP, group([target(backend.port), target(other.port)], { protocol: "TCP" }));
  const clients = await Promise.all(Array.from({ length: 60 }, () => bed.connect()));
  await until(() => backend.peers.length + other.peers.length === 60);
  expect(backend.peers.length).toBeGreaterThan(10);
  expect(other.peers.length).toBeGreaterThan(10);
  for (const client of clients) client.socket.destroy();
  other.close();
});

test("An NLB resets the flows of a target that becomes unhealthy, and no others", async () => {
  const statuses: Record<string, string> = { A: "200 OK", B: "200 OK" };
  // Answers health checks, and whoever asks for its name.
  const named = (name: string) =>
    RawTarget.start((peer) => {
      void peer
        .take("\r\n\r\n")
        .then((head) =>
          peer.send(
            head.startsWith("GET /health")
              ? `HTTP/1.1 ${statuses[name]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`
              : name,
          ),
        )
        .catch(() => {});
    });
  const targets = [await named("A"), await named("B")];
  const values = { protocol: "TCP", healthCheck: { ...CHECKED, enabled: true } } as const;
  const [a = 0, b = 0] = targets.map(({ port }) => port);
  bed.groups.update(GROUP, group([target(a), target(b)], values));
  bed.clock.advance(0);
  await until(() => bed.health(a)?.state === "healthy" && bed.health(b)?.state === "healthy");
  const clients = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const client = await bed.connect();
      client.send("who\r\n\r\n");
      return { client, name: await client.takeLength(1) };
    }),
  );
  expect(new Set(clients.map(({ name }) => name)).size).toBe(2);
  statuses["A"] = "500 Broken";
  bed.clock.advance(30_000);
  await until(() => targets.every(({ peers }) => peers.at(-1)?.received === ""));
  await until(() => (bed.clock.advance(30_000), bed.health(a)?.state === "unhealthy"));
  expect(bed.health(a)).toMatchObject({ reason: "Target.FailedHealthChecks" });
  const onA = clients.filter(({ name }) => name === "A");
  await until(() => onA.every(({ client }) => client.closed));
  expect(onA.every(({ client }) => client.error !== null)).toBe(true);
  expect(clients.filter(({ client }) => client.closed)).toHaveLength(onA.length);
  for (const each of targets) each.close();
});

test("An NLB tells its target about the client by PROXY protocol", async () => {
  const values = { protocol: "TCP", proxyProtocolV2: true } as const;
  bed.groups.update(GROUP, group([target(backend.port)], values));
  const client = await bed.connect();
  client.send("hello");
  const served = await backend.next();
  const text = await served.take("hello");
  const header = Buffer.from(text, "latin1");
  expect(header.subarray(0, 12).toString("hex")).toBe("0d0a0d0a000d0a515549540a");
  expect(header.subarray(16, 20)).toEqual(Buffer.from([127, 0, 0, 1]));
  expect(header.readUInt16BE(24)).toBe(client.socket.localPort);
  client.socket.destroy();
});

test("An NLB reaches an ALB as target, which sees the client's own address", async () => {
  const web = await RawTarget.start(answerAll((head) => ok(head)));
  const albGroup = "arn:alb-group";
  bed.groups.update(albGroup, group([target(web.port)], { targetGroupArn: albGroup }));
  const rules = albListener().rules.map((rule) => ({
    ...rule,
    actions: [
      { type: "forward", targetGroups: [{ targetGroupArn: albGroup, weight: 1 }] } as const,
    ],
  }));
  await bed.listen(albListener({ port: 80, rules }));
  const albTarget: TargetSnapshot = target(80, { id: ALB, address: null, loadBalancerArn: ALB });
  bed.groups.update(GROUP, group([albTarget], { protocol: "TCP", targetType: "alb" }));
  const answer = await bed.request("/through", "nlb-listener");
  expect(answer).toContain("200 OK");
  expect(answer).toContain("GET /through HTTP/1.1");
  expect(answer).toMatch(/X-Forwarded-For: 127\.0\.0\.1\r\n/);
  await bed.directory.apply("alb-listener", null);
  expect(await errorOfConnection()).toMatchObject({ code: "ECONNRESET" });
  web.close();
});

test("Removing an NLB listener lets flows end by themselves and takes no more", async () => {
  const [client, served] = await flow();
  const port = bed.directory.find("nlb-listener")?.port ?? 0;
  await bed.directory.apply("nlb-listener", null);
  expect(bed.directory.find("nlb-listener")).toBeUndefined();
  client.send("more");
  await served.take("more");
  await expect(connectRaw(port)).rejects.toThrow("ECONNREFUSED");
  bed.clock.advance(31_000);
  await Promise.all([client.untilClosed(), served.untilClosed()]);
});
