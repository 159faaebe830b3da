// A documentation version of a REST API by its name, or the answer when there is none.
import type { DocumentationVersion } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import { notFound } from "./rest-errors.ts";

/** The version; throws NotFoundException when the API or the version is not there. */
export async function findDocumentationVersion(
  context: OperationContext,
  restApiId: string,
  version: string,
): Promise<DocumentationVersion> {
  await findRestApi(context, restApiId);
  const body = await context.records.get("rest-documentation-version", `${restApiId}/${version}`);
  // [I] wording, by that of the parts
  if (body === undefined) throw notFound("Invalid Documentation version specified");
  return body.documentationVersion;
}
