// GetRestApis. https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";
import { shownRestApi } from "./rest-api-settings.ts";

export async function getRestApis(
  input: Input<"GetRestApis">,
  context: OperationContext,
): Promise<Output<"GetRestApis">> {
  const records = await context.records.list("rest-api");
  return pageOf(records, input, ({ body }) => shownRestApi(body.restApi));
}
