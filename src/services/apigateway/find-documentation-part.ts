// A documentation part of a REST API by its id, or the answer when there is none.
import type { DocumentationPart } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import { notFound } from "./rest-errors.ts";

/** The part; throws NotFoundException when the API or the part is not there. */
export async function findDocumentationPart(
  context: OperationContext,
  restApiId: string,
  documentationPartId: string,
): Promise<DocumentationPart> {
  await findRestApi(context, restApiId);
  const id = `${restApiId}/${documentationPartId}`;
  const body = await context.records.get("rest-documentation-part", id);
  if (body === undefined) throw notFound("Invalid Documentation part identifier specified");
  return body.documentationPart;
}
