// Compares what the doctor says with what a scenario declares: every declared finding about the declared resource,
// nothing else at warning or above, and silence at every level where nothing is declared.
import type { Finding } from "../doctor/rule.ts";
import type { BuiltStack, ExpectedFinding, Scenario } from "./scenario.ts";

/** What differs, in words. `built` is null for templates, whose resources are named by their logical ids. */
export function judgeFindings(
  findings: readonly Finding[],
  scenario: Scenario,
  built: BuiltStack | null,
): string[] {
  const problems: string[] = [];
  const expected = scenario.findings;
  for (const each of expected) {
    if (!findings.some((finding) => isExpected(finding, each, built))) {
      const about = built?.resources[each.resource] ?? each.resource;
      problems.push(
        `the doctor does not say ${each.code} (${each.severity ?? "error"}) of ${about}`,
      );
    }
  }
  const allowed = "mayAlsoSay" in scenario ? (scenario.mayAlsoSay ?? []) : [];
  for (const finding of findings) {
    if (expected.some((each) => isExpected(finding, each, built))) continue;
    const isTolerated = expected.length > 0 && finding.severity === "info";
    if (isTolerated || allowed.includes(finding.code)) continue;
    problems.push(
      `the doctor also says ${finding.code} (${finding.severity}) of ${finding.resource.id}: ${finding.title}`,
    );
  }
  return problems;
}

function isExpected(
  { code, severity, resource }: Finding,
  expected: ExpectedFinding,
  built: BuiltStack | null,
): boolean {
  if (code !== expected.code || severity !== (expected.severity ?? "error")) return false;
  return built === null
    ? resource.location.address === expected.resource
    : resource.id === built.resources[expected.resource];
}
