// Models of REST APIs: JSON Schema draft 4, compiled when the first body comes. Bodies are the clients', so every check
// is bounded: expressions are run by the linear engine, duplicates are found in one pass, and all that is wrong is
// listed only for bodies of moderate size.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
import { createRequire } from "node:module";
import type { ErrorObject, Options, ValidateFunction } from "ajv";
import type draft04 from "ajv-draft-04";
import type { BodyValidator } from "../rest-api/mapping-functions.ts";
import { LinearRegExp, PatternBudget } from "./linear-regexp.ts";
import { validationErrorString } from "./model-error-text.ts";

/** Bodies up to this length are told everything that is wrong with them, longer ones the first thing. */
const ALL_ERRORS_BODY_LENGTH_MAX = 64 * 1024;
/** A body that is empty counts as this [I]. */
const EMPTY_BODY = "{}";

const MODEL_REFERENCE =
  /^https?:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/([^/#]+)(#.*)?$/;
const REFERENCE_DEPTH_MAX = 100;

/** Formats of draft 4; others are not checked. */
const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  "date-time": (text) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,12})?(?:Z|[+-]\d\d:?\d\d)$/i.test(text),
  email: (text) => text.length <= 320 && /^[^\s@]+@[^\s@]+$/.test(text),
  hostname: (text) => text.length <= 253 && text.split(".").every(isHostLabel),
  ipv4: (text) => /^(?:\d{1,3}\.){3}\d{1,3}$/.test(text) && text.split(".").every((n) => +n < 256),
  ipv6: (text) => URL.canParse(`http://[${text}]/`),
  uri: (text) => /^[A-Za-z][A-Za-z\d+.-]*:[^\s<>"{}|\\^`]*$/.test(text),
};

function isHostLabel(label: string): boolean {
  return /^[A-Za-z\d-]{1,63}$/.test(label) && !label.startsWith("-") && !label.endsWith("-");
}

/** The library is loaded with the first body that is validated, so as not to slow the start of all others. */
const load = createRequire(import.meta.url);

/** One model of an API. */
class ModelValidator implements BodyValidator {
  readonly #name: string;
  readonly #models: Readonly<Record<string, string>>;
  readonly #onProblem: (problem: string) => void;
  readonly #budget = new PatternBudget();
  #first: ValidateFunction | null = null;
  #all: ValidateFunction | null = null;
  #problem: string | null = null;

  constructor(
    name: string,
    models: Readonly<Record<string, string>>,
    onProblem: (problem: string) => void,
  ) {
    this.#name = name;
    this.#models = models;
    this.#onProblem = onProblem;
  }

  validate(body: string): string | null {
    const document = parsed(body.trim() === "" ? EMPTY_BODY : body);
    if (document === undefined) return "[Invalid JSON]";
    if (this.#first === null && this.#problem === null) this.#compile();
    // [I] A model that cannot be read lets nothing be wrong with a body.
    if (this.#first === null || this.#all === null) return null;
    const errors = this.#errorsOf(this.#first, document);
    if (errors === null) return null;
    if (body.length > ALL_ERRORS_BODY_LENGTH_MAX) return validationErrorString(errors);
    return validationErrorString(this.#errorsOf(this.#all, document) ?? errors);
  }

  #errorsOf(validate: ValidateFunction, document: unknown): readonly ErrorObject[] | null {
    this.#budget.reset();
    try {
      return validate(document) === true ? null : (validate.errors ?? []);
    } catch {
      // A document nested deeper than the stack is.
      return [];
    }
  }

  #compile(): void {
    try {
      this.#first = this.#compiled(false);
      this.#all = this.#compiled(true);
    } catch (cause) {
      this.#problem = cause instanceof Error ? cause.message : String(cause);
      this.#onProblem(this.#problem);
    }
    for (const problem of new Set(this.#budget.problems)) this.#onProblem(problem);
  }

  #compiled(allErrors: boolean): ValidateFunction {
    const budget = this.#budget;
    const regExp = (source: string) => new LinearRegExp(source, budget);
    regExp.code = "linearRegExp";
    const options: Options = {
      allErrors,
      // Error texts name what was found.
      verbose: true,
      strict: false,
      ownProperties: true,
      validateSchema: false,
      logger: false,
      formats: FORMATS,
      code: { regExp },
    };
    const { default: Draft04 } = load("ajv-draft-04") as typeof draft04;
    const ajv = new Draft04(options);
    ajv.removeKeyword("uniqueItems");
    ajv.addKeyword({
      keyword: "uniqueItems",
      type: "array",
      schemaType: "boolean",
      validate: (isUnique: boolean, items: readonly unknown[]) => !isUnique || areUnique(items),
    });
    const names = [this.#name];
    for (const name of names) {
      const text = Object.hasOwn(this.#models, name) ? this.#models[name] : undefined;
      if (text === undefined) throw new Error(`Cannot find model "${name}"`);
      ajv.addSchema(localSchema(text, names) as object, modelKey(name));
    }
    const validate = ajv.getSchema(modelKey(this.#name));
    if (validate === undefined) throw new Error(`Cannot read model "${this.#name}"`);
    return validate;
  }
}

/**
 * A model by name, with those that it refers to by URL. `onProblem` hears, with the first body, what of the model
 * cannot be checked.
 */
export function compileModel(
  name: string,
  models: Readonly<Record<string, string>>,
  onProblem: (problem: string) => void = () => {},
): BodyValidator {
  return new ModelValidator(name, models, onProblem);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function modelKey(name: string): string {
  return `model:${encodeURIComponent(name)}`;
}

/** The schema with references to models of the API by our keys; adds the names to `names`. */
function localSchema(text: string, names: string[]): unknown {
  const schema = text.trim() === "" ? {} : (JSON.parse(text) as unknown);
  if (typeof schema === "object" && schema !== null) {
    // Either would make the references relative to a place that is not there.
    Reflect.deleteProperty(schema, "$schema");
    Reflect.deleteProperty(schema, "id");
  }
  replaceReferences(schema, names, 0);
  return schema;
}

function replaceReferences(schema: unknown, names: string[], depth: number): void {
  if (typeof schema !== "object" || schema === null) return;
  if (depth > REFERENCE_DEPTH_MAX) throw new Error("Cannot read model: nested too deeply");
  for (const [key, value] of Object.entries(schema)) {
    const found = key === "$ref" && typeof value === "string" ? MODEL_REFERENCE.exec(value) : null;
    if (found === null) {
      replaceReferences(value, names, depth + 1);
      continue;
    }
    const name = decodeURIComponent(found[1] ?? "");
    if (!names.includes(name)) names.push(name);
    (schema as Record<string, unknown>)[key] = modelKey(name) + (found[2] ?? "");
  }
}

/** In one pass: the library's own way compares each with each. */
function areUnique(items: readonly unknown[]): boolean {
  const seen = new Set<string>();
  for (const item of items) {
    const text = canonicalText(item);
    if (seen.has(text)) return false;
    seen.add(text);
  }
  return true;
}

/** JSON with members in order of their names. */
function canonicalText(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalText(item)).join(",")}]`;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join(",")}}`;
}
