import { expect, test } from "vitest";
import { failure } from "../../base/failure.ts";
import type { Failure } from "../../base/failure.ts";
import { ALB, ARN, group, setUp, target } from "./target-group-fixtures.ts";

test("TargetGroups.choose() finds none in a group that is unknown or empty", () => {
  const { groups, update, user } = setUp();
  expect(groups.choose(ARN, user)).toBeNull();
  update([]);
  expect(groups.choose(ARN, user)).toBeNull();
});

test("TargetGroups checks a new target at once and takes one success for healthy", () => {
  const { update, health, checkRound, eligible } = setUp();
  update([target("10.0.0.1"), target("10.0.0.2")]);
  expect(health("10.0.0.1:80")).toMatchObject({
    state: "initial",
    reason: "Elb.InitialHealthChecking",
    description: "Initial health checks in progress",
  });
  expect(eligible()).toEqual(["10.0.0.1:80", "10.0.0.2:80"]);
  checkRound({ "10.0.0.1": 200 }, 0);
  expect(health("10.0.0.1:80")).toMatchObject({ state: "healthy", reason: "", description: "" });
  expect(eligible()).toEqual(["10.0.0.1:80"]);
});

test("TargetGroups sends what AWS's health checkers send", () => {
  const { update, checkRound } = setUp();
  update([target("10.0.0.1", { port: 8080 })]);
  const [request] = checkRound({}, 0);
  expect(request?.ended).toBe(true);
  expect(request?.message.head).toBe(
    "GET /healthz HTTP/1.1\r\nHost: 10.0.0.1:8080\r\nConnection: close\r\n" +
      "User-Agent: ELB-HealthChecker/2.0\r\nAccept-Encoding: gzip, compressed\r\n\r\n",
  );
});

test("TargetGroups names its own node and listener in checks of a Network Load Balancer", () => {
  const { update, checkRound } = setUp();
  update([target("10.0.0.1")], { protocol: "TCP" });
  expect(checkRound({}, 0)[0]?.message.head).toContain("\r\nHost: 172.31.0.4:443\r\n");
});

test("TargetGroups makes a target unhealthy with AWS's reasons and healthy again by threshold", () => {
  const { clock, wire, update, health, checkRound, eligible } = setUp();
  update([target("10.0.0.1"), target("10.0.0.2")]);
  checkRound({ "10.0.0.1": 200, "10.0.0.2": 200 }, 0);
  checkRound({ "10.0.0.1": 502, "10.0.0.2": 200 });
  expect(health("10.0.0.1:80")?.state).toBe("healthy");
  checkRound({ "10.0.0.1": 502, "10.0.0.2": 200 });
  expect(health("10.0.0.1:80")).toEqual({
    state: "unhealthy",
    reason: "Target.ResponseCodeMismatch",
    description: "Health checks failed with these codes: [502]",
    sinceMs: clock.nowMs(),
  });
  expect(eligible()).toEqual(["10.0.0.2:80"]);
  checkRound({ "10.0.0.2": 200 });
  clock.advance(5000);
  expect(health("10.0.0.1:80")).toMatchObject({
    reason: "Target.Timeout",
    description: "Request timed out",
  });
  expect(wire.requests.at(-2)?.aborted).toBe(true);
  checkRound({ "10.0.0.2": 200 }, 25_000);
  wire.requests.at(-2)?.reader.onUpstreamFailed(failure("connect-refused"));
  expect(health("10.0.0.1:80")).toMatchObject({
    reason: "Target.FailedHealthChecks",
    description: "Health checks failed",
  });
  for (let round = 0; round < 3; round++) {
    expect(health("10.0.0.1:80")?.state).toBe("unhealthy");
    checkRound({ "10.0.0.1": 200, "10.0.0.2": 200 });
  }
  expect(health("10.0.0.1:80")?.state).toBe("healthy");
  expect(eligible()).toEqual(["10.0.0.1:80", "10.0.0.2:80"]);
});

