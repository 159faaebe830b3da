// CreateDeployment: freezes the API as it is now; with a stage name, that stage serves it from then on, or as much of
// its traffic as the canary settings say.
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html
import type { Deployment } from "@aws-sdk/client-api-gateway";
import { Constraints } from "../../protocol/constraints.ts";
import { newId } from "../apigatewayv2/new-id.ts";
import { wholeSecond } from "../apigatewayv2/whole-second.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkDeployable } from "./deployment-rules.ts";
import { deployToStage } from "./deploy-to-stage.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { readRestApiContent } from "./rest-api-content.ts";
import { badRequest } from "./rest-errors.ts";
import { CACHE_CLUSTER_SIZES } from "./stage-cache-cluster.ts";

export async function createDeployment(
  input: Input<"CreateDeployment">,
  context: OperationContext,
): Promise<Output<"CreateDeployment">> {
  new Constraints()
    .enumeration(
      "createDeploymentInput.cacheClusterSize",
      input.cacheClusterSize,
      CACHE_CLUSTER_SIZES,
    )
    .throwIfViolated();
  const restApi = await findRestApi(context, input.restApiId);
  await checkCanary(input, context);
  const content = await readRestApiContent(context, restApi);
  await checkDeployable(context, content);
  const id = await newId(context, "rest-deployment", `${input.restApiId}/`, 6);
  const deployment: Deployment = { id, createdDate: wholeSecond(context.clock) };
  if (input.description !== undefined) deployment.description = input.description;
  context.records.put("rest-deployment", `${input.restApiId}/${id}`, { deployment, content });
  // An empty name is none, as the console sends it.
  if (input.stageName !== undefined && input.stageName !== "") {
    await deployToStage(context, { ...input, stageName: input.stageName, deploymentId: id });
  }
  return deployment;
}

async function checkCanary(
  { canarySettings, restApiId, stageName }: Input<"CreateDeployment">,
  { records }: OperationContext,
): Promise<void> {
  if (canarySettings === undefined) return;
  if (stageName === undefined || stageName === "") {
    throw badRequest(
      "Invalid deployment content specified.Non null and non empty stageName must be provided " +
        `for canary deployment. Provided value is ${stageName ?? "null"}`,
    );
  }
  if ((await records.get("rest-stage", `${restApiId}/${stageName}`)) !== undefined) return;
  throw badRequest(
    `Invalid deployment content specified.Stage ${stageName} must already be created before ` +
      "making a canary release deployment",
  );
}
