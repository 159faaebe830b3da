// UpdateDocumentationVersion: changes a version's description; its parts are frozen.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDocumentationVersion.html
import type { DocumentationVersion } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findDocumentationVersion } from "./find-documentation-version.ts";
import type { Input, Output } from "./operation-types.ts";
import { applyPatchOperations, checkPatchOps, type PatchTable } from "./patch-operations.ts";

const PATHS: PatchTable<DocumentationVersion> = {
  refusal: "listed",
  paths: [
    {
      path: "/description",
      ops: ["replace"],
      apply: (version, { value = "" }) => {
        version.description = value;
      },
    },
  ],
};

export async function updateDocumentationVersion(
  input: Input<"UpdateDocumentationVersion">,
  context: OperationContext,
): Promise<Output<"UpdateDocumentationVersion">> {
  checkPatchOps("updateDocumentationVersionInput", input.patchOperations);
  const { restApiId, documentationVersion: version } = input;
  const documentationVersion = structuredClone(
    await findDocumentationVersion(context, restApiId, version),
  );
  await applyPatchOperations(input.patchOperations, PATHS, documentationVersion);
  const id = `${restApiId}/${version}`;
  const { parts = [] } = (await context.records.get("rest-documentation-version", id)) ?? {};
  context.records.put("rest-documentation-version", id, { documentationVersion, parts });
  return documentationVersion;
}
