import { expect, test } from "vitest";
import { failure } from "../../base/failure.ts";
import { ARN, User, setUp, target } from "./target-group-fixtures.ts";

test("TargetGroups drains: nothing new, what is in flight goes on until the delay is over", () => {
  const { clock, wire, groups, update, health, deregistered, eligible } = setUp();
  update([target("10.0.0.1")]);
  const inFlight = new User();
  const choice = groups.choose(ARN, inFlight);
  update([target("10.0.0.1", { drainingUntilMs: clock.nowMs() + 5000 }), target("10.0.0.2")]);
  expect(health("10.0.0.1:80")).toMatchObject({
    state: "draining",
    reason: "Target.DeregistrationInProgress",
    description: "Target deregistration is in progress",
  });
  expect(eligible()).toEqual(["10.0.0.2:80"]);
  expect(wire.upstreams[0]).toMatchObject({ description: "10.0.0.1:80", closed: false });
  clock.advance(4999);
  expect(inFlight.gone).toEqual([]);
  clock.advance(1);
  expect(inFlight.gone).toEqual([failure("deregistration-elapsed")]);
  expect(deregistered).toEqual(["10.0.0.1:80"]);
  expect(health("10.0.0.1:80")).toBeUndefined();
  expect(wire.upstreams[0]?.closed).toBe(true);
  choice?.release(inFlight);
});

test("TargetGroups leaves requests that were released alone when the delay is over", () => {
  const { clock, groups, update } = setUp();
  update([target("10.0.0.1")]);
  const done = new User();
  groups.choose(ARN, done)?.release(done);
  update([target("10.0.0.1", { drainingUntilMs: clock.nowMs() + 1 })]);
  clock.advance(10);
  expect(done.gone).toEqual([]);
});

test("TargetGroups takes a target back that is registered again while it drains", () => {
  const { clock, groups, update, health, deregistered, checkRound } = setUp();
  update([target("10.0.0.1")]);
  const inFlight = new User();
  groups.choose(ARN, inFlight);
  update([target("10.0.0.1", { drainingUntilMs: clock.nowMs() + 5000 })]);
  expect(groups.choose(ARN, inFlight)).toBeNull();
  update([target("10.0.0.1")]);
  checkRound({ "10.0.0.1": 200 }, 0);
  clock.advance(20_000);
  expect(health("10.0.0.1:80")?.state).toBe("healthy");
  expect([inFlight.gone, deregistered]).toEqual([[], []]);
});

test("TargetGroups lets flows outlive the delay unless they are to be terminated", () => {
  for (const [deregistrationTermination, cut] of [
    [false, 0],
    [true, 1],
  ] as const) {
    const { clock, groups, update } = setUp();
    const values = { protocol: "TCP", deregistrationTermination } as const;
    update([target("10.0.0.1")], values);
    const flow = new User();
    groups.chooseFlow(ARN, 1, flow);
    update([target("10.0.0.1", { drainingUntilMs: clock.nowMs() + 1 })], values);
    clock.advance(10);
    expect(flow.gone).toHaveLength(cut);
  }
});

test("TargetGroups cuts flows of a target that becomes unhealthy, unless told not to or failing open", () => {
  const cutAfter = (unhealthyTermination: boolean, other: number) => {
    const { groups, update, checkRound } = setUp();
    update([target("10.0.0.1")], { protocol: "TCP", unhealthyTermination });
    const flow = new User();
    groups.chooseFlow(ARN, 1, flow);
    update([target("10.0.0.1"), target("10.0.0.2")], { protocol: "TCP", unhealthyTermination });
    for (let round = 0; round < 3; round++) {
      const requests = checkRound({}, round === 0 ? 0 : 30_000);
      requests[0]?.answer(500);
      requests[1]?.answer(other);
    }
    return flow.gone.map(({ kind }) => kind);
  };
  expect(cutAfter(true, 200)).toEqual(["no-target"]);
  expect(cutAfter(false, 200)).toEqual([]);
  expect(cutAfter(true, 500)).toEqual([]);
});
