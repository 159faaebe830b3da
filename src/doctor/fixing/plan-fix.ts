// What would be done about one finding: the calls of its first fix and the stages that are deployed after them, or why
// nothing is. Pure and without anything of Node, so that the console shows the same plan as the doctor makes.
import type { AwsCall, Finding, Fix, StageToDeploy } from "../rule.ts";

export interface PlannedFix {
  readonly finding: Finding;
  readonly title: string;
  /** Empty where all that is missing is a deployment, or where an earlier fix makes the same calls. */
  readonly calls: readonly AwsCall[];
  readonly deploys: readonly StageToDeploy[];
}

/** The plan, or why there is none. What changes what reaches a backend needs its code among `codes`. */
export function planFix(finding: Finding, codes: ReadonlySet<string> | null): PlannedFix | string {
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
    deploys: eachStageOnce(isPending ? ownDeploys : [...ownDeploys, ...fix.deploys]),
  };
}

/** Each stage once, in the order in which fixes want them deployed. */
export function stagesToDeploy(fixes: readonly PlannedFix[]): StageToDeploy[] {
  return eachStageOnce(fixes.flatMap(({ deploys }) => deploys));
}

/** What tells stages apart. */
export function stageKey({ apiId, stageName }: StageToDeploy): string {
  return `${apiId}/${stageName}`;
}

function eachStageOnce(stages: readonly StageToDeploy[]): StageToDeploy[] {
  return [...new Map(stages.map((stage) => [stageKey(stage), stage])).values()];
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
