// An OpenAPI document of version 2 ("swagger") or 3 ("openapi"), and the few places where the two keep the same
// thing under another name. Only references within the document are followed.
// https://spec.openapis.org/oas/v3.0.3, https://spec.openapis.org/oas/v2.0
import { isObject, objectOf, textOf, type JsonObject } from "./json-value.ts";
import { parseDocument } from "./parse-document.ts";

/** A reference may lead to a reference; further than this it is taken for a circle. */
const REFERENCE_STEPS_MAX = 32;

/** The methods that a path item has, in the order in which specifications list them. */
export const OPERATION_KEYS: Readonly<Record<string, string>> = {
  get: "GET",
  put: "PUT",
  post: "POST",
  delete: "DELETE",
  options: "OPTIONS",
  head: "HEAD",
  patch: "PATCH",
  "x-amazon-apigateway-any-method": "ANY",
};

export class OpenApiDocument {
  readonly root: JsonObject;
  readonly version: 2 | 3;

  constructor(root: JsonObject, version: 2 | 3) {
    this.root = root;
    this.version = version;
  }

  get info(): JsonObject {
    return objectOf(this.root["info"]);
  }

  get paths(): JsonObject {
    return objectOf(this.root["paths"]);
  }

  get schemas(): JsonObject {
    return objectOf(
      this.version === 2 ? this.root["definitions"] : objectOf(this.root["components"])["schemas"],
    );
  }

  get securitySchemes(): JsonObject {
    return objectOf(
      this.version === 2
        ? this.root["securityDefinitions"]
        : objectOf(this.root["components"])["securitySchemes"],
    );
  }

  /** Where this version's references to schemas begin. */
  get schemaReferencePrefix(): string {
    return this.version === 2 ? "#/definitions/" : "#/components/schemas/";
  }

  /** The path under which the API is served: "/v1", or "" when none is said. */
  get basePath(): string {
    const path = this.version === 2 ? textOf(this.root["basePath"]) : serverPath(this.root);
    return (path ?? "").replace(/\/+$/, "");
  }

  /** The object itself, or what its `$ref` leads to; the empty object when that is nowhere. */
  resolve(value: unknown): JsonObject {
    let node = value;
    for (let step = 0; step < REFERENCE_STEPS_MAX; step++) {
      const reference = isObject(node) ? textOf(node["$ref"]) : undefined;
      if (reference === undefined) return objectOf(node);
      node = this.#at(reference);
    }
    return {};
  }

  #at(reference: string): unknown {
    if (!reference.startsWith("#/")) return undefined;
    let node: unknown = this.root;
    for (const part of reference.slice(2).split("/")) {
      const key = decodePart(part);
      if (!isObject(node) || !Object.hasOwn(node, key)) return undefined;
      node = node[key];
    }
    return node;
  }
}

/** The document in these bytes; undefined when they are none of version 2 or 3. */
export async function readDocument(bytes: Uint8Array): Promise<OpenApiDocument | undefined> {
  const root = await parseDocument(bytes);
  if (root === undefined) return undefined;
  if ((textOf(root["openapi"]) ?? "").startsWith("3.")) return new OpenApiDocument(root, 3);
  // YAML reads an unquoted 2.0 as the number 2.
  if (["2.0", "2"].includes(textOf(root["swagger"]) ?? "")) return new OpenApiDocument(root, 2);
  return undefined;
}

// RFC 6901 §4, within a URI fragment (§6).
function decodePart(part: string): string {
  let decoded = part;
  try {
    decoded = decodeURIComponent(part);
  } catch {
    // Not percent-encoded, then: as it is.
  }
  return decoded.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** The path of the first server's URL, its variables at their defaults. */
function serverPath(root: JsonObject): string | undefined {
  const servers = root["servers"];
  const server = objectOf(Array.isArray(servers) ? (servers as unknown[])[0] : undefined);
  const variables = objectOf(server["variables"]);
  const url = (textOf(server["url"]) ?? "").replaceAll(/\{([^{}]+)\}/g, (_whole, name: string) => {
    const value = textOf(objectOf(variables[name])["default"]) ?? "";
    return name === "basePath" ? value.replace(/^\//, "") : value;
  });
  const path = url.replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/, "").replace(/[?#].*$/s, "");
  if (path === "") return undefined;
  return path.startsWith("/") ? path : `/${path}`;
}
