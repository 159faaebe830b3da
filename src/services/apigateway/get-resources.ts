// GetResources. https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";
import { shownResource } from "./shown-resource.ts";

export async function getResources(
  input: Input<"GetResources">,
  context: OperationContext,
): Promise<Output<"GetResources">> {
  await findRestApi(context, input.restApiId);
  const records = await context.records.list("rest-resource", `${input.restApiId}/`);
  return pageOf(records, input, ({ body }) => shownResource(body.resource, input.embed));
}
