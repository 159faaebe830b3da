// The models of an import: the document's named schemas, and one model for every schema that stands inline in an
// operation. References within the document become references to models in AWS's canonical form.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
import { createHash } from "node:crypto";
import type { ImportReport } from "./import-report.ts";
import type { ImportedModel } from "./imported-rest-api.ts";
import { isObject, objectOf, textOf, type JsonObject } from "./json-value.ts";
import { prettyJson } from "./pretty-json.ts";
import type { OpenApiDocument } from "./openapi-document.ts";

const CONTENT_TYPE = "application/json";

/** What OpenAPI adds to JSON Schema; API Gateway leaves it out of models. For all but the first two it is a guess [I]. */
const OPENAPI_ONLY =
  /^(example|readOnly|writeOnly|xml|discriminator|externalDocs|nullable|deprecated|x-.*)$/s;
const NAMING_KEYS = new Set(["properties", "patternProperties", "definitions", "dependencies"]);
/** Their values are data. */
const LITERAL_KEYS = new Set(["enum", "default"]);

export class SchemaReader {
  readonly #document: OpenApiDocument;
  readonly #restApiId: string;
  readonly #report: ImportReport;
  readonly #models = new Map<string, ImportedModel>();

  constructor(document: OpenApiDocument, restApiId: string, report: ImportReport) {
    this.#document = document;
    this.#restApiId = restApiId;
    this.#report = report;
    for (const [name, schema] of Object.entries(document.schemas)) {
      const modelName = modelNameOf(name);
      if (this.#models.has(modelName)) {
        report.fail(
          `Unable to create model for '${name}': Model name already exists: ${modelName}`,
        );
      } else this.#add(modelName, objectOf(schema), CONTENT_TYPE);
    }
  }

  /** Named models first, then those that operations have brought. */
  get models(): readonly ImportedModel[] {
    return [...this.#models.values()];
  }

  /** The name of the model that stands for a schema in an operation; undefined when there is no schema. */
  modelOf(schema: unknown, contentType: string): string | undefined {
    if (!isObject(schema) || Object.keys(schema).length === 0) return undefined;
    const reference = textOf(schema["$ref"]);
    if (reference !== undefined) return this.#referred(reference);
    // The same inline schema is the same model each time, in every API; AWS's names have this form too.
    const text = this.#textOf(schema);
    const plain = text.replaceAll(`/restapis/${this.#restApiId}/`, "/");
    const digest = createHash("sha256").update(plain).digest("hex");
    let name = `MODEL${digest.slice(0, 6)}`;
    const other = this.#models.get(name);
    if (other !== undefined && other.schema !== text) name = `MODEL${digest}`;
    if (!this.#models.has(name)) this.#add(name, schema, contentType);
    return name;
  }

  #referred(reference: string): string | undefined {
    const canonical = /^https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/([^/]+)$/;
    const canonicalName = canonical.exec(reference)?.[1];
    if (canonicalName !== undefined) return canonicalName;
    const name = this.#nameIn(reference);
    if (name !== undefined && this.#models.has(name)) return name;
    const wanted = name ?? reference.slice(reference.lastIndexOf("/") + 1);
    this.#report.warn(`Reference to model '${wanted}' not found. Ignoring.`);
    return undefined;
  }

  #nameIn(reference: string): string | undefined {
    const prefix = this.#document.schemaReferencePrefix;
    if (!reference.startsWith(prefix)) return undefined;
    return modelNameOf(reference.slice(prefix.length));
  }

  #add(name: string, schema: JsonObject, contentType: string): void {
    const description = textOf(schema["description"]);
    this.#models.set(name, { name, contentType, description, schema: this.#textOf(schema) });
  }

  #textOf(schema: JsonObject): string {
    return prettyJson(this.#withCanonicalReferences(schema));
  }

  /** `isSchema` is false for an object whose keys are names, as that of `properties`. */
  #withCanonicalReferences(value: unknown, isSchema = true): unknown {
    if (Array.isArray(value)) return value.map((entry) => this.#withCanonicalReferences(entry));
    if (!isObject(value)) return value;
    const kept = Object.entries(value).filter(([key]) => !isSchema || !OPENAPI_ONLY.test(key));
    const entries = kept.map(([key, entry]): [string, unknown] => {
      if (isSchema && LITERAL_KEYS.has(key)) return [key, entry];
      if (key !== "$ref" || typeof entry !== "string") {
        return [key, this.#withCanonicalReferences(entry, !isSchema || !NAMING_KEYS.has(key))];
      }
      const name = this.#nameIn(entry);
      const base = `https://apigateway.amazonaws.com/restapis/${this.#restApiId}/models/`;
      return [key, name === undefined ? entry : base + name];
    });
    return Object.fromEntries(entries);
  }
}

/** Model names are alphanumeric; other characters of a schema's name are left out [I]. */
function modelNameOf(schemaName: string): string {
  return schemaName.replaceAll(/[^A-Za-z0-9]/g, "");
}
