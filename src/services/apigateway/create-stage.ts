// CreateStage: a name under which a deployment of the API is served, with settings of its own.
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html
import type { Stage } from "@aws-sdk/client-api-gateway";
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { conflict } from "./rest-errors.ts";
import { checkQuota, STAGES_PER_API_MAX } from "./rest-quotas.ts";
import { newTags } from "./rest-tags.ts";
import { CACHE_CLUSTER_SIZES, setCacheCluster, watchCacheCluster } from "./stage-cache-cluster.ts";
import { checkStageReferences } from "./stage-references.ts";
import { canarySettings, checkStageName, emptyStage } from "./stage-settings.ts";
import { warnOfStageSettings } from "./stage-settings-without-effect.ts";
import { checkStageVariables } from "./stage-variables.ts";

export async function createStage(
  input: Input<"CreateStage">,
  context: OperationContext,
): Promise<Output<"CreateStage">> {
  new Constraints()
    .enumeration("createStageInput.cacheClusterSize", input.cacheClusterSize, CACHE_CLUSTER_SIZES)
    .throwIfViolated();
  await findRestApi(context, input.restApiId);
  checkStageName(input.stageName);
  const stageId = `${input.restApiId}/${input.stageName}`;
  const stages = await context.records.list("rest-stage", `${input.restApiId}/`);
  if (stages.some(({ id }) => id === stageId)) throw conflict("Stage already exists");
  checkQuota(stages.length, STAGES_PER_API_MAX, "stages", "API");
  const stage = newStage(input, context);
  await checkStageReferences(context, input.restApiId, stage);
  context.records.put("rest-stage", stageId, { stage });
  watchCacheCluster(context, input.restApiId, stage);
  warnOfStageSettings(context, stage);
  return stage;
}

function newStage(input: Input<"CreateStage">, context: OperationContext): Stage {
  checkStageVariables(input.variables);
  const stage = emptyStage(context, input.stageName);
  stage.deploymentId = input.deploymentId;
  if (input.description !== undefined) stage.description = input.description;
  setCacheCluster(stage, input.cacheClusterEnabled ?? false, input.cacheClusterSize);
  if (input.variables !== undefined) stage.variables = input.variables;
  if (input.documentationVersion !== undefined) {
    stage.documentationVersion = input.documentationVersion;
  }
  if (input.canarySettings !== undefined) {
    // A canary of the stage's own deployment differs in its variables alone [I].
    const { deploymentId = input.deploymentId } = input.canarySettings;
    stage.canarySettings = canarySettings(input.canarySettings, deploymentId);
  }
  stage.tracingEnabled = input.tracingEnabled ?? false;
  const tags = newTags(input.tags);
  if (tags !== undefined) stage.tags = tags;
  return stage;
}
