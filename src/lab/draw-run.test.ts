import { expect, test } from "vitest";
import { drawLine, drawStep, drawVerdict, painter } from "./draw-run.ts";
import { findingOf } from "./finding-fixture.ts";
import type { ScenarioRun } from "./run-scenario.ts";
import type { StackScenario } from "./scenario.ts";

const plain = painter(false);

const scenario: StackScenario = {
  kind: "stack",
  name: "fake",
  title: "Fake",
  story: "None",
  build: async () => ({ url: "", resources: {} }),
  request: { method: "GET", path: "/" },
  symptom: { status: 200, text: "" },
  findings: [{ code: "PST101", resource: "integration" }],
  mends: "never",
};

function runOf(problems: readonly string[]): ScenarioRun {
  return { scenario, account: "900000000001", steps: [], problems, durationMs: 1500, kept: null };
}

test("drawStep() shows status, headers and body of an answer, without control characters", () => {
  const drawn = drawStep(
    {
      kind: "asked",
      when: "before",
      request: scenario.request,
      answer: {
        status: 400,
        reason: "Bad Request",
        headers: [["Server", "awselb/2.0"]],
        body: "one\r\n\u001b[31mtwo\n",
        failure: "",
        durationMs: 1,
      },
    },
    plain,
  );
  expect(drawn).toBe(
    "\n  GET /\n  HTTP/1.1 400 Bad Request\n  Server: awselb/2.0\n\n  one\n  ·[31mtwo\n",
  );
});

test("drawStep() shows what failed where there is no answer", () => {
  const answer = {
    status: 0,
    reason: "",
    headers: [],
    body: "",
    failure: "connect-refused: nobody listens",
    durationMs: 1,
  };
  const { request } = scenario;
  expect(drawStep({ kind: "asked", when: "before", request, answer }, plain)).toContain(
    "no answer: connect-refused: nobody listens",
  );
});

test("drawStep() shows a finding with its reason, and whether its mend waits for a deployment", () => {
  const finding = { ...findingOf({}), mendedBy: { code: "PST301" as const, deploys: [] } };
  const drawn = drawStep({ kind: "diagnosed", when: "before", findings: [finding] }, plain);
  expect(drawn).toContain("error PST101 Something is wrong\n    Because.\n");
  expect(drawn).toContain("waits for a deployment");
});

test("drawVerdict() and drawLine() say what was not as declared", () => {
  expect(drawVerdict(runOf([]), plain)).toBe("\n  passed 1.5 s\n");
  expect(drawVerdict(runOf(["the client got 200"]), plain)).toContain("✗ the client got 200");
  expect(drawLine(runOf(["the client got 200"]), plain)).toMatch(
    /^✗ fake +PST101 +1\.5 s\n {4}the client got 200\n$/,
  );
});

test("painter() colours only where that is wanted", () => {
  expect(plain("red", "a")).toBe("a");
  expect(painter(true)("red", "a")).toContain("\u001b[31m");
});
