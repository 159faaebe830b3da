// Parameter mapping: "append:header.x", "overwrite:path", "overwrite:statuscode" and the like, compiled once per
// integration and applied to the fields, query and path of a message. An integration without mappings compiles to
// null and costs nothing. What may be mapped is the control plane's to check.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
import type { MappedFields } from "./mapped-fields.ts";
import { fieldText, pathText } from "./mapped-text.ts";
import type { MappingSource } from "./mapping-source.ts";
import { overwriteQuery, appendQuery, removeQuery } from "./query-string.ts";
import { parseValueTemplate, resolveValue, type ValueTemplate } from "./value-template.ts";

const APPEND = 1;
const OVERWRITE = 2;
const REMOVE = 3;
type Action = 1 | 2 | 3;

const ACTIONS: Readonly<Record<string, Action>> = {
  append: APPEND,
  overwrite: OVERWRITE,
  remove: REMOVE,
};

interface Operation {
  readonly action: Action;
  readonly name: string;
  readonly value: ValueTemplate;
}

/** A compiled set of mappings, for one direction. */
export interface ParameterMapping {
  readonly headers: readonly Operation[];
  readonly queries: readonly Operation[];
  /** Of overwrite:path or overwrite:statuscode. */
  readonly overwrite: ValueTemplate | null;
  readonly readsRequestBody: boolean;
  readonly readsResponseBody: boolean;
}

const KEY = /^(append|overwrite|remove):(header|querystring)\.(.+)$/s;

/** Compiles mappings; null when there are none. Keys that are no mapping are left out. */
export function compileParameterMapping(
  parameters: Readonly<Record<string, string>>,
): ParameterMapping | null {
  const headers: Operation[] = [];
  const queries: Operation[] = [];
  const values: ValueTemplate[] = [];
  let overwrite: ValueTemplate | null = null;
  for (const [key, text] of Object.entries(parameters)) {
    const value = parseValueTemplate(text);
    if (key === "overwrite:path" || key === "overwrite:statuscode") {
      overwrite = value;
    } else {
      const match = KEY.exec(key);
      if (match === null) continue;
      const action = ACTIONS[match[1] ?? ""] ?? REMOVE;
      const operation = { action, name: match[3] ?? "", value };
      (match[2] === "header" ? headers : queries).push(operation);
    }
    values.push(value);
  }
  if (values.length === 0) return null;
  return {
    headers,
    queries,
    overwrite,
    readsRequestBody: values.some((value) => value.readsRequestBody),
    readsResponseBody: values.some((value) => value.readsResponseBody),
  };
}

/** Applies the header mappings. */
export function mapFields(
  mapping: ParameterMapping,
  source: MappingSource,
  fields: MappedFields,
): void {
  for (const { action, name, value } of mapping.headers) {
    if (action === REMOVE) {
      fields.remove(name);
      continue;
    }
    const text = resolveValue(value, source);
    if (text === undefined) continue;
    if (action === APPEND) fields.append(name, fieldText(text));
    else fields.overwrite(name, fieldText(text));
  }
}

/** The query ("" for none, without the question mark) after the query mappings. */
export function mapQuery(mapping: ParameterMapping, source: MappingSource, query: string): string {
  let mapped = query;
  for (const { action, name, value } of mapping.queries) {
    if (action === REMOVE) {
      mapped = removeQuery(mapped, name);
      continue;
    }
    const text = resolveValue(value, source);
    if (text === undefined) continue;
    mapped =
      action === APPEND ? appendQuery(mapped, name, text) : overwriteQuery(mapped, name, text);
  }
  return mapped;
}

/** The path that overwrite:path gives; undefined when it does not speak. */
export function mapPath(mapping: ParameterMapping, source: MappingSource): string | undefined {
  if (mapping.overwrite === null) return undefined;
  const text = resolveValue(mapping.overwrite, source);
  if (text === undefined) return undefined;
  const path = pathText(text);
  return path.startsWith("/") ? path : `/${path}`;
}

/** The status that overwrite:statuscode gives; undefined when it does not speak or is none (200 … 599). */
export function mapStatus(mapping: ParameterMapping, source: MappingSource): number | undefined {
  if (mapping.overwrite === null) return undefined;
  const status = Number(resolveValue(mapping.overwrite, source));
  return Number.isInteger(status) && status >= 200 && status <= 599 ? status : undefined;
}
