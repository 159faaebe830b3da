// Decides what would be done about findings: which of them may be mended by the doctor, by which calls, and which
// stages are deployed afterwards. Pure; nothing is called here, so that it can be shown and asked for first.
import type { ExaminedSource } from "../diagnose.ts";
import type { AwsCall, Finding, Fix, StageToDeploy } from "../rule.ts";
import type { AwsCaller } from "./aws-caller.ts";

export interface PlannedFix {
  readonly finding: Finding;
  readonly title: string;
  /** Empty where all that is missing is a deployment, or where an earlier fix makes the same calls. */
  readonly calls: readonly AwsCall[];
  readonly deploys: readonly StageToDeploy[];
}

/** A finding that stays, and why. */
export interface SkippedFix {
  readonly finding: Finding;
  readonly why: string;
}

/** Everything that is to be done in one source. */
export interface FixPlan {
  readonly sourceName: string;
  /** Null: a template. */
  readonly caller: AwsCaller | null;
  readonly fixes: readonly PlannedFix[];
  readonly skipped: readonly SkippedFix[];
}

/**
 * What mends the findings of a source. Without codes only errors are mended, and nothing that changes what reaches a
 * backend; a finding whose code is named is mended whatever it is.
 */
export function planFixes(examined: ExaminedSource, codes: ReadonlySet<string> | null): FixPlan {
  const { source, inventory } = examined;
  const fixes: PlannedFix[] = [];
  const skipped: SkippedFix[] = [];
  const planned = new Set<string>();
  for (const finding of examined.findings) {
    if (!isWanted(finding, codes)) continue;
    const choice = choose(finding, codes);
    if (typeof choice === "string") {
      skipped.push({ finding, why: choice });
      continue;
    }
    const calls = choice.calls.filter((call) => !planned.has(identityOf(call)));
    for (const call of calls) planned.add(identityOf(call));
    fixes.push({ ...choice, calls });
  }
  return { sourceName: inventory.source.name, caller: source.caller, fixes, skipped };
}

/** True where there is nothing to do. */
export function isEmptyPlan({ fixes }: FixPlan): boolean {
  return fixes.every(({ calls, deploys }) => calls.length === 0 && deploys.length === 0);
}

/** Each stage once, in the order in which fixes want them deployed. */
export function stagesToDeploy(fixes: readonly PlannedFix[]): StageToDeploy[] {
  const stages = new Map<string, StageToDeploy>();
  for (const { deploys } of fixes) for (const stage of deploys) stages.set(stageKey(stage), stage);
  return [...stages.values()];
}

/** What tells stages apart. */
export function stageKey({ apiId, stageName }: StageToDeploy): string {
  return `${apiId}/${stageName}`;
}

function isWanted({ code, severity }: Finding, codes: ReadonlySet<string> | null): boolean {
  return codes === null ? severity === "error" : codes.has(code);
}

/** The first of a finding's fixes, or why it is not made. */
function choose(finding: Finding, codes: ReadonlySet<string> | null): PlannedFix | string {
  const { mendedBy, isPending } = finding;
  if (mendedBy !== null) return deployment(finding, mendedBy.deploys);
  const [fix] = finding.fixes;
  if (fix === undefined) return "The rule knows no change that mends it";
  if (fix.onlyWhenAsked && codes?.has(finding.code) !== true) {
    return `It changes what reaches a backend, so it is made only when asked for: --fix ${finding.code}`;
  }
  if (fix.calls.length === 0) return byHand(fix);
  const ownDeploys = fix.calls.map(stageDeployedBy).filter((stage) => stage !== null);
  return {
    finding,
    title: fix.title,
    calls: fix.calls.filter((call) => stageDeployedBy(call) === null),
    // What no stage serves yet is mended when it is saved; a deployment would bring other changes along.
    deploys: isPending ? ownDeploys : [...ownDeploys, ...fix.deploys],
  };
}

/** A deployment is waited for and made once per stage, whoever wants it. */
function stageDeployedBy({ service, operation, input }: AwsCall): StageToDeploy | null {
  if (operation !== "CreateDeployment") return null;
  const isHttp = service === "apigatewayv2";
  const apiId = isHttp ? input["ApiId"] : input["restApiId"];
  const stageName = isHttp ? input["StageName"] : input["stageName"];
  if (typeof apiId !== "string" || typeof stageName !== "string") return null;
  return { apiType: isHttp ? "http" : "rest", apiId, stageName };
}

function deployment(finding: Finding, deploys: readonly StageToDeploy[]): PlannedFix | string {
  if (deploys.length === 0) {
    return "What mends it is saved and the stage deploys by itself: look why its automatic deployment did not happen";
  }
  return { finding, title: "Deploy what is saved already", calls: [], deploys };
}

function byHand(fix: Fix): string {
  return `The doctor cannot do this by itself: ${fix.title}`;
}

function identityOf({ service, operation, input }: AwsCall): string {
  return `${service} ${operation} ${JSON.stringify(input)}`;
}
