import { expect, test } from "vitest";
import { NO_EVIDENCE } from "../evidence.ts";
import { examine, type Examination } from "../examine.ts";
import { httpApiOnAlb, restApiOnNlb, type MutableInventory } from "../inventory-fixtures.ts";

function examined(inventory: MutableInventory): Examination {
  return examine(inventory, NO_EVIDENCE, { nowMs: 0, codes: new Set(["PST302"]) });
}

function withoutDeployment(): MutableInventory {
  const inventory = httpApiOnAlb();
  const [stage] = inventory.httpApis[0]?.stages ?? [];
  if (stage !== undefined) {
    stage.deployed = null;
    stage.stage = { StageName: "$default" };
  }
  return inventory;
}

test("PST302 names a stage of an HTTP API that serves nothing, and deploys it", () => {
  const { findings } = examined(withoutDeployment());
  expect(
    findings.map(({ severity, resource, mendedBy, isPending }) => {
      return [severity, resource.id, mendedBy, isPending];
    }),
  ).toEqual([["error", "a1b2c3d4e5/$default", null, false]]);
  expect(findings[0]?.fixes[0]?.calls).toMatchObject([
    { operation: "CreateDeployment", input: { StageName: "$default" }, undo: null },
  ]);
});

test("PST302 makes no deployment of an API without a target", () => {
  const inventory = withoutDeployment();
  delete inventory.httpApis[0]?.routes[0]?.Target;
  const { findings } = examined(inventory);
  expect(findings).toHaveLength(1);
  expect(findings[0]?.fixes[0]?.calls).toEqual([]);
});

test("PST302 leaves a failed automatic deployment to PST303", () => {
  const inventory = withoutDeployment();
  const [stage] = inventory.httpApis[0]?.stages ?? [];
  if (stage !== undefined) {
    stage.stage.AutoDeploy = true;
    stage.stage.LastDeploymentStatusMessage = "Deployment attempt failed: no valid routes";
  }
  expect(examined(inventory).findings).toEqual([]);
});

test("PST302 warns of an HTTP API with routes and without stage", () => {
  const inventory = httpApiOnAlb();
  inventory.httpApis[0]?.stages.pop();
  const { findings } = examined(inventory);
  expect(findings.map(({ severity, resource }) => [severity, resource.id])).toEqual([
    ["warning", "a1b2c3d4e5"],
  ]);
});

test("PST302 is silent on an API that has nothing yet", () => {
  const inventory = httpApiOnAlb();
  inventory.httpApis[0]?.stages.pop();
  inventory.httpApis[0]?.routes.pop();
  expect(examined(inventory).findings).toEqual([]);
});

test("PST302 cannot decide where the stages could not be read", () => {
  const inventory = httpApiOnAlb();
  inventory.httpApis[0]?.stages.pop();
  inventory.unreadable.push({
    what: "stages of HTTP API a1b2c3d4e5",
    part: "httpApis",
    why: "AccessDenied",
  });
  const { findings, undecided } = examined(inventory);
  expect(findings).toEqual([]);
  expect(undecided.map(({ resource }) => resource.id)).toEqual(["a1b2c3d4e5"]);
});

test("PST302 names REST stages without deployment and REST APIs without stage", () => {
  const inventory = restApiOnNlb();
  const [stage] = inventory.restApis[0]?.stages ?? [];
  if (stage !== undefined) stage.deployed = null;
  expect(
    examined(inventory).findings.map(({ severity, resource }) => [severity, resource.id]),
  ).toEqual([["error", "r1s2t3u4v5/prod"]]);
  inventory.restApis[0]?.stages.pop();
  expect(
    examined(inventory).findings.map(({ severity, resource }) => [severity, resource.id]),
  ).toEqual([["warning", "r1s2t3u4v5"]]);
});

test("PST302 is silent on stages that serve something and on WebSocket APIs", () => {
  expect(examined(httpApiOnAlb()).findings).toEqual([]);
  expect(examined(restApiOnNlb()).findings).toEqual([]);
  const inventory = withoutDeployment();
  const [api] = inventory.httpApis;
  if (api !== undefined) api.api.ProtocolType = "WEBSOCKET";
  expect(examined(inventory).findings).toEqual([]);
});
