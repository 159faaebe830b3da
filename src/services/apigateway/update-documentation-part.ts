// UpdateDocumentationPart: says something else of the same thing.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDocumentationPart.html
import type { DocumentationPart } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { checkDocumentationProperties } from "./documentation-properties.ts";
import { findDocumentationPart } from "./find-documentation-part.ts";
import type { Input, Output } from "./operation-types.ts";
import { applyPatchOperations, checkPatchOps, type PatchTable } from "./patch-operations.ts";

const PATHS: PatchTable<DocumentationPart> = {
  refusal: "listed",
  paths: [
    {
      path: "/properties",
      ops: ["replace"],
      apply: (part, { value }) => {
        checkDocumentationProperties(value);
        part.properties = value ?? "";
      },
    },
  ],
};

export async function updateDocumentationPart(
  input: Input<"UpdateDocumentationPart">,
  context: OperationContext,
): Promise<Output<"UpdateDocumentationPart">> {
  checkPatchOps("updateDocumentationPartInput", input.patchOperations);
  const { restApiId, documentationPartId } = input;
  const before = await findDocumentationPart(context, restApiId, documentationPartId);
  const documentationPart = structuredClone(before);
  await applyPatchOperations(input.patchOperations, PATHS, documentationPart);
  const id = `${restApiId}/${documentationPartId}`;
  context.records.put("rest-documentation-part", id, { documentationPart });
  return documentationPart;
}
