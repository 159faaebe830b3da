import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { examine } from "./examine.ts";
import { httpApiOnAlb, restApiOnNlb } from "./inventory-fixtures.ts";
import { NO_EVIDENCE } from "./evidence.ts";
import { applyJsonExample, applyYamlExample, pageExamples } from "./page-examples.ts";
import { recordReads, type Reads } from "./recorded-reads.ts";
import { ruleCases } from "./rule-cases.ts";
import { NOW_MS } from "./rule-fixtures.ts";
import { ruleList } from "./rule-list.ts";
import { readTemplateInventory } from "./sources/template-inventory.ts";
import { changeNotDeployed } from "./rules/pst301-change-not-deployed.ts";

/** With the one that runs after the others. */
const RULES = [...ruleList, changeNotDeployed];
const CASES = ruleCases();
const ALL = { nowMs: NOW_MS, codes: null };

function pageOf(code: string): string {
  const path = fileURLToPath(new URL(`../../docs/rules/${code}.md`, import.meta.url));
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

test("ruleList has every rule of the folder, and each file bears its rule's code and name", () => {
  const files = readdirSync(new URL("rules", import.meta.url))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .toSorted();
  const named = RULES.map(({ code, name }) => `${code.toLowerCase()}-${name}.ts`).toSorted();
  expect(files).toEqual(named);
});

test("ruleList is in order of code and names each code and name once", () => {
  const codes = ruleList.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)].toSorted());
  expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length);
});

test.for(RULES)("$code has a summary and an AWS page", (rule) => {
  expect(rule.code).toMatch(/^PST[1-7]\d\d$/);
  expect(rule.summary).toMatch(/^[A-Z].{20,}[^.]$/);
  expect(rule.awsPage).toMatch(/^https:\/\/(?:docs\.aws\.amazon\.com|repost\.aws)\/.+/);
});

test.for(RULES)("$code reads the parts that it declares, and no others", async (rule) => {
  const reads: Reads = { inputs: new Set(), evidence: new Set() };
  for (const one of CASES) recordReads(rule, { ...one, nowMs: NOW_MS }, reads);
  const page = pageOf(rule.code);
  for (const { language, text } of pageExamples(page)) {
    const one =
      language === "json"
        ? applyJsonExample(text)
        : { inventory: await readStack(applyYamlExample(page, text)), evidence: NO_EVIDENCE };
    recordReads(rule, { ...one, nowMs: NOW_MS }, reads);
  }
  expect([...reads.inputs].toSorted()).toEqual(rule.inputs.toSorted());
  expect([...reads.evidence].toSorted()).toEqual(rule.evidence.toSorted());
});

test.for([httpApiOnAlb, restApiOnNlb])("no rule speaks about %o, which is healthy", (healthy) => {
  const { findings, undecided } = examine(healthy(), NO_EVIDENCE, ALL);
  expect(findings.map(({ code, title }) => `${code} ${title}`)).toEqual([]);
  expect(undecided).toEqual([]);
});

test.for(CASES)("all fixes of a broken stack are complete: $what", ({ inventory, evidence }) => {
  for (const { code, fixes } of examine(inventory, evidence, ALL).findings) {
    for (const { title, cli, console: steps, cloudFormation, terraform, calls } of fixes) {
      const what = `${code}: ${title}`;
      expect(title, what).not.toBe("");
      expect(steps.length, what).toBeGreaterThan(0);
      expect(cli.length, what).toBeGreaterThanOrEqual(calls.length === 0 ? 0 : 1);
      // What no change in configuration mends has neither.
      expect(cloudFormation === "", what).toBe(terraform === "");
      for (const text of [...cli, ...steps, cloudFormation, terraform, title]) {
        expect(text, what).not.toContain("undefined");
        expect(text, what).not.toContain("\u{FFFC}");
      }
      for (const { operation, input } of calls) {
        expect(operation, what).toMatch(/^[A-Z][A-Za-z]+$/);
        expect(Object.keys(input).length, what).toBeGreaterThan(0);
      }
    }
  }
});

test.for(CASES)("no rule reports one cause twice: $what", ({ inventory, evidence }) => {
  const { findings } = examine(inventory, evidence, ALL);
  const protocol = findings
    .filter(({ code, severity }) => /^PST10[1235678]$/.test(code) && severity === "error")
    .map(({ resource }) => resource.id);
  expect(protocol).toEqual([...new Set(protocol)]);
});

function readStack(text: string): ReturnType<typeof readTemplateInventory> {
  return readTemplateInventory([{ path: "template.yaml", text }]);
}
