import { expect, test } from "vitest";
import { HealthCounter } from "./health-counter.ts";

function statesAfter(results: string, healthyThreshold = 3, unhealthyThreshold = 2): string[] {
  const counter = new HealthCounter(healthyThreshold, unhealthyThreshold);
  return results.split("").map((result) => {
    counter.record(result === "+");
    return counter.state;
  });
}

test("HealthCounter takes one success for a new target", () => {
  expect(statesAfter("+")).toEqual(["healthy"]);
  expect(statesAfter("-+")).toEqual(["initial", "healthy"]);
});

test("HealthCounter makes a target unhealthy after that many failures in a row", () => {
  expect(statesAfter("--")).toEqual(["initial", "unhealthy"]);
  expect(statesAfter("+-+--")).toEqual(["healthy", "healthy", "healthy", "healthy", "unhealthy"]);
});

test("HealthCounter wants the whole threshold of an unhealthy target", () => {
  expect(statesAfter("--++-+++").slice(2)).toEqual([
    "unhealthy",
    "unhealthy",
    "unhealthy",
    "unhealthy",
    "unhealthy",
    "healthy",
  ]);
});

test("HealthCounter.record() says whether the state changed", () => {
  const counter = new HealthCounter(2, 1);
  expect([true, true, false, false, true, true].map((passed) => counter.record(passed))).toEqual([
    true,
    false,
    true,
    false,
    false,
    true,
  ]);
});

test("HealthCounter.setThresholds() applies to the next result", () => {
  const counter = new HealthCounter(5, 5);
  counter.record(false);
  counter.setThresholds(5, 2);
  counter.record(false);
  expect(counter.state).toBe("unhealthy");
});
