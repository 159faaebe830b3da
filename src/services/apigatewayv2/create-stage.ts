// CreateStage: a name under which a deployment of the API is served, with settings of its own.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html
import type { Stage } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { accessLogSettings } from "./access-log-settings.ts";
import { conflict } from "./api-errors.ts";
import { stagesOf } from "./api-parts.ts";
import { autoDeployStage } from "./auto-deploy.ts";
import { checkLength } from "./check-length.ts";
import { findApi } from "./find-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { checkQuota, STAGES_PER_API_MAX } from "./quotas.ts";
import { refuseMembers } from "./refuse-members.ts";
import { addTags } from "./resource-tags.ts";
import { routeSettings, routeSettingsByKey } from "./route-settings.ts";
import { checkStageDeployment, checkStageName } from "./stage-rules.ts";
import { checkStageVariables } from "./stage-variables.ts";
import { wholeSecond } from "./whole-second.ts";

export async function createStage(
  input: Input<"CreateStage">,
  context: OperationContext,
): Promise<Output<"CreateStage">> {
  await findApi(context, input.ApiId);
  checkStageName(input.StageName);
  refuseMembers(input, ["ClientCertificateId"]);
  const stages = await stagesOf(context, input.ApiId);
  if (stages.some((other) => other.StageName === input.StageName)) {
    throw conflict("Stage already exists");
  }
  checkQuota(stages.length, STAGES_PER_API_MAX, "Stages", "API");
  const stage = await newStage(context, input);
  if (input.DeploymentId !== undefined) {
    await checkStageDeployment(context, input.ApiId, stage, input.DeploymentId);
    stage.DeploymentId = input.DeploymentId;
  }
  context.records.put("http-api-stage", `${input.ApiId}/${input.StageName}`, { stage });
  // The answer tells of the stage as it was created; what its first deployment did is seen by later reads [I].
  if (stage.AutoDeploy === true) await autoDeployStage(context, input.ApiId, stage);
  return stage;
}

async function newStage(context: OperationContext, input: Input<"CreateStage">): Promise<Stage> {
  checkLength("description", input.Description, 0, 1024);
  checkStageVariables(input.StageVariables ?? {});
  const now = wholeSecond(context.clock);
  const stage: Stage = {
    CreatedDate: now,
    DefaultRouteSettings: routeSettings(input.DefaultRouteSettings ?? {}),
    LastUpdatedDate: now,
    RouteSettings: await routeSettingsByKey(context, input.ApiId, input.RouteSettings ?? {}),
    StageName: input.StageName,
    StageVariables: { ...input.StageVariables },
    Tags: addTags(undefined, input.Tags),
  };
  if (input.AccessLogSettings !== undefined) {
    stage.AccessLogSettings = accessLogSettings(input.AccessLogSettings);
  }
  if (input.AutoDeploy === true) stage.AutoDeploy = true;
  if (input.Description !== undefined) stage.Description = input.Description;
  return stage;
}
