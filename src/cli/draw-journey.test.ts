import { expect, test } from "vitest";
import type { Journey, JourneyStep } from "../telemetry/journeys/journey.ts";
import { drawJourney } from "./draw-journey.ts";

const STEERS = "\u001b[2J\u009b8m\u202e\r\n";

function step(evidence: Record<string, unknown>): JourneyStep {
  return {
    decision: "mapping",
    atMs: 0,
    durationMs: 0,
    resource: `r${STEERS}`,
    loadBalancerArn: "",
    summary: `sent ${STEERS}`,
    evidence,
    failure: null,
  };
}

function journey(): Journey {
  return {
    id: "jrn-a",
    startedAtMs: 0,
    durationMs: 1,
    reason: "asked",
    request: {
      method: "GET",
      target: `/a${STEERS}`,
      host: `h${STEERS}`,
      clientAddress: "127.0.0.1",
      headers: [],
    },
    status: 200,
    requestId: "",
    traceId: "",
    way: {
      kind: "alb",
      resource: "arn",
      name: `app${STEERS}`,
      startedAtMs: 0,
      durationMs: 1,
      status: 200,
      steps: [step({ [`x${STEERS}`]: `seen${STEERS}`, more: [{ [STEERS]: STEERS }] })],
      failure: null,
      next: [],
    },
    failedAt: null,
  };
}

test("drawJourney() lets nothing of a request or an answer steer the terminal", () => {
  const drawn = drawJourney(journey(), { isColoured: false, isVerbose: true });
  // oxlint-disable-next-line no-control-regex
  expect(drawn.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  expect(drawn.trimEnd().split("\n")).toHaveLength(7);
  expect(drawn).toContain("/a?[2J?8m???");
});

test("drawJourney() paints with colours of its own alone", () => {
  const drawn = drawJourney(journey(), { isColoured: true, isVerbose: true });
  expect(drawn).toContain("\u001b[1m");
  expect(drawn).not.toContain("\u001b[2J");
});