test("TargetGroups fails open when no target is healthy", () => {
  const { update, health, checkRound, eligible } = setUp();
  update([target("10.0.0.1"), target("10.0.0.2")]);
  checkRound({ "10.0.0.1": 500, "10.0.0.2": 500 }, 0);
  checkRound({ "10.0.0.1": 500, "10.0.0.2": 500 });
  expect(health("10.0.0.2:80")?.state).toBe("unhealthy");
  expect(eligible()).toEqual(["10.0.0.1:80", "10.0.0.2:80"]);
});

test("TargetGroups does not check a group that isn't in use, and begins when it is", () => {
  const { update, health, checkRound } = setUp();
  update([target("10.0.0.1")], { inUse: false });
  expect(checkRound({}, 100_000)).toEqual([]);
  expect(health("10.0.0.1:80")).toMatchObject({ state: "unused", reason: "Target.NotInUse" });
  update([target("10.0.0.1")]);
  checkRound({ "10.0.0.1": 200 }, 0);
  expect(health("10.0.0.1:80")?.state).toBe("healthy");
  update([target("10.0.0.1")], { inUse: false });
  expect(health("10.0.0.1:80")?.state).toBe("unused");
  expect(checkRound({}, 100_000)).toEqual([]);
});

test("TargetGroups gives traffic to targets whose checks are disabled", () => {
  const { update, health, eligible } = setUp();
  update([target("10.0.0.1")], { healthCheck: { ...group([]).healthCheck, enabled: false } });
  expect(health("10.0.0.1:80")).toMatchObject({
    state: "unavailable",
    reason: "Target.HealthCheckDisabled",
  });
  expect(eligible()).toEqual(["10.0.0.1:80"]);
});

test("TargetGroups gives no traffic to an instance without address and says how to name it", () => {
  const { update, health, eligible } = setUp();
  update([target("i-1", { address: null })], { targetType: "instance" });
  expect(health("i-1:80")?.state).toBe("unhealthy");
  expect(health("i-1:80")?.description).toContain("--instance i-1=ADDRESS");
  expect(eligible()).toEqual([]);
  update([target("i-1", { address: "backend.local" })], { targetType: "instance" });
  expect(eligible()).toEqual(["backend.local:80"]);
  expect(health("i-1:80")?.state).toBe("initial");
});

test("TargetGroups keeps state and connections of targets that an update doesn't touch", () => {
  const { wire, update, health, checkRound } = setUp();
  update([target("10.0.0.1")]);
  checkRound({ "10.0.0.1": 200 }, 0);
  const { sinceMs } = health("10.0.0.1:80") ?? {};
  const before = wire.requests.length;
  update([target("10.0.0.1"), target("10.0.0.2")]);
  expect(health("10.0.0.1:80")).toMatchObject({ state: "healthy", sinceMs });
  expect(wire.upstreams[0]).toMatchObject({ description: "10.0.0.1:80", closed: false });
  checkRound({}, 0);
  expect(wire.requests.slice(before)).toHaveLength(1);
});

test("TargetGroups goes on from the same state with changed health check settings", () => {
  const { update, health, checkRound } = setUp();
  update([target("10.0.0.1")]);
  checkRound({ "10.0.0.1": 200 }, 0);
  update([target("10.0.0.1")], { healthCheck: { ...group([]).healthCheck, path: "/new" } });
  expect(health("10.0.0.1:80")?.state).toBe("healthy");
  const [request] = checkRound({}, 0);
  expect(request?.message.head).toContain("GET /new HTTP/1.1");
});

test("TargetGroups reports one reason only for targets of a Network Load Balancer", () => {
  const { update, health, checkRound } = setUp();
  update([target("10.0.0.1")], { protocol: "TCP" });
  checkRound({ "172.31.0.4:443": 502 }, 0);
  checkRound({ "172.31.0.4:443": 502 });
  expect(health("10.0.0.1:80")).toMatchObject({
    state: "unhealthy",
    reason: "Target.FailedHealthChecks",
    description: "Health checks failed",
  });
});

