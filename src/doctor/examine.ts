// Runs the rules: once on what stages serve and once on what they would serve after the next deployment, so that it
// can be said which findings a deployment would mend and which it would bring. Pure; the order of findings is that of
// severity, then code, then resource.
import { buildWays } from "./build-ways.ts";
import type { Evidence } from "./evidence.ts";
import type { Inventory } from "./inventory.ts";
import { changeNotDeployed } from "./rules/pst301-change-not-deployed.ts";
import { ruleList } from "./rule-list.ts";
import { rulePage } from "./rule-page.ts";
import type {
  DoctorRule,
  Finding,
  Report,
  RuleContext,
  Severity,
  StageToDeploy,
  Undecided,
  View,
} from "./rule.ts";

export interface Examination {
  readonly findings: readonly Finding[];
  readonly undecided: readonly Undecided[];
  readonly checked: {
    readonly rules: number;
    readonly resources: Readonly<Record<string, number>>;
    readonly ways: number;
  };
}

const SEVERITY_ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

export interface ExaminationOptions {
  readonly nowMs: number;
  /** Limits it to some rules; null runs all. */
  readonly codes: ReadonlySet<string> | null;
  /** Rules that somebody has asked for by name; none when left out. */
  readonly asked?: ReadonlySet<string> | undefined;
}

/** Examines an inventory. */
export function examine(
  inventory: Inventory,
  evidence: Evidence,
  options: ExaminationOptions,
): Examination {
  const steps = examinationSteps(inventory, evidence, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same, a rule at a time, for a process that has other work. */
export function* examinationSteps(
  inventory: Inventory,
  evidence: Evidence,
  options: ExaminationOptions,
): Generator<void, Examination> {
  const rules = ruleList.filter((rule) => options.codes?.has(rule.code) ?? true);
  const run = new Run(inventory, evidence, options);
  const deployed = yield* run.runAll(rules, "deployed");
  const configured = yield* run.runAll(rules, "configured");
  const findings = joinViews(deployed, configured);
  const comparesDeployments = options.codes?.has(changeNotDeployed.code) ?? true;
  if (comparesDeployments) findings.push(...run.runDeploymentRule(findings));
  yield;
  findings.sort(byWeight);
  return {
    findings,
    undecided: run.undecided(),
    checked: {
      rules: rules.length + (comparesDeployments ? 1 : 0),
      resources: countOf(inventory),
      ways: run.wayCount("configured"),
    },
  };
}

/** What identifies the same finding in both views. */
function keyOf(finding: Finding): string {
  return `${finding.code} ${finding.resource.id}`;
}

function joinViews(deployed: readonly Finding[], configured: readonly Finding[]): Finding[] {
  const later = new Set(configured.map(keyOf));
  const now = new Set(deployed.map(keyOf));
  const joined: Finding[] = deployed.map((finding) =>
    later.has(keyOf(finding)) ? finding : { ...finding, mendedBy: deploymentOf(finding) },
  );
  for (const finding of configured) {
    if (!now.has(keyOf(finding))) joined.push({ ...finding, isPending: true });
  }
  return joined;
}

/** The stages that a fix of the finding would have to be deployed to are those whose deployment mends it. */
function deploymentOf(finding: Finding): Finding["mendedBy"] {
  const deploys = new Map<string, StageToDeploy>();
  for (const fix of finding.fixes) {
    for (const stage of fix.deploys) deploys.set(`${stage.apiId}/${stage.stageName}`, stage);
  }
  return { code: "PST301", deploys: [...deploys.values()] };
}

function byWeight(a: Finding, b: Finding): number {
  return (
    SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] ||
    a.code.localeCompare(b.code) ||
    a.resource.id.localeCompare(b.resource.id)
  );
}

function countOf(inventory: Inventory): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [part, value] of Object.entries(inventory)) {
    if (Array.isArray(value) && part !== "unreadable") counts[part] = value.length;
  }
  return counts;
}

/** One examination: the contexts that rules get, and what they say. */
class Run {
  readonly #inventory: Inventory;
  readonly #evidence: Evidence;
  readonly #options: ExaminationOptions;
  readonly #undecided = new Map<string, Undecided>();
  readonly #ways = new Map<View, ReturnType<typeof buildWays>>();

  constructor(inventory: Inventory, evidence: Evidence, options: ExaminationOptions) {
    this.#inventory = inventory;
    this.#evidence = evidence;
    this.#options = options;
  }

  *runAll(rules: readonly DoctorRule[], view: View): Generator<void, Finding[]> {
    const found = new Map<string, Finding>();
    for (const rule of rules) {
      rule.examine(this.#contextOf(rule, view, found));
      yield;
    }
    return [...found.values()];
  }

  runDeploymentRule(findings: readonly Finding[]): Finding[] {
    const found = new Map<string, Finding>();
    const context = this.#contextOf(changeNotDeployed, "configured", found);
    changeNotDeployed.examine({
      ...context,
      mendedByDeployment: findings.filter((finding) => finding.mendedBy !== null),
      broughtByDeployment: findings.filter((finding) => finding.isPending),
    });
    return [...found.values()];
  }

  undecided(): Undecided[] {
    return [...this.#undecided.values()];
  }

  wayCount(view: View): number {
    return this.#waysOf(view).length;
  }

  #waysOf(view: View): ReturnType<typeof buildWays> {
    const known = this.#ways.get(view);
    if (known !== undefined) return known;
    const ways = buildWays(this.#inventory, view);
    this.#ways.set(view, ways);
    return ways;
  }

  #contextOf(
    rule: Pick<DoctorRule, "code" | "name" | "severity">,
    view: View,
    found: Map<string, Finding>,
  ): RuleContext {
    const { code, name } = rule;
    return {
      inventory: this.#inventory,
      view,
      ways: this.#waysOf(view),
      evidence: this.#evidence,
      nowMs: this.#options.nowMs,
      isAsked: this.#options.asked?.has(code) === true,
      report: (report: Report) => {
        const finding: Finding = {
          severity: rule.severity,
          ...report,
          code,
          name,
          page: rulePage(code),
          isPending: false,
          mendedBy: null,
        };
        const key = keyOf(finding);
        if (!found.has(key)) found.set(key, finding);
      },
      undecided: (resource, why) => {
        this.#undecided.set(`${code} ${resource.id}`, { code, resource, why });
      },
    };
  }
}
