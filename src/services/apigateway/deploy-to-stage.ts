// A new deployment reaches a stage: the stage is made if it is not there, serves the deployment from then on, or
// serves it to the share of requests that the canary settings say.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/create-canary-deployment.html
import type { Stage } from "@aws-sdk/client-api-gateway";
import { wholeSecond } from "../apigatewayv2/whole-second.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Input } from "./operation-types.ts";
import { checkQuota, STAGES_PER_API_MAX } from "./rest-quotas.ts";
import { setCacheCluster, watchCacheCluster } from "./stage-cache-cluster.ts";
import { canarySettings, checkStageName, emptyStage } from "./stage-settings.ts";
import { warnOfStageSettings } from "./stage-settings-without-effect.ts";
import { checkStageVariables } from "./stage-variables.ts";

type StageDeployment = Input<"CreateDeployment"> & {
  readonly stageName: string;
  readonly deploymentId: string;
};

/** Writes the stage as the deployment leaves it. */
export async function deployToStage(
  context: OperationContext,
  deployment: StageDeployment,
): Promise<void> {
  const { restApiId, stageName, deploymentId } = deployment;
  const stageId = `${restApiId}/${stageName}`;
  const body = await context.records.get("rest-stage", stageId);
  const stage = body === undefined ? emptyStage(context, stageName) : structuredClone(body.stage);
  if (body === undefined) {
    checkStageName(stageName);
    const others = await context.records.list("rest-stage", `${restApiId}/`);
    checkQuota(others.length, STAGES_PER_API_MAX, "stages", "API");
  }
  if (deployment.canarySettings === undefined) stage.deploymentId = deploymentId;
  else stage.canarySettings = canarySettings(deployment.canarySettings, deploymentId);
  applySettings(stage, deployment);
  checkStageVariables(stage.variables);
  stage.lastUpdatedDate = wholeSecond(context.clock);
  context.records.put("rest-stage", stageId, { stage });
  watchCacheCluster(context, restApiId, stage);
  warnOfStageSettings(context, stage);
}

/** What the request says of the stage; of a stage that is there, what it does not say stays. */
function applySettings(stage: Stage, deployment: StageDeployment): void {
  if (deployment.stageDescription !== undefined) stage.description = deployment.stageDescription;
  if (deployment.tracingEnabled !== undefined) stage.tracingEnabled = deployment.tracingEnabled;
  // With a canary the variables are the canary's to override.
  if (deployment.variables !== undefined) stage.variables = deployment.variables;
  const { cacheClusterEnabled = stage.cacheClusterEnabled ?? false, cacheClusterSize } = deployment;
  setCacheCluster(stage, cacheClusterEnabled, cacheClusterSize);
}
