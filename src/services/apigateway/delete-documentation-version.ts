// DeleteDocumentationVersion: https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDocumentationVersion.html
import type { OperationContext } from "../operation-context.ts";
import { findDocumentationVersion } from "./find-documentation-version.ts";
import type { Input, Output } from "./operation-types.ts";

export async function deleteDocumentationVersion(
  input: Input<"DeleteDocumentationVersion">,
  context: OperationContext,
): Promise<Output<"DeleteDocumentationVersion">> {
  await findDocumentationVersion(context, input.restApiId, input.documentationVersion);
  const id = `${input.restApiId}/${input.documentationVersion}`;
  context.records.delete("rest-documentation-version", id);
  return {};
}
