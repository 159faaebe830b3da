import { expect, test } from "vitest";
import { NO_EVIDENCE } from "../evidence.ts";
import { examine } from "../examine.ts";
import { httpApiOnAlb, type MutableInventory } from "../inventory-fixtures.ts";
import { unresolved } from "../unresolved.ts";

const OPTIONS = { nowMs: Date.parse("2026-11-22T12:00:00Z"), codes: new Set(["PST101"]) };

function withoutServerName(inventory: MutableInventory): MutableInventory {
  const [api] = inventory.httpApis;
  delete api?.integrations[0]?.TlsConfig;
  const deployed = api?.stages[0]?.deployed;
  if (typeof deployed === "object" && deployed !== null) delete deployed.integrations[0]?.TlsConfig;
  return inventory;
}

test("PST101 names the integration, the listener and the name on its certificate", () => {
  const { findings } = examine(withoutServerName(httpApiOnAlb()), NO_EVIDENCE, OPTIONS);
  expect(findings.map(({ code, severity, resource }) => [code, severity, resource.id])).toEqual([
    ["PST101", "error", "a1b2c3d4e5/i1abcde"],
  ]);
  expect(findings[0]?.fixes[0]?.calls[0]?.input).toEqual({
    ApiId: "a1b2c3d4e5",
    IntegrationId: "i1abcde",
    TlsConfig: { ServerNameToVerify: "shop.example.com" },
  });
});

test("PST101 is silent where the integration names the server to verify", () => {
  expect(examine(httpApiOnAlb(), NO_EVIDENCE, OPTIONS).findings).toEqual([]);
});

test("PST101 is silent where the listener expects plain HTTP", () => {
  const inventory = withoutServerName(httpApiOnAlb());
  const [listener] = inventory.listeners;
  if (listener !== undefined) listener.listener.Protocol = "HTTP";
  expect(examine(inventory, NO_EVIDENCE, OPTIONS).findings).toEqual([]);
});

test("PST101 says that a deployment mends it when the change is saved already", () => {
  const inventory = withoutServerName(httpApiOnAlb());
  const [integration] = inventory.httpApis[0]?.integrations ?? [];
  if (integration !== undefined) {
    integration.TlsConfig = { ServerNameToVerify: "shop.example.com" };
  }
  const { findings } = examine(inventory, NO_EVIDENCE, OPTIONS);
  expect(findings.map(({ code, mendedBy }) => [code, mendedBy?.code])).toEqual([
    ["PST101", "PST301"],
  ]);
});

test("PST101 cannot decide where the listener's protocol is not known", () => {
  const inventory = withoutServerName(httpApiOnAlb());
  const [listener] = inventory.listeners;
  if (listener !== undefined) listener.listener.Protocol = unresolved("Ref Protocol") as "HTTPS";
  const { findings, undecided } = examine(inventory, NO_EVIDENCE, OPTIONS);
  expect([findings.length, undecided.map(({ resource }) => resource.id)]).toEqual([
    0,
    ["a1b2c3d4e5/i1abcde"],
  ]);
});

test("PST101 makes no call where no certificate tells a name", () => {
  const inventory = withoutServerName(httpApiOnAlb());
  inventory.certificates = [];
  const [fix] = examine(inventory, NO_EVIDENCE, OPTIONS).findings[0]?.fixes ?? [];
  expect(fix?.calls).toEqual([]);
  expect(fix?.title).toBe("Name the server to verify: NAME-ON-THE-CERTIFICATE");
});
