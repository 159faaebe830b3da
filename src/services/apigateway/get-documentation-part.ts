// GetDocumentationPart: https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationPart.html
import type { OperationContext } from "../operation-context.ts";
import { findDocumentationPart } from "./find-documentation-part.ts";
import type { Input, Output } from "./operation-types.ts";

export async function getDocumentationPart(
  input: Input<"GetDocumentationPart">,
  context: OperationContext,
): Promise<Output<"GetDocumentationPart">> {
  return findDocumentationPart(context, input.restApiId, input.documentationPartId);
}
