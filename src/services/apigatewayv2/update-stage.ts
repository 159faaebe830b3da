// UpdateStage: changes what is given and keeps the rest. Stage variables are taken away by an empty value, route
// settings by DeleteRouteSettings.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html
import type { Stage } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { accessLogSettings } from "./access-log-settings.ts";
import { autoDeployStage } from "./auto-deploy.ts";
import { checkLength } from "./check-length.ts";
import { findStage } from "./find-stage.ts";
import { mergeTexts } from "./merge-parameters.ts";
import type { Input, Output } from "./operation-types.ts";
import { refuseMembers } from "./refuse-members.ts";
import { routeSettings, routeSettingsByKey } from "./route-settings.ts";
import { checkStageDeployment, refuseManagedStage } from "./stage-rules.ts";
import { checkStageVariables } from "./stage-variables.ts";
import { wholeSecond } from "./whole-second.ts";

export async function updateStage(
  input: Input<"UpdateStage">,
  context: OperationContext,
): Promise<Output<"UpdateStage">> {
  const before = await findStage(context, input.ApiId, input.StageName);
  refuseManagedStage(before);
  refuseMembers(input, ["ClientCertificateId"]);
  const stage = await changed(context, before, input);
  context.records.put("http-api-stage", `${input.ApiId}/${input.StageName}`, { stage });
  if (stage.AutoDeploy === true && before.AutoDeploy !== true) {
    return autoDeployStage(context, input.ApiId, stage);
  }
  return stage;
}

async function changed(
  context: OperationContext,
  before: Stage,
  input: Input<"UpdateStage">,
): Promise<Stage> {
  const stage: Stage = { ...before, LastUpdatedDate: wholeSecond(context.clock) };
  if (input.AutoDeploy === true) stage.AutoDeploy = true;
  if (input.AutoDeploy === false) {
    delete stage.AutoDeploy;
    delete stage.LastDeploymentStatusMessage;
  }
  if (input.DeploymentId !== undefined) {
    await checkStageDeployment(context, input.ApiId, stage, input.DeploymentId);
    stage.DeploymentId = input.DeploymentId;
  }
  if (input.AccessLogSettings !== undefined) {
    stage.AccessLogSettings = accessLogSettings(input.AccessLogSettings);
  }
  if (input.DefaultRouteSettings !== undefined) {
    stage.DefaultRouteSettings = routeSettings(input.DefaultRouteSettings);
  }
  if (input.RouteSettings !== undefined) {
    const added = await routeSettingsByKey(context, input.ApiId, input.RouteSettings);
    stage.RouteSettings = { ...before.RouteSettings, ...added };
  }
  if (input.StageVariables !== undefined) {
    stage.StageVariables = mergeTexts(before.StageVariables, input.StageVariables);
    checkStageVariables(stage.StageVariables);
  }
  checkLength("description", input.Description, 0, 1024);
  if (input.Description !== undefined) stage.Description = input.Description;
  return stage;
}
