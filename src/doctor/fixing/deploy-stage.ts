// Deploys a stage and waits until it serves what was deployed, or points it back to what it served before. A deployment
// of an HTTP API goes through PENDING to DEPLOYED or FAILED; one of a REST API is made when the call returns.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html
import type { StageToDeploy } from "../rule.ts";
import type { AwsCaller } from "./aws-caller.ts";

/** HTTP APIs: how long a deployment is waited for, and how often it is asked for. */
export const DEPLOYMENT_POLLS_MAX = 120;
const DEPLOYMENT_POLL_MS = 500;

/** Resolves after the time. */
export type Pause = (durationMs: number) => Promise<void>;

export interface DeployedStage {
  readonly stage: StageToDeploy;
  readonly deploymentId: string;
  /** "" when nothing was deployed to it. */
  readonly previousDeploymentId: string;
}

/** Rejects when the deployment fails or does not come to an end; the stage then serves what it did. */
export async function deployStage(
  stage: StageToDeploy,
  caller: AwsCaller,
  pause: Pause,
): Promise<DeployedStage> {
  return stage.apiType === "http"
    ? deployHttpApiStage(stage, caller, pause)
    : deployRestApiStage(stage, caller);
}

/** Points the stage to what it served before; rejects when it served nothing, or serves another deployment by now. */
export async function pointBack(deployed: DeployedStage, caller: AwsCaller): Promise<void> {
  const { stage, deploymentId, previousDeploymentId } = deployed;
  const { apiType, apiId, stageName } = stage;
  if (previousDeploymentId === "") {
    throw new Error(`Cannot take back the deployment of stage ${stageName}: it is the first`);
  }
  const serves = await servedDeployment(stage, caller);
  if (serves !== deploymentId) {
    throw new Error(
      `Cannot take back the deployment of stage ${stageName}: somebody else has deployed ${serves} since`,
    );
  }
  if (apiType === "http") {
    const input = { ApiId: apiId, StageName: stageName, DeploymentId: previousDeploymentId };
    await caller.call("apigatewayv2", "UpdateStage", input);
    return;
  }
  await caller.call("apigateway", "UpdateStage", {
    restApiId: apiId,
    stageName,
    patchOperations: [{ op: "replace", path: "/deploymentId", value: previousDeploymentId }],
  });
}

async function servedDeployment(
  { apiType, apiId, stageName }: StageToDeploy,
  caller: AwsCaller,
): Promise<string> {
  if (apiType === "http") {
    const input = { ApiId: apiId, StageName: stageName };
    return text((await caller.call("apigatewayv2", "GetStage", input))["DeploymentId"]);
  }
  const input = { restApiId: apiId, stageName };
  return text((await caller.call("apigateway", "GetStage", input))["deploymentId"]);
}

async function deployHttpApiStage(
  stage: StageToDeploy,
  caller: AwsCaller,
  pause: Pause,
): Promise<DeployedStage> {
  const ids = { ApiId: stage.apiId, StageName: stage.stageName };
  const previousDeploymentId = await servedDeployment(stage, caller);
  let deployment = await caller.call("apigatewayv2", "CreateDeployment", ids);
  const deploymentId = text(deployment["DeploymentId"]);
  for (let polls = 0; deployment["DeploymentStatus"] !== "DEPLOYED"; polls++) {
    if (deployment["DeploymentStatus"] === "FAILED") {
      const message = text(deployment["DeploymentStatusMessage"]);
      throw new Error(
        `Cannot deploy stage ${stage.stageName}: ${message || "AWS gives no reason"}`,
      );
    }
    if (polls === DEPLOYMENT_POLLS_MAX) {
      const waitedS = (DEPLOYMENT_POLLS_MAX * DEPLOYMENT_POLL_MS) / 1000;
      throw new Error(
        `Cannot deploy stage ${stage.stageName}: deployment ${deploymentId} is not over after ${waitedS} s`,
      );
    }
    await pause(DEPLOYMENT_POLL_MS);
    const input = { ApiId: stage.apiId, DeploymentId: deploymentId };
    deployment = await caller.call("apigatewayv2", "GetDeployment", input);
  }
  return { stage, deploymentId, previousDeploymentId };
}

async function deployRestApiStage(stage: StageToDeploy, caller: AwsCaller): Promise<DeployedStage> {
  const ids = { restApiId: stage.apiId, stageName: stage.stageName };
  const previousDeploymentId = await servedDeployment(stage, caller);
  const deployment = await caller.call("apigateway", "CreateDeployment", ids);
  return { stage, deploymentId: text(deployment["id"]), previousDeploymentId };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
