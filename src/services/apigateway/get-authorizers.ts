// GetAuthorizers: those of a REST API, in pages.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizers.html
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getAuthorizers(
  input: Input<"GetAuthorizers">,
  context: OperationContext,
): Promise<Output<"GetAuthorizers">> {
  await findRestApi(context, input.restApiId);
  const records = await context.records.list("rest-authorizer", `${input.restApiId}/`);
  return pageOf(records, input, (record) => record.body.authorizer);
}
