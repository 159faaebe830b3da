import { expect, test } from "vitest";
import type { Finding } from "../doctor/rule.ts";
import { findingOf } from "./finding-fixture.ts";
import { judgeFindings } from "./judge-findings.ts";
import type { BuiltStack, ExpectedFinding, StackScenario } from "./scenario.ts";

const BUILT: BuiltStack = { url: "http://127.0.0.1:1", resources: { integration: "api/one" } };
const EXPECTED: ExpectedFinding = { code: "PST101", resource: "integration" };

function problemsOf(findings: readonly Finding[], expected: readonly ExpectedFinding[]): string[] {
  const scenario: StackScenario = {
    kind: "stack",
    name: "fake",
    title: "Fake",
    story: "None",
    build: async () => BUILT,
    request: { method: "GET", path: "/" },
    symptom: { status: 200, text: "" },
    findings: expected,
    mends: "never",
  };
  return judgeFindings(findings, scenario, BUILT);
}

test("judgeFindings() has no problem with what was declared", () => {
  expect(problemsOf([findingOf({})], [EXPECTED])).toEqual([]);
  expect(problemsOf([], [])).toEqual([]);
});

test("judgeFindings() misses a finding that was declared", () => {
  expect(problemsOf([], [EXPECTED])).toEqual(["the doctor does not say PST101 (error) of api/one"]);
});

test.for([
  ["about another resource", { id: "api/two" }],
  ["of another code", { code: "PST102" }],
  ["of another severity", { severity: "warning" as const }],
])("judgeFindings() does not take a finding %s for the declared one", ([, over]) => {
  expect(problemsOf([findingOf(over as Parameters<typeof findingOf>[0])], [EXPECTED])).toHaveLength(
    2,
  );
});

test("judgeFindings() tolerates information beside a finding, and nothing on a healthy stack", () => {
  const information = findingOf({ code: "PST604", severity: "info" });
  expect(problemsOf([findingOf({}), information], [EXPECTED])).toEqual([]);
  expect(problemsOf([information], [])).toHaveLength(1);
});

test("judgeFindings() knows resources of templates by their logical id", () => {
  const scenario = {
    kind: "refusal" as const,
    name: "fake",
    title: "Fake",
    story: "None",
    attempt: async () => {},
    symptom: { status: 400, text: "" },
    template: null,
    findings: [{ code: "PST101", resource: "Integration" }],
  };
  expect(judgeFindings([findingOf({ address: "Integration" })], scenario, null)).toEqual([]);
  expect(judgeFindings([findingOf({ address: "Other" })], scenario, null)).toHaveLength(2);
});
