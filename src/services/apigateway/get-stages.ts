// GetStages: all stages of an API, or those that serve one deployment. There are no pages.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetStages.html
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";

export async function getStages(
  input: Input<"GetStages">,
  context: OperationContext,
): Promise<Output<"GetStages">> {
  await findRestApi(context, input.restApiId);
  const records = await context.records.list("rest-stage", `${input.restApiId}/`);
  const stages = records.map(({ body }) => body.stage);
  const { deploymentId } = input;
  if (deploymentId === undefined) return { item: stages };
  return { item: stages.filter((stage) => stage.deploymentId === deploymentId) };
}
