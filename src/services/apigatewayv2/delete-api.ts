// DeleteApi: deletes an API with all its parts.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html
import type { OperationContext } from "../operation-context.ts";
import { PART_KINDS } from "./api-parts.ts";
import { findApi } from "./find-api.ts";
import type { Input, Output } from "./operation-types.ts";

export async function deleteApi(
  input: Input<"DeleteApi">,
  context: OperationContext,
): Promise<Output<"DeleteApi">> {
  await findApi(context, input.ApiId);
  for (const kind of PART_KINDS) {
    for (const record of await context.records.list(kind, `${input.ApiId}/`)) {
      context.records.delete(kind, record.id);
    }
  }
  context.records.delete("http-api", input.ApiId);
  return {};
}