test("TargetGroups checks by connecting where the health check is TCP", () => {
  const { clock, wire, update, health } = setUp();
  const healthCheck = { ...group([]).healthCheck, protocol: "TCP", port: 81 } as const;
  update([target("10.0.0.1")], { protocol: "TLS", healthCheck });
  clock.advance(0);
  expect(wire.dials.map(({ place }) => place)).toEqual([
    { host: "10.0.0.1", port: 81, tls: false, identity: null },
  ]);
  wire.dials[0]?.open();
  expect(wire.dials[0]).toMatchObject({ destroyed: true, wasReset: false });
  expect(health("10.0.0.1:80")?.state).toBe("healthy");
  for (let round = 0; round < 2; round++) {
    clock.advance(30_000);
    wire.dials.at(-1)?.close(failure("connect-refused"));
  }
  expect(health("10.0.0.1:80")?.state).toBe("unhealthy");
});

test("TargetGroups keeps a flow hash with its target and spreads hashes", () => {
  const { groups, update, user } = setUp();
  update([target("10.0.0.1"), target("10.0.0.2")], { protocol: "TCP" });
  const targetOf = (hash: number) => groups.chooseFlow(ARN, hash, user)?.target;
  expect(targetOf(7)).toBe(targetOf(7));
  expect(new Set([targetOf(0), targetOf(1)]).size).toBe(2);
});

test("TargetGroups dials TLS targets of a Network Load Balancer with TLS", () => {
  const { wire, groups, update, user } = setUp();
  update([target("10.0.0.1")], { protocol: "TLS" });
  const handler = { onOpen() {}, onData() {}, onEnd() {}, onDrain() {}, onClose() {} };
  const client = {
    remoteAddress: "203.0.113.7",
    remotePort: 5,
    localAddress: "127.0.0.1",
    localPort: 6,
    tls: null,
    identity: null,
  };
  groups.chooseFlow(ARN, 1, user)?.flowDialer(client).dial(handler);
  expect(wire.dials[0]?.place).toEqual({ host: "10.0.0.1", port: 80, tls: true, identity: null });
});

test("TargetGroups finds a load balancer as target where it is bound now, in the client's name", async () => {
  const { wire, groups, places, update, user } = setUp();
  update([target(ALB, { address: null, loadBalancerArn: ALB })], {
    protocol: "TCP",
    targetType: "alb",
  });
  const client = {
    remoteAddress: "172.31.0.77",
    remotePort: 5,
    localAddress: "127.0.0.1",
    localPort: 6,
    tls: null,
    identity: { sourceAddress: "172.31.0.77", vpcLinkId: "abc123", securityGroupIds: ["sg-1"] },
  };
  const closed: (Failure | null)[] = [];
  const handler = {
    onOpen() {},
    onData() {},
    onEnd() {},
    onDrain() {},
    onClose: (reason: Failure | null) => void closed.push(reason),
  };
  const choice = groups.chooseFlow(ARN, 1, user);
  choice?.flowDialer(client).dial(handler);
  await Promise.resolve();
  expect(closed.map((reason) => reason?.kind)).toEqual(["listener-not-found"]);
  places.set(`${ALB}:80`, { address: "127.0.0.1", port: 41_001 });
  choice?.flowDialer(client).dial(handler);
  expect(wire.dials[0]?.place).toEqual({
    host: "127.0.0.1",
    port: 41_001,
    tls: false,
    identity: { ...client.identity, flowsBefore: 1 },
  });
});

test("TargetGroups closes pools and stops checks of a group that is gone", () => {
  const { clock, wire, groups, update, health, user } = setUp();
  update([target("10.0.0.1")]);
  groups.update(ARN, null);
  expect(groups.choose(ARN, user)).toBeNull();
  expect(wire.upstreams.every(({ closed }) => closed)).toBe(true);
  expect(health("10.0.0.1:80")).toBeUndefined();
  expect(clock.pendingCount).toBe(0);
});

test("TargetGroups.close() leaves no timer behind", () => {
  const { clock, groups, update } = setUp();
  update([target("10.0.0.1"), target("10.0.0.2", { drainingUntilMs: clock.nowMs() + 100 })]);
  clock.advance(0);
  groups.close();
  expect(clock.pendingCount).toBe(0);
});
