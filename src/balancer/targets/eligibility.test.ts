import { expect, test } from "vitest";
import { eligibleTargets } from "./eligibility.ts";

interface Candidate {
  name: string;
  registered: boolean;
  healthy: boolean;
}

function candidates(...states: ("healthy" | "unhealthy" | "gone")[]): Candidate[] {
  return states.map((state, index) => ({
    name: `t${index}`,
    registered: state !== "gone",
    healthy: state === "healthy",
  }));
}

function names(
  states: Candidate[],
  minimumHealthyCount = 1,
  minimumHealthyPercentage: number | null = null,
): { targets: string[]; failOpen: boolean } {
  const found = eligibleTargets(states, { minimumHealthyCount, minimumHealthyPercentage });
  return { targets: found.targets.map(({ name }) => name), failOpen: found.failOpen };
}

test("eligibleTargets() takes the healthy ones only", () => {
  const found = names(candidates("healthy", "unhealthy", "healthy", "gone"));
  expect(found).toEqual({ targets: ["t0", "t2"], failOpen: false });
});

test("eligibleTargets() fails open to all registered ones when none is healthy", () => {
  const found = names(candidates("unhealthy", "gone", "unhealthy"));
  expect(found).toEqual({ targets: ["t0", "t2"], failOpen: true });
});

test("eligibleTargets() fails open below the minimum count", () => {
  const states = candidates("healthy", "unhealthy", "healthy");
  expect(names(states, 2).targets).toEqual(["t0", "t2"]);
  expect(names(states, 3)).toEqual({ targets: ["t0", "t1", "t2"], failOpen: true });
});

test("eligibleTargets() fails open below the minimum percentage of registered targets", () => {
  const states = candidates("healthy", "unhealthy", "unhealthy", "unhealthy", "gone");
  expect(names(states, 1, 25).failOpen).toBe(false);
  expect(names(states, 1, 26).failOpen).toBe(true);
});

test("eligibleTargets() never takes one that is not registered", () => {
  expect(names(candidates("gone", "gone"))).toEqual({ targets: [], failOpen: false });
});
