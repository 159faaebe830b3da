// The rules that a stage of an HTTP API has to keep, whether it is being created or updated.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
import type { Stage } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { badRequest } from "./api-errors.ts";
import { checkLength } from "./check-length.ts";

/** Hyphens are allowed as well, AWS's reference says; its message does not. */
const STAGE_NAME = /^(?:\$default|[A-Za-z0-9_-]+)$/;

export function checkStageName(stageName: string): void {
  checkLength("stageName", stageName, 1, 128);
  if (!STAGE_NAME.test(stageName)) throw badRequest("Stage name only allows a-zA-Z0-9_");
}

/** Throws when the deployment that a request names for a stage is not there, or not the request's to choose. */
export async function checkStageDeployment(
  context: OperationContext,
  apiId: string,
  stage: Pick<Stage, "AutoDeploy">,
  deploymentId: string,
): Promise<void> {
  if (stage.AutoDeploy === true) throw deploymentIsAutomatic(context, apiId);
  const body = await context.records.get("http-api-deployment", `${apiId}/${deploymentId}`);
  // The wording is that of REST APIs [I].
  if (body === undefined) throw badRequest("Deployment id does not exist");
}

/** AWS's answer to a deployment by hand to a stage with automatic deployment. */
export function deploymentIsAutomatic(context: OperationContext, apiId: string): Error {
  return badRequest(
    `Deployment ID cannot be set on this stage ${context.account}:${apiId} because AutoDeploy is enabled.`,
  );
}

/** The $default stage of quick create is API Gateway's; that it cannot be modified is documented. */
export function refuseManagedStage(stage: Stage): void {
  if (stage.ApiGatewayManaged !== true) return;
  // [I] wording
  throw badRequest(`Cannot modify stage ${stage.StageName} because it is managed by API Gateway`);
}
