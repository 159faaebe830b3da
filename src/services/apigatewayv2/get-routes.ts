// GetRoutes: the routes of an API, in pages.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html
import type { OperationContext } from "../operation-context.ts";
import { findApi } from "./find-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getRoutes(
  input: Input<"GetRoutes">,
  context: OperationContext,
): Promise<Output<"GetRoutes">> {
  await findApi(context, input.ApiId);
  const records = await context.records.list("http-api-route", `${input.ApiId}/`);
  return pageOf(records, input, (record) => record.body.route);
}
