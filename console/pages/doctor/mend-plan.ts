// What a mend will do, told before it is done: the calls of a finding's first fix and the stages that are deployed after
// them. Pure; the doctor itself decides again when it is asked to.
import type { AwsCall, Finding, StageToDeploy } from "../../../src/doctor/rule.ts";

export interface MendPlan {
  readonly title: string;
  readonly calls: readonly AwsCall[];
  readonly deploys: readonly StageToDeploy[];
  readonly changesWhatReachesBackend: boolean;
}

/** The plan, or why there is none. */
export function mendPlanOf(finding: Finding): MendPlan | string {
  const { mendedBy, fixes, isPending } = finding;
  if (mendedBy !== null) return deploymentPlan(mendedBy.deploys);
  const [fix] = fixes;
  if (fix === undefined) return "No change is known that mends it.";
  if (fix.calls.length === 0) return `The doctor cannot do this by itself: ${fix.title}`;
  const own = fix.calls.map(stageDeployedBy).filter((stage) => stage !== null);
  return {
    title: fix.title,
    calls: fix.calls.filter((call) => stageDeployedBy(call) === null),
    // What no stage serves yet is mended when it is saved.
    deploys: eachOnce(isPending ? own : [...own, ...fix.deploys]),
    changesWhatReachesBackend: fix.onlyWhenAsked,
  };
}

function deploymentPlan(deploys: readonly StageToDeploy[]): MendPlan | string {
  if (deploys.length === 0) {
    return "What mends it is saved and the stage deploys by itself: look why its automatic deployment did not happen.";
  }
  const title = "Deploy what is saved already";
  return { title, calls: [], deploys, changesWhatReachesBackend: false };
}

function stageDeployedBy({ service, operation, input }: AwsCall): StageToDeploy | null {
  if (operation !== "CreateDeployment") return null;
  const isHttp = service === "apigatewayv2";
  const apiId = isHttp ? input["ApiId"] : input["restApiId"];
  const stageName = isHttp ? input["StageName"] : input["stageName"];
  if (typeof apiId !== "string" || typeof stageName !== "string") return null;
  return { apiType: isHttp ? "http" : "rest", apiId, stageName };
}

function eachOnce(stages: readonly StageToDeploy[]): StageToDeploy[] {
  return [...new Map(stages.map((stage) => [`${stage.apiId}/${stage.stageName}`, stage])).values()];
}
