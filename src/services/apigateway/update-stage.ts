// UpdateStage: settings of a stage, which are live at once; promoting a canary; changing what is deployed.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html
import { wholeSecond } from "../apigatewayv2/whole-second.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkAccessLog } from "./access-log-settings.ts";
import { findStage } from "./find-stage.ts";
import type { Input, Output } from "./operation-types.ts";
import { checkPatchOps } from "./patch-operations.ts";
import { watchCacheCluster } from "./stage-cache-cluster.ts";
import { applyStagePatch } from "./stage-patches.ts";
import { checkLoggingRole, checkStageReferences } from "./stage-references.ts";
import { checkCanary } from "./stage-settings.ts";
import { warnOfStageSettings } from "./stage-settings-without-effect.ts";
import { checkStageVariables } from "./stage-variables.ts";

export async function updateStage(
  input: Input<"UpdateStage">,
  context: OperationContext,
): Promise<Output<"UpdateStage">> {
  checkPatchOps("updateStageInput", input.patchOperations);
  const stage = structuredClone(await findStage(context, input.restApiId, input.stageName));
  for (const operation of input.patchOperations ?? []) applyStagePatch(stage, operation);
  checkStageVariables(stage.variables);
  checkCanary(stage.canarySettings ?? {});
  checkAccessLog(stage.accessLogSettings);
  await checkStageReferences(context, input.restApiId, stage);
  await checkLoggingRole(context, stage);
  stage.lastUpdatedDate = wholeSecond(context.clock);
  const stageId = `${input.restApiId}/${input.stageName}`;
  context.records.put("rest-stage", stageId, { stage });
  watchCacheCluster(context, input.restApiId, stage);
  warnOfStageSettings(context, stage);
  return stage;
}
