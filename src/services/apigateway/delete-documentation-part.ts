// DeleteDocumentationPart: https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDocumentationPart.html
import type { OperationContext } from "../operation-context.ts";
import { findDocumentationPart } from "./find-documentation-part.ts";
import type { Input, Output } from "./operation-types.ts";

export async function deleteDocumentationPart(
  input: Input<"DeleteDocumentationPart">,
  context: OperationContext,
): Promise<Output<"DeleteDocumentationPart">> {
  await findDocumentationPart(context, input.restApiId, input.documentationPartId);
  const id = `${input.restApiId}/${input.documentationPartId}`;
  context.records.delete("rest-documentation-part", id);
  return {};
}
