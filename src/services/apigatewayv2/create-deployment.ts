// CreateDeployment: freezes the API as it is now; with a stage name, that stage serves it from then on.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html
import type { Deployment, Stage } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { NO_VALID_ROUTES, readContent } from "./api-content.ts";
import { badRequest } from "./api-errors.ts";
import { checkLength } from "./check-length.ts";
import { findApi } from "./find-api.ts";
import { findStage } from "./find-stage.ts";
import { newId } from "./new-id.ts";
import type { Input, Output } from "./operation-types.ts";
import { deploymentIsAutomatic } from "./stage-rules.ts";
import { wholeSecond } from "./whole-second.ts";

export async function createDeployment(
  input: Input<"CreateDeployment">,
  context: OperationContext,
): Promise<Output<"CreateDeployment">> {
  await findApi(context, input.ApiId);
  checkLength("description", input.Description, 0, 1024);
  const stage = await stageToDeploy(context, input);
  const content = await readContent(context, input.ApiId);
  if (content === null) throw badRequest(NO_VALID_ROUTES);
  const deploymentId = await newId(context, "http-api-deployment", `${input.ApiId}/`, 6);
  const now = wholeSecond(context.clock);
  const deployment: Deployment = {
    AutoDeployed: false,
    CreatedDate: now,
    DeploymentId: deploymentId,
    DeploymentStatus: "DEPLOYED",
  };
  if (input.Description !== undefined) deployment.Description = input.Description;
  context.records.put("http-api-deployment", `${input.ApiId}/${deploymentId}`, {
    deployment,
    content,
  });
  if (stage !== undefined) {
    context.records.put("http-api-stage", `${input.ApiId}/${stage.StageName}`, {
      stage: { ...stage, DeploymentId: deploymentId, LastUpdatedDate: now },
    });
  }
  return deployment;
}

async function stageToDeploy(
  context: OperationContext,
  input: Input<"CreateDeployment">,
): Promise<Stage | undefined> {
  if (input.StageName === undefined) return undefined;
  const stage = await findStage(context, input.ApiId, input.StageName);
  if (stage.AutoDeploy === true) throw deploymentIsAutomatic(context, input.ApiId);
  return stage;
}
