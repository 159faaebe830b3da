// GetRequestValidators: those of a REST API, in pages.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidators.html
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getRequestValidators(
  input: Input<"GetRequestValidators">,
  context: OperationContext,
): Promise<Output<"GetRequestValidators">> {
  await findRestApi(context, input.restApiId);
  const records = await context.records.list("rest-request-validator", `${input.restApiId}/`);
  return pageOf(records, input, (record) => record.body.requestValidator);
}
