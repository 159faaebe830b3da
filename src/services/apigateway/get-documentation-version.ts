// GetDocumentationVersion: https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationVersion.html
import type { OperationContext } from "../operation-context.ts";
import { findDocumentationVersion } from "./find-documentation-version.ts";
import type { Input, Output } from "./operation-types.ts";

export async function getDocumentationVersion(
  input: Input<"GetDocumentationVersion">,
  context: OperationContext,
): Promise<Output<"GetDocumentationVersion">> {
  return findDocumentationVersion(context, input.restApiId, input.documentationVersion);
}
