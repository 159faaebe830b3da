// Automatic deployment: after a change of an API, those of its stages that have it on are moved to a deployment of
// the API as it is now. Stages without it stay where they are until somebody deploys.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
import type { Deployment, Stage } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { NO_VALID_ROUTES, readContent } from "./api-content.ts";
import { stagesOf } from "./api-parts.ts";
import { newId } from "./new-id.ts";
import { wholeSecond } from "./whole-second.ts";

/** Automatic deployments that are kept beside those that a stage points to; older ones are deleted [I]. */
export const AUTOMATIC_DEPLOYMENTS_KEPT = 10;

const DESCRIPTION = "Automatic deployment triggered by changes to the Api configuration";

/** Deploys the API to its stages with automatic deployment. To be called after each change of its content. */
export async function autoDeploy(context: OperationContext, apiId: string): Promise<void> {
  const stages = await stagesOf(context, apiId);
  const automatic = stages.filter((stage) => stage.AutoDeploy === true);
  if (automatic.length === 0) return;
  await deployTo(context, apiId, automatic);
  await forgetOldDeployments(context, apiId);
}

/** Deploys the API to one stage, when automatic deployment has just been switched on for it. */
export async function autoDeployStage(
  context: OperationContext,
  apiId: string,
  stage: Stage,
): Promise<Stage> {
  const [deployed = stage] = await deployTo(context, apiId, [stage]);
  return deployed;
}

async function deployTo(
  context: OperationContext,
  apiId: string,
  stages: readonly Stage[],
): Promise<Stage[]> {
  const content = await readContent(context, apiId);
  if (content === null) {
    const message = `Deployment attempt failed: ${NO_VALID_ROUTES}`;
    return stages.map((stage) =>
      saveStage(context, apiId, { ...stage, LastDeploymentStatusMessage: message }),
    );
  }
  const deploymentId = await newId(context, "http-api-deployment", `${apiId}/`, 6);
  const now = wholeSecond(context.clock);
  const deployment: Deployment = {
    AutoDeployed: true,
    CreatedDate: now,
    DeploymentId: deploymentId,
    DeploymentStatus: "DEPLOYED",
    Description: DESCRIPTION,
  };
  context.records.put("http-api-deployment", `${apiId}/${deploymentId}`, { deployment, content });
  const message = `Successfully deployed stage with deployment ID '${deploymentId}'`;
  return stages.map((stage) =>
    saveStage(context, apiId, {
      ...stage,
      DeploymentId: deploymentId,
      LastDeploymentStatusMessage: message,
      LastUpdatedDate: now,
    }),
  );
}

function saveStage(context: OperationContext, apiId: string, stage: Stage): Stage {
  context.records.put("http-api-stage", `${apiId}/${stage.StageName}`, { stage });
  return stage;
}

async function forgetOldDeployments(context: OperationContext, apiId: string): Promise<void> {
  const records = await context.records.list("http-api-deployment", `${apiId}/`);
  const automatic = records.filter((record) => record.body.deployment.AutoDeployed === true);
  if (automatic.length <= AUTOMATIC_DEPLOYMENTS_KEPT) return;
  const stages = await stagesOf(context, apiId);
  const inUse = new Set(stages.map((stage) => `${apiId}/${stage.DeploymentId}`));
  const unused = automatic.filter((record) => !inUse.has(record.id));
  const newestFirst = unused.toSorted(
    (a, b) => createdMs(b.body.deployment) - createdMs(a.body.deployment),
  );
  for (const record of newestFirst.slice(AUTOMATIC_DEPLOYMENTS_KEPT)) {
    context.records.delete("http-api-deployment", record.id);
  }
}

function createdMs(deployment: Deployment): number {
  return deployment.CreatedDate?.getTime() ?? 0;
}
