// For tests: the stacks that the examples on the pages of rules describe. Those in JSON are changes to the healthy
// inventories; those in YAML are templates, whose resources take the place of those of the same name in a whole stack.
// Whether the examples do what their pages say is tested in tests/docs.
import { readFileSync } from "node:fs";
import { isMap, parseDocument } from "yaml";
import { NO_EVIDENCE, type Evidence } from "./evidence.ts";
import { httpApiOnAlb, restApiOnNlb, type MutableInventory } from "./inventory-fixtures.ts";

export interface PageExample {
  readonly language: "json" | "yaml";
  /** What the page says of it: it must, or must not, bring a finding of the page's rule. */
  readonly isFailing: boolean;
  readonly text: string;
  /** Number of the example on its page, from 1. */
  readonly number: number;
}

const BLOCK = /^```(json|yaml) (fails|works)\n([\s\S]*?)^```$/gm;
const STACK = /\]\(examples\/([a-z-]+)\.yaml\)/;
const BASES = { "http-api-on-alb": httpApiOnAlb, "rest-api-on-nlb": restApiOnNlb };

/** In the order of the page. */
export function pageExamples(markdown: string): PageExample[] {
  return [...markdown.matchAll(BLOCK)].map(([, language, outcome, text = ""], index) => ({
    language: language === "yaml" ? "yaml" : "json",
    isFailing: outcome === "fails",
    text,
    number: index + 1,
  }));
}

interface JsonExample {
  readonly base: keyof typeof BASES;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  readonly evidence?: Partial<Evidence>;
}

/** The inventory that a JSON example describes, and the evidence that goes with it. */
export function applyJsonExample(text: string): {
  readonly inventory: MutableInventory;
  readonly evidence: Evidence;
} {
  const example = JSON.parse(text) as JsonExample;
  const base = BASES[example.base] as (() => MutableInventory) | undefined;
  if (base === undefined)
    throw new Error(
      `Cannot apply example: base is ${example.base}, want ${Object.keys(BASES).join(" or ")}`,
    );
  const inventory = base();
  for (const pointer of example.remove ?? []) change(inventory, pointer, undefined);
  for (const [pointer, value] of Object.entries(example.set ?? {})) {
    change(inventory, pointer, revived(value));
  }
  return { inventory, evidence: { ...NO_EVIDENCE, ...example.evidence } };
}

type Container = Record<string, unknown>;

/** By JSON pointer (RFC 6901); a leading slash may be left out. Undefined takes the value away. */
function change(inventory: MutableInventory, pointer: string, value: unknown): void {
  const parts = pointer
    .replace(/^\//, "")
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = parts.pop() ?? "";
  let place = inventory as unknown as Container;
  for (const part of parts) {
    const next = place[part];
    if (typeof next !== "object" || next === null) {
      throw new Error(`Cannot apply example: ${pointer} leads nowhere, want an existing place`);
    }
    place = next as Container;
  }
  if (Array.isArray(place) && (last === "-" || value === undefined)) {
    if (value === undefined) place.splice(Number(last), 1);
    else place.push(value);
  } else if (value === undefined) Reflect.deleteProperty(place, last);
  else place[last] = value;
}

const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** The SDK's shapes have dates where JSON has text. */
function revived(value: unknown): unknown {
  if (typeof value === "string" && DATE.test(value)) return new Date(value);
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revived(item)]));
}

/** The whole template that a YAML example of the page stands for. */
export function applyYamlExample(markdown: string, text: string): string {
  const name = STACK.exec(markdown)?.[1] ?? "http-api-on-alb";
  const path = new URL(`../../docs/rules/examples/${name}.yaml`, import.meta.url);
  const stack = parseDocument(readFileSync(path, "utf8"), { logLevel: "silent" });
  const resources = parseDocument(text, { logLevel: "silent" }).get("Resources");
  if (!isMap(resources)) throw new Error("Cannot apply example: it has no Resources, want some");
  for (const { key, value } of resources.items) stack.setIn(["Resources", String(key)], value);
  return stack.toString();
}
