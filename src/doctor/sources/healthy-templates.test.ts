// Templates and plans as people write them, with nothing wrong in them: the doctor must have nothing to say. Each holds
// what once was, or could be, mistaken for a fault.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { diagnose } from "../diagnose.ts";
import { NO_EVIDENCE } from "../evidence.ts";
import { readTemplateInventory } from "./template-inventory.ts";

const FOLDER = join(import.meta.dirname, "../../../tests/fixtures/templates/healthy");
const FILES = readdirSync(FOLDER);

test("the folder of healthy templates is not empty", () => {
  expect(FILES.length).toBeGreaterThan(5);
});

test.for(FILES)("the doctor finds nothing in %s and follows its ways", async (file) => {
  const source = {
    caller: null,
    readInventory: () => readTemplateInventory(join(FOLDER, file)),
    gatherEvidence: async () => ({ evidence: NO_EVIDENCE, unreadable: [] }),
  };
  const nowMs = Date.parse("2026-11-22T12:00:00Z");
  const { findings, checked } = await diagnose([source], { nowMs, codes: null, apiId: null });
  expect(findings.map(({ code, title }) => `${code} ${title}`)).toEqual([]);
  expect(checked.ways).toBeGreaterThan(0);
});
