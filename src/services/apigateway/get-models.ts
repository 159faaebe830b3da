// GetModels: the models of a REST API, in pages.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetModels.html
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getModels(
  input: Input<"GetModels">,
  context: OperationContext,
): Promise<Output<"GetModels">> {
  await findRestApi(context, input.restApiId);
  const records = await context.records.list("rest-model", `${input.restApiId}/`);
  return pageOf(records, input, (record) => record.body.model);
}
