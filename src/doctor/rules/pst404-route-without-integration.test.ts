import { expect, test } from "vitest";
import { NO_EVIDENCE } from "../evidence.ts";
import { examine, type Examination } from "../examine.ts";
import { httpApiOnAlb, restApiOnNlb, type MutableInventory } from "../inventory-fixtures.ts";
import { unresolved } from "../unresolved.ts";

function examined(inventory: MutableInventory): Examination {
  return examine(inventory, NO_EVIDENCE, { nowMs: 0, codes: new Set(["PST404"]) });
}

/** A second route, configured and deployed. */
function withRoute(RouteKey: string, Target?: string): MutableInventory {
  const inventory = httpApiOnAlb();
  const [api] = inventory.httpApis;
  const deployed = api?.stages[0]?.deployed;
  for (const content of [api, typeof deployed === "object" ? deployed : null]) {
    content?.routes.push({ RouteId: "r2", RouteKey, ...(Target === undefined ? {} : { Target }) });
  }
  return inventory;
}

test("PST404 names the route without target and attaches the only integration when asked", () => {
  const { findings } = examined(withRoute("GET /pets"));
  expect(findings.map(({ severity, resource }) => [severity, resource.id])).toEqual([
    ["error", "a1b2c3d4e5/GET /pets"],
  ]);
  expect(findings[0]?.fixes[0]).toMatchObject({
    onlyWhenAsked: true,
    calls: [{ operation: "UpdateRoute", input: { RouteId: "r2", Target: "integrations/i1abcde" } }],
  });
});

test("PST404 names the integration that is not there", () => {
  const { findings } = examined(withRoute("GET /pets", "integrations/gone"));
  expect(findings.map(({ title }) => title)).toEqual([
    "Route GET /pets of HTTP API shop leads to integration gone, which is not there",
  ]);
  expect(findings[0]?.fixes[0]?.calls[0]?.undo?.input["Target"]).toBe("integrations/gone");
});

test("PST404 is silent on preflight routes of APIs that answer them, and speaks of others", () => {
  const inventory = withRoute("OPTIONS /pets");
  expect(examined(inventory).findings).toHaveLength(1);
  const [api] = inventory.httpApis;
  if (api !== undefined) api.api.CorsConfiguration = { AllowOrigins: ["*"] };
  expect(examined(inventory).findings).toEqual([]);
});

test("PST404 cannot decide where the target is not known", () => {
  const target = `integrations/${unresolved("parameter Integration")}`;
  const { findings, undecided } = examined(withRoute("GET /pets", target));
  expect(findings).toEqual([]);
  expect(undecided.map(({ resource }) => resource.id)).toEqual(["a1b2c3d4e5/GET /pets"]);
});

test("PST404 cannot decide where the integrations of the API could not be read", () => {
  const inventory = httpApiOnAlb();
  inventory.httpApis[0]?.integrations.pop();
  const what = "integrations of HTTP API a1b2c3d4e5";
  inventory.unreadable.push({ what, part: "httpApis", why: "AccessDenied" });
  const { findings, undecided } = examined(inventory);
  expect(findings).toEqual([]);
  expect(undecided.map(({ resource }) => resource.id)).toEqual(["a1b2c3d4e5/$default"]);
});

test("PST404 says of a route that is configured only that it comes with the next deployment", () => {
  const inventory = httpApiOnAlb();
  inventory.httpApis[0]?.routes.push({ RouteId: "r2", RouteKey: "GET /pets" });
  expect(examined(inventory).findings.map(({ isPending }) => isPending)).toEqual([true]);
});

test("PST404 names REST methods without integration", () => {
  const inventory = restApiOnNlb();
  const [, pets] = inventory.restApis[0]?.resources ?? [];
  if (pets !== undefined) pets.resourceMethods = { ...pets.resourceMethods, PUT: {} };
  expect(
    examined(inventory).findings.map(({ resource, isPending }) => [resource.id, isPending]),
  ).toEqual([["r1s2t3u4v5/petsid0001/PUT", true]]);
});

test("PST404 is silent on stacks that are whole", () => {
  expect(examined(httpApiOnAlb()).findings).toEqual([]);
  expect(examined(restApiOnNlb()).findings).toEqual([]);
});
