// The pages of the doctor's rules are tests: every rule has one, its examples are read as templates or as changes to a
// healthy inventory, and what is said to fail gives the rule's code, what is said to work does not.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isMap, parseDocument, type Document } from "yaml";
import { NO_EVIDENCE, type Evidence } from "../../src/doctor/evidence.ts";
import { examine } from "../../src/doctor/examine.ts";
import { httpApiOnAlb, restApiOnNlb } from "../../src/doctor/inventory-fixtures.ts";
import type { Inventory } from "../../src/doctor/inventory.ts";
import { ruleList } from "../../src/doctor/rule-list.ts";
import { changeNotDeployed } from "../../src/doctor/rules/pst301-change-not-deployed.ts";
import { readTemplateInventory } from "../../src/doctor/sources/template-inventory.ts";

const FOLDER = join(import.meta.dirname, "../../docs/rules");
const NOW_MS = Date.parse("2026-11-22T12:00:00Z");
const DEFAULT_BASE = "http-api-on-alb";
const BASE_LINE = /^Both are read together with the rest of the stack in \[examples\/([\w-]+)\.yaml\]/m;
const BLOCK = /^```(yaml|json) (fails|works)\n(.*?)^```$/gms;

const rules = [...ruleList, changeNotDeployed].map(({ code, name, summary }) => ({
  code,
  name,
  summary,
}));

interface Example {
  readonly language: string;
  readonly outcome: string;
  readonly text: string;
}

function page(code: string): string {
  return readFileSync(join(FOLDER, `${code}.md`), "utf8");
}

function examplesOf(text: string): Example[] {
  return [...text.matchAll(BLOCK)].map(([, language = "", outcome = "", block = ""]) => ({
    language,
    outcome,
    text: block,
  }));
}

/** The base stack with what the block defines in place of what has the same name there. */
function mergedTemplate(base: string, block: string): string {
  const stack = parseDocument(readFileSync(join(FOLDER, "examples", `${base}.yaml`), "utf8"));
  const changes = parseDocument(block);
  expect(changes.errors).toEqual([]);
  for (const section of sectionsOf(changes)) {
    const entries = changes.get(section, true);
    if (!isMap(entries)) continue;
    for (const pair of entries.items) stack.setIn([section, String(pair.key)], pair.value);
  }
  return stack.toString();
}

function sectionsOf(document: Document): string[] {
  return isMap(document.contents) ? document.contents.items.map(({ key }) => String(key)) : [];
}

type Container = Record<string, unknown>;

function partsOf(pointer: string): string[] {
  const parts = pointer.replace(/^\//, "").split("/");
  return parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The object or list that holds what a JSON pointer leads to. */
function holderOf(inventory: object, parts: readonly string[]): Container {
  let at: unknown = inventory;
  for (const part of parts.slice(0, -1)) {
    expect(at, `nothing at ${parts.join("/")}`).toBeTypeOf("object");
    at = (at as Container)[part];
  }
  expect(at, `nothing at ${parts.join("/")}`).toBeTypeOf("object");
  return at as Container;
}

function setAt(inventory: object, pointer: string, value: unknown): void {
  const parts = partsOf(pointer);
  const holder = holderOf(inventory, parts);
  const last = parts.at(-1) ?? "";
  if (Array.isArray(holder) && last === "-") holder.push(value);
  else holder[last] = holder[last] instanceof Date ? new Date(String(value)) : value;
}

function removeAt(inventory: object, pointer: string): void {
  const parts = partsOf(pointer);
  const holder = holderOf(inventory, parts);
  const last = parts.at(-1) ?? "";
  expect(Object.hasOwn(holder, last), `nothing to remove at ${pointer}`).toBe(true);
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
}

interface InventoryChange {
  readonly base: string;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  readonly evidence?: Partial<Evidence>;
}

const INVENTORIES: Readonly<Record<string, () => Inventory>> = {
  "http-api-on-alb": httpApiOnAlb,
  "rest-api-on-nlb": restApiOnNlb,
};

async function codesOf(example: Example, base: string): Promise<string[]> {
  if (example.language === "yaml") {
    const text = mergedTemplate(base, example.text);
    const inventory = await readTemplateInventory([{ path: "template.yaml", text }]);
    return codesIn(inventory, NO_EVIDENCE);
  }
  const change = JSON.parse(example.text) as InventoryChange;
  const make = INVENTORIES[change.base];
  expect(make, `no inventory ${change.base}`).toBeDefined();
  const inventory = make?.() ?? httpApiOnAlb();
  for (const [pointer, value] of Object.entries(change.set ?? {})) setAt(inventory, pointer, value);
  for (const pointer of change.remove ?? []) removeAt(inventory, pointer);
  return codesIn(inventory, { ...NO_EVIDENCE, ...change.evidence });
}

function codesIn(inventory: Inventory, evidence: Evidence): string[] {
  const { findings } = examine(inventory, evidence, { nowMs: NOW_MS, codes: null });
  return [...new Set(findings.map(({ code }) => code))];
}

test.for(rules)("the page of $code bears the rule's code and name", ({ code, name }) => {
  expect(page(code).split("\n")[0]).toBe(`# ${code} ${name}`);
});

test.for(rules)("the page of $code has an example that fails and one that works", ({ code }) => {
  const outcomes = new Set(examplesOf(page(code)).map(({ outcome }) => outcome));
  expect([...outcomes].toSorted()).toEqual(["fails", "works"]);
});

test.for(rules)("the examples of $code do what they say", async ({ code }) => {
  const text = page(code);
  const base = BASE_LINE.exec(text)?.[1] ?? DEFAULT_BASE;
  for (const [index, example] of examplesOf(text).entries()) {
    const codes = await codesOf(example, base);
    const what = `example ${index + 1} of ${code}, which ${example.outcome}, gives ${codes.join(", ")}`;
    expect(codes.includes(code), what).toBe(example.outcome === "fails");
  }
});

test.for(["http-api-on-alb", "rest-api-on-nlb"])(
  "the stack %s, of which the pages change one thing, gives no finding",
  async (name) => {
    expect(codesIn(await readTemplateInventory(join(FOLDER, "examples", `${name}.yaml`)), NO_EVIDENCE)).toEqual([]);
  },
);

test("docs/rules/README.md lists every rule, and no other, in order of code", () => {
  const index = readFileSync(join(FOLDER, "README.md"), "utf8");
  const listed = [...index.matchAll(/^\| \[(PST\d+)\]\(\1\.md\) +\| `([\w-]+)` +\| (.*?) +\|$/gm)];
  const wanted = rules.toSorted((a, b) => a.code.localeCompare(b.code));
  expect(listed.map(([, code, name, summary]) => ({ code, name, summary }))).toEqual(wanted);
});

test("docs/rules has no page of a rule that is not there", () => {
  const pages = readdirSync(FOLDER).filter((name) => name.startsWith("PST"));
  const codes = new Set(rules.map(({ code }) => `${code}.md`));
  expect(pages.filter((name) => !codes.has(name))).toEqual([]);
});
