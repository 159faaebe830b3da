import { expect, test } from "vitest";
import { ALB_UNIT, NLB_TLS_UNIT, capacityUnits } from "./capacity-units.ts";

const NOTHING = { newConnections: 0, activeConnections: 0, bytes: 0, ruleEvaluations: 0 };

test.for([
  [{ ...NOTHING }, 0],
  [{ ...NOTHING, newConnections: 25 * 60 }, 1],
  [{ ...NOTHING, activeConnections: 6000 }, 2],
  [{ ...NOTHING, bytes: 1e9 / 60 }, 1],
  [{ ...NOTHING, ruleEvaluations: 3 * 60_000 }, 3],
  [{ newConnections: 25 * 60, activeConnections: 6000, bytes: 0, ruleEvaluations: 0 }, 2],
] as const)("capacityUnits() takes the greatest dimension of %o", ([minute, units]) => {
  expect(capacityUnits(ALB_UNIT, minute)).toBeCloseTo(units, 9);
});

test("capacityUnits() of a Network Load Balancer do not depend on rules", () => {
  const minute = { ...NOTHING, newConnections: 50 * 60, ruleEvaluations: 1e9 };
  expect(capacityUnits(NLB_TLS_UNIT, minute)).toBeCloseTo(1, 9);
});
