// Documentation parts by their places, for an export that writes them where OpenAPI has a place for them. A part is
// for exactly what it names: what API Gateway's own viewers inherit from parent places is not spread out.
import type { DocumentationPart, DocumentationPartLocation } from "@aws-sdk/client-api-gateway";
import { locationKey } from "./documentation-location.ts";
import { objectOf, type JsonObject } from "./json-value.ts";

export class DocumentationTexts {
  readonly #properties = new Map<string, JsonObject>();

  constructor(parts: readonly DocumentationPart[]) {
    for (const { location, properties = "{}" } of parts) {
      this.#properties.set(locationKey(location), objectOf(JSON.parse(properties)));
    }
  }

  /** What is said of that place, of these keys alone; the empty object when nothing is. */
  at(location: DocumentationPartLocation, keys: readonly string[]): JsonObject {
    const properties = this.#properties.get(locationKey(location)) ?? {};
    return Object.fromEntries(
      keys.flatMap((key) => (properties[key] === undefined ? [] : [[key, properties[key]]])),
    );
  }
}
