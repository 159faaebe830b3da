// DeleteCorsConfiguration: preflight requests are then routed like any others.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-cors.html
import type { OperationContext } from "../operation-context.ts";
import { autoDeploy } from "./auto-deploy.ts";
import { findApi } from "./find-api.ts";
import type { Input, Output } from "./operation-types.ts";

export async function deleteCorsConfiguration(
  input: Input<"DeleteCorsConfiguration">,
  context: OperationContext,
): Promise<Output<"DeleteCorsConfiguration">> {
  const api = { ...(await findApi(context, input.ApiId)) };
  delete api.CorsConfiguration;
  context.records.put("http-api", input.ApiId, { api });
  await autoDeploy(context, input.ApiId);
  return {};
}
