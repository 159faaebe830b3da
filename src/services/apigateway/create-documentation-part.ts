// CreateDocumentationPart: what is to be said of one thing in an API, a JSON object under its place.
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDocumentationPart.html
import { alphanumericId } from "../../base/ids.ts";
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { DOCUMENTATION_PART_TYPES, locationKey } from "../openapi/documentation-location.ts";
import { checkDocumentationProperties } from "./documentation-properties.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { conflict } from "./rest-errors.ts";

export async function createDocumentationPart(
  input: Input<"CreateDocumentationPart">,
  context: OperationContext,
): Promise<Output<"CreateDocumentationPart">> {
  const { restApiId, location, properties } = input;
  new Constraints()
    .enumeration(
      "createDocumentationPartInput.location.type",
      location.type,
      DOCUMENTATION_PART_TYPES,
    )
    .throwIfViolated();
  await findRestApi(context, restApiId);
  checkDocumentationProperties(properties);
  const key = locationKey(location);
  for (const { body } of await context.records.list("rest-documentation-part", `${restApiId}/`)) {
    if (locationKey(body.documentationPart.location) !== key) continue;
    // The developer guide has the wording for a location that is a type alone; the rest is by analogy [I].
    const place = Object.entries(location).map(([member, value]) => `${member} '${value}'`);
    throw conflict(
      `Documentation part already exists for the specified location: ${place.join(", ")}.`,
    );
  }
  const documentationPart = { id: alphanumericId(6), location, properties };
  const id = `${restApiId}/${documentationPart.id}`;
  context.records.put("rest-documentation-part", id, { documentationPart });
  return documentationPart;
}
