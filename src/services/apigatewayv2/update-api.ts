// UpdateApi: changes what is given and keeps the rest; target and route key are those of quick create.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html
import type { OperationContext } from "../operation-context.ts";
import { applyApiSettings } from "./api-settings.ts";
import { autoDeploy } from "./auto-deploy.ts";
import { findApi } from "./find-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { updateQuickCreated } from "./quick-create.ts";

export async function updateApi(
  input: Input<"UpdateApi">,
  context: OperationContext,
): Promise<Output<"UpdateApi">> {
  const before = await findApi(context, input.ApiId);
  const api = applyApiSettings(context, before, input);
  context.records.put("http-api", input.ApiId, { api });
  await updateQuickCreated(context, input.ApiId, input);
  await autoDeploy(context, input.ApiId);
  return api;
}
