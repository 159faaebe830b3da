import { expect, test } from "vitest";
import { diagnose, findingsWithSource, hasTrouble } from "./diagnose.ts";
import type { DoctorSource } from "./doctor-source.ts";
import { NO_EVIDENCE } from "./evidence.ts";
import { httpApiOnAlb, restApiOnNlb, type MutableInventory } from "./inventory-fixtures.ts";
import { aFinding } from "./report/report-fixtures.ts";

const OPTIONS = {
  nowMs: Date.parse("2026-11-22T12:00:00Z"),
  codes: new Set(["PST101"]),
  apiId: null,
};

function sourceOf(inventory: MutableInventory): DoctorSource {
  return {
    readInventory: async () => inventory,
    gatherEvidence: async () => ({ evidence: NO_EVIDENCE, unreadable: [] }),
    caller: null,
  };
}

function broken(apiId = "a1b2c3d4e5"): MutableInventory {
  const inventory = httpApiOnAlb();
  const [api] = inventory.httpApis;
  if (api !== undefined) {
    api.api.ApiId = apiId;
    delete api.integrations[0]?.TlsConfig;
    const deployed = api.stages[0]?.deployed;
    if (typeof deployed === "object") delete deployed?.integrations[0]?.TlsConfig;
  }
  return inventory;
}

test("diagnose() joins what is found in every source", async () => {
  const healthy = restApiOnNlb();
  healthy.unreadable.push({ what: "listeners", part: "listeners", why: "AccessDenied" });
  const diagnosis = await diagnose([sourceOf(healthy), sourceOf(broken())], OPTIONS);
  expect(diagnosis.findings.map(({ code }) => code)).toEqual(["PST101"]);
  expect(diagnosis.checked).toMatchObject({
    rules: 1,
    ways: 2,
    resources: { httpApis: 1, restApis: 1, listeners: 2 },
    sources: [{ name: "test", unreadable: [{ why: "AccessDenied" }] }, { unreadable: [] }],
  });
  const [found] = findingsWithSource(diagnosis);
  expect(found?.examined).toBe(diagnosis.examined[1]);
});

test("diagnose() limits what is found to an API and what its ways touch", async () => {
  const two = broken();
  two.httpApis.push(...broken("f6g7h8i9j0").httpApis);
  const all = await diagnose([sourceOf(two)], OPTIONS);
  expect(all.findings).toHaveLength(2);
  const one = await diagnose([sourceOf(two)], { ...OPTIONS, apiId: "f6g7h8i9j0" });
  expect(one.findings.map(({ resource }) => resource.id)).toEqual(["f6g7h8i9j0/i1abcde"]);
});

test("diagnose() refuses an API that is not there", async () => {
  await expect(diagnose([sourceOf(broken())], { ...OPTIONS, apiId: "nothere" })).rejects.toThrow(
    'Cannot find API "nothere" in test',
  );
});

test("hasTrouble() is true from a warning on", () => {
  expect(hasTrouble([aFinding({ severity: "info" })])).toBe(false);
  expect(hasTrouble([aFinding({ severity: "warning" })])).toBe(true);
});
