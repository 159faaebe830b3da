// The documentation parts of an import: a part takes the place of the one that is there for the same thing.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-documenting-api.html
import { alphanumericId } from "../../base/ids.ts";
import { Constraints } from "../../protocol/constraints.ts";
import type { ImportedDocumentationPart } from "../openapi/imported-rest-api.ts";
import { DOCUMENTATION_PART_TYPES, locationKey } from "../openapi/documentation-location.ts";
import { checkDocumentationProperties } from "./documentation-properties.ts";
import { attempt, type ImportTarget } from "./import-target.ts";

/** Adds the parts to the API; answers their ids. */
export async function applyDocumentation(
  target: ImportTarget,
  parts: readonly ImportedDocumentationPart[],
): Promise<string[]> {
  const { context, restApiId } = target;
  const ids = new Map<string, string>();
  const existing = await context.records.list("rest-documentation-part", `${restApiId}/`);
  for (const { body } of existing) {
    ids.set(locationKey(body.documentationPart.location), body.documentationPart.id ?? "");
  }
  const applied: string[] = [];
  for (const part of parts) {
    await attempt(target, "create documentation part", () => {
      new Constraints()
        .notNull("location.type", part.location.type)
        .enumeration("location.type", part.location.type, DOCUMENTATION_PART_TYPES)
        .throwIfViolated();
      checkDocumentationProperties(part.properties);
      const id = ids.get(locationKey(part.location)) ?? alphanumericId(6);
      ids.set(locationKey(part.location), id);
      const documentationPart = { id, ...part };
      context.records.put("rest-documentation-part", `${restApiId}/${id}`, { documentationPart });
      applied.push(id);
    });
  }
  return applied;
}
