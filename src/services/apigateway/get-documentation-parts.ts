// GetDocumentationParts: those of a REST API, by type, path or name, in pages.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationParts.html
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getDocumentationParts(
  input: Input<"GetDocumentationParts">,
  context: OperationContext,
): Promise<Output<"GetDocumentationParts">> {
  await findRestApi(context, input.restApiId);
  const { type, nameQuery, path, locationStatus } = input;
  const all = await context.records.list("rest-documentation-part", `${input.restApiId}/`);
  const found = all.filter(({ body }) => {
    const location = body.documentationPart.location;
    return (
      (type === undefined || location?.type === type) &&
      (path === undefined || (location?.path ?? "/") === path) &&
      (nameQuery === undefined || (location?.name ?? "").includes(nameQuery)) &&
      (locationStatus !== "UNDOCUMENTED" || body.documentationPart.properties === undefined)
    );
  });
  return pageOf(found, input, (record) => record.body.documentationPart);
}
