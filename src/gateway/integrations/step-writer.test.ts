import { expect, test } from "vitest";
import { failure } from "../../base/failure.ts";
import { StepWriter } from "./step-writer.ts";

test("StepWriter.add() puts the failure on its decision alone, with what was seen", () => {
  const reason = failure("throttled", "Limit of the route", { rateLimit: 1 });
  const steps = new StepWriter({ journeyStartMs: 10, failure: reason, failedDecision: "throttle" });
  steps.add({ decision: "stage", summary: "A stage", fromMs: 12, untilMs: 15 });
  expect([steps.hasFailed, steps.isFailing("throttle"), steps.isFailing("stage")]).toEqual([
    false,
    true,
    false,
  ]);
  steps.add({ decision: "throttle", summary: "No room", resource: "r", fromMs: 15 });
  expect([steps.hasFailed, steps.isFailing("throttle")]).toEqual([true, false]);
  steps.add({ decision: "throttle", summary: "Again", fromMs: 16 });
  expect(steps.finish()).toEqual([
    {
      decision: "stage",
      atMs: 2,
      durationMs: 3,
      resource: "",
      loadBalancerArn: "",
      summary: "A stage",
      evidence: {},
      failure: null,
    },
    {
      decision: "throttle",
      atMs: 5,
      durationMs: 0,
      resource: "r",
      loadBalancerArn: "",
      summary: "No room: Limit of the route",
      evidence: { kind: "throttled", detail: "Limit of the route", rateLimit: 1 },
      failure: reason,
    },
    expect.objectContaining({ summary: "Again", evidence: {}, failure: null }),
  ]);
});

test("StepWriter.finish() gives a failure that no step took one of its own, before the last", () => {
  const reason = failure("internal");
  const steps = new StepWriter({ journeyStartMs: 0, failure: reason, failedDecision: "tls" });
  steps.add({ decision: "request", summary: "Came", fromMs: 1 });
  steps.add({ decision: "answer", summary: "Went", resource: "api", fromMs: 2 });
  expect(steps.finish().map((step) => [step.decision, step.failure, step.resource])).toEqual([
    ["request", null, ""],
    ["tls", reason, "api"],
    ["answer", null, "api"],
  ]);
});
