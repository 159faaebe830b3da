// All resources that were read, by type, and what could not be read of them: what the parts of the inventory are made
// from.
import { listOf, objectOf, textOf } from "../../services/openapi/json-value.ts";
import type { InventoryItem, InventoryPart, Unreadable } from "../inventory.ts";
import { isUnresolved, readable, unresolved } from "../unresolved.ts";
import type { TemplateResource } from "./template-resource.ts";

export class TemplateResources {
  readonly unreadable: Unreadable[];
  readonly #byType = new Map<string, TemplateResource[]>();
  readonly #byOwner = new Map<string, Map<string, TemplateResource[]>>();
  readonly all: readonly TemplateResource[];

  constructor(all: readonly TemplateResource[], unreadable: readonly Unreadable[]) {
    this.all = all;
    this.unreadable = [...unreadable];
    for (const resource of all) {
      const known = this.#byType.get(resource.type);
      if (known === undefined) this.#byType.set(resource.type, [resource]);
      else known.push(resource);
    }
  }

  ofType(type: string): readonly TemplateResource[] {
    return this.#byType.get(type) ?? [];
  }

  /** Those of a type whose property has a value, such as the routes of an API. */
  ofOwner(type: string, property: string, owner: string): readonly TemplateResource[] {
    const key = `${type} ${property}`;
    let byOwner = this.#byOwner.get(key);
    if (byOwner === undefined) {
      byOwner = new Map();
      for (const resource of this.ofType(type)) {
        const value = textOf(resource.properties[property]) ?? "";
        const known = byOwner.get(value);
        if (known === undefined) byOwner.set(value, [resource]);
        else known.push(resource);
      }
      this.#byOwner.set(key, byOwner);
    }
    return byOwner.get(owner) ?? [];
  }

  /** Something of a resource that is not known before deployment, where the inventory has no place to say so. */
  cannotRead(part: InventoryPart, what: string, why: string): void {
    this.unreadable.push({ part, what, why });
  }

  /** A number; undefined, and listed as unreadable, where it is not known. */
  number(resource: TemplateResource, name: string, part: InventoryPart): number | undefined {
    const value = textOf(resource.properties[name]);
    if (value === undefined) return undefined;
    if (isUnresolved(value)) {
      this.cannotRead(part, `${name} of ${resource.label}`, readable(value));
      return undefined;
    }
    const number = Number(value);
    if (value.trim() !== "" && Number.isFinite(number)) return number;
    this.cannotRead(part, `${name} of ${resource.label}`, "it is no number");
    return undefined;
  }
}

/** Where a resource is, for the inventory. */
export function itemOf(resource: TemplateResource): InventoryItem {
  return { arn: resource.arn, location: resource.location };
}

/** A name for people: the resource's own where it is known, else what it is called in the template. */
export function displayName(resource: TemplateResource): string {
  const name = textOf(resource.properties["Name"]);
  return name === undefined || isUnresolved(name) ? resource.label : name;
}

/** A list of texts; of an unknown list one unknown text. */
export function textsOf(value: unknown): string[] {
  if (typeof value === "string") return isUnresolved(value) ? [value] : value.split(",");
  return listOf(value).flatMap((entry) => textOf(entry) ?? []);
}

/** Key and value pairs as AWS::ElasticLoadBalancingV2 writes attributes. */
export function attributesOf(value: unknown): Record<string, string> {
  const entries: [string, string][] = [];
  for (const entry of listOf(value)) {
    const key = textOf(objectOf(entry)["Key"]);
    const text = textOf(objectOf(entry)["Value"]);
    if (key !== undefined && text !== undefined) entries.push([key, text]);
  }
  return Object.fromEntries(entries);
}

/** The members whose value is not undefined. */
export function withoutUndefined<T extends object>(value: {
  readonly [K in keyof T]: T[K] | undefined;
}): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}

/** A reference to what is there already, not in the template: nobody can follow it before deployment. */
export function outsideReference(reference: string, known: ReadonlySet<string>): string {
  if (reference === "" || known.has(reference) || isUnresolved(reference)) return reference;
  return unresolved(`${reference}, which is not in the template`);
}

/** A copy with keys as they are and texts as values. */
export function textEntries(value: unknown): Record<string, string> | undefined {
  const entries: [string, string][] = [];
  for (const [key, entry] of Object.entries(objectOf(value))) {
    const text = textOf(entry);
    if (text !== undefined) entries.push([key, text]);
  }
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
