// Runs as JSON, for machines: what was asked, what came back, what the doctor said and what was changed.
import type { Finding } from "../doctor/rule.ts";
import type { LabAnswer } from "./lab-answer.ts";
import type { MadeFix } from "./lab-doctor.ts";
import type { RunStep, ScenarioRun } from "./run-scenario.ts";
import { codesOf } from "./scenario.ts";

export interface LabReport {
  readonly passed: boolean;
  readonly scenarios: readonly ScenarioReport[];
}

export interface ScenarioReport {
  readonly name: string;
  readonly title: string;
  readonly codes: readonly string[];
  readonly passed: boolean;
  readonly problems: readonly string[];
  readonly account: string;
  readonly durationMs: number;
  readonly resources: Readonly<Record<string, string>>;
  readonly refusal: { readonly status: number; readonly message: string } | null;
  readonly before: PartReport;
  readonly fixes: readonly MadeFix[];
  readonly after: PartReport;
}

/** Null: not asked, or not examined. */
export interface PartReport {
  readonly answer: LabAnswer | null;
  readonly findings:
    | readonly Pick<Finding, "code" | "name" | "severity" | "title" | "resource">[]
    | null;
}

export function reportOf(runs: readonly ScenarioRun[]): LabReport {
  return {
    passed: runs.every(({ problems }) => problems.length === 0),
    scenarios: runs.map(scenarioReport),
  };
}

function scenarioReport(run: ScenarioRun): ScenarioReport {
  const { scenario, steps, problems } = run;
  const built = steps.find((step) => step.kind === "built");
  const refused = steps.find((step) => step.kind === "refused");
  const mended = steps.find((step) => step.kind === "mended");
  return {
    name: scenario.name,
    title: scenario.title,
    codes: codesOf(scenario),
    passed: problems.length === 0,
    problems,
    account: run.account,
    durationMs: Math.round(run.durationMs),
    resources: built?.built.resources ?? {},
    refusal: refused === undefined ? null : { status: refused.status, message: refused.message },
    before: partReport(steps, "before"),
    fixes: mended?.fixes ?? [],
    after: partReport(steps, "after"),
  };
}

function partReport(steps: readonly RunStep[], when: "before" | "after"): PartReport {
  const asked = steps.find((step) => step.kind === "asked" && step.when === when);
  const diagnosed = steps.find((step) => step.kind === "diagnosed" && step.when === when);
  return {
    answer: asked?.kind === "asked" ? asked.answer : null,
    findings:
      diagnosed?.kind === "diagnosed"
        ? diagnosed.findings.map(({ code, name, severity, title, resource }) => {
            return { code, name, severity, title, resource };
          })
        : null,
  };
}
