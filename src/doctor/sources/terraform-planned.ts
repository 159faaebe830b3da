// The resources that a plan wants there to be, of all modules, each with what the configuration says of it.
import {
  isObject,
  listOf,
  objectOf,
  textOf,
  type JsonObject,
} from "../../services/openapi/json-value.ts";
import type { TemplateDocument } from "./template-file.ts";

const MODULE_DEPTH_MAX = 50;
/** Longer addresses and references are nobody's. */
export const ADDRESS_LENGTH_MAX = 4_096;

export interface PlannedResource {
  /** 'module.shop["a"].aws_lb.main[0]' */
  readonly address: string;
  /** Of the module it is in: 'module.shop["a"]'; "" for the root. */
  readonly module: string;
  readonly type: string;
  readonly name: string;
  /** Of count or for_each; undefined without. */
  readonly index: string | number | undefined;
  /** The planned object, which has a place in the file. */
  readonly value: JsonObject;
  readonly values: JsonObject;
  /** What is known after apply only: true, or the same for what is in it. */
  readonly unknown: unknown;
  /** By attribute or block, as the configuration has it. */
  readonly expressions: JsonObject;
}

/** Every managed resource of the plan. */
export function plannedResources(document: TemplateDocument): PlannedResource[] {
  const { root } = document;
  const unknown = new Map<string, unknown>();
  for (const change of listOf(root["resource_changes"])) {
    const { address, change: changed } = objectOf(change);
    if (typeof address === "string") unknown.set(address, objectOf(changed)["after_unknown"]);
  }
  const found: PlannedResource[] = [];
  const visit = (module: JsonObject, configuration: JsonObject, depth: number): void => {
    const moduleAddress = textOf(module["address"]) ?? "";
    const configured = configuredResources(configuration);
    for (const value of listOf(module["resources"])) {
      if (!isObject(value) || value["mode"] === "data") continue;
      const address = textOf(value["address"]) ?? "";
      if (address.length > ADDRESS_LENGTH_MAX) continue;
      const type = textOf(value["type"]) ?? "";
      const name = textOf(value["name"]) ?? "";
      const index = value["index"];
      found.push({
        address,
        module: moduleAddress,
        type,
        name,
        index: typeof index === "string" || typeof index === "number" ? index : undefined,
        value,
        values: objectOf(value["values"]),
        unknown: unknown.get(address),
        expressions: configured.get(`${type}.${name}`) ?? {},
      });
    }
    if (depth >= MODULE_DEPTH_MAX) return;
    for (const child of listOf(module["child_modules"])) {
      if (!isObject(child)) continue;
      const address = textOf(child["address"]) ?? "";
      if (address.length > ADDRESS_LENGTH_MAX) continue;
      const name = lastModuleName(address);
      visit(child, calledModule(configuration, name), depth + 1);
    }
  };
  const configuration = objectOf(objectOf(root["configuration"])["root_module"]);
  visit(objectOf(objectOf(root["planned_values"])["root_module"]), configuration, 0);
  return found;
}

function configuredResources(configuration: JsonObject): Map<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  for (const resource of listOf(configuration["resources"])) {
    const { type, name, mode, expressions } = objectOf(resource);
    if (mode === "data") continue;
    found.set(`${textOf(type)}.${textOf(name)}`, objectOf(expressions));
  }
  return found;
}

/** The configuration of a module that another calls by a name. */
export function calledModule(configuration: JsonObject, name: string): JsonObject {
  const calls = objectOf(configuration["module_calls"]);
  return Object.hasOwn(calls, name) ? objectOf(objectOf(calls[name])["module"]) : {};
}

/** 'module.a["x"].module.b[0]' → "b" */
export function lastModuleName(address: string): string {
  return /module\.([\w-]+)(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?$/.exec(address)?.[1] ?? "";
}

/** 'module.a["x"].module.b[0]' → 'module.a["x"]' */
export function parentModule(address: string): string {
  return address.replace(/\.?module\.[\w-]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?$/, "");
}
