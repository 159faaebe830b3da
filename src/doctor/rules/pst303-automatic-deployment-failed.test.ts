import { expect, test } from "vitest";
import { NO_EVIDENCE } from "../evidence.ts";
import { examine, type Examination } from "../examine.ts";
import { httpApiOnAlb, type MutableInventory } from "../inventory-fixtures.ts";

const FAILED =
  "Deployment attempt failed: Unable to deploy API because no valid routes exist in this API";

function examined(inventory: MutableInventory): Examination {
  return examine(inventory, NO_EVIDENCE, { nowMs: 0, codes: new Set(["PST303"]) });
}

function withMessage(message: string): MutableInventory {
  const inventory = httpApiOnAlb();
  const [stage] = inventory.httpApis[0]?.stages ?? [];
  if (stage !== undefined) stage.stage.LastDeploymentStatusMessage = message;
  return inventory;
}

test("PST303 warns where changes wait because a deployment failed, and tries again", () => {
  const inventory = withMessage("Deployment attempt failed: Insufficient permissions");
  const [integration] = inventory.httpApis[0]?.integrations ?? [];
  if (integration !== undefined) integration.TimeoutInMillis = 5000;
  const { findings } = examined(inventory);
  expect(findings.map(({ severity, resource }) => [severity, resource.id])).toEqual([
    ["warning", "a1b2c3d4e5/$default"],
  ]);
  expect(findings[0]?.seen["what AWS says"]).toContain("Insufficient permissions");
  expect(findings[0]?.fixes[0]?.calls.map(({ input }) => input["AutoDeploy"])).toEqual([
    false,
    true,
  ]);
});

test("PST303 is an error where the stage serves nothing for it, and asks for a route", () => {
  const inventory = withMessage(FAILED);
  const [api] = inventory.httpApis;
  const [stage] = api?.stages ?? [];
  delete api?.routes[0]?.Target;
  if (stage !== undefined) stage.deployed = null;
  const { findings } = examined(inventory);
  expect(findings.map(({ severity }) => severity)).toEqual(["error"]);
  expect(findings[0]?.fixes[0]?.cli[0]).toContain("create-route");
  expect(findings[0]?.fixes[0]?.calls).toEqual([]);
});

test("PST303 is silent where the last deployment succeeded or the stage serves all there is", () => {
  expect(
    examined(withMessage("Successfully deployed stage with deployment ID 'd1abcd'")),
  ).toMatchObject({ findings: [] });
  expect(examined(withMessage(FAILED)).findings).toEqual([]);
  expect(examined(httpApiOnAlb()).findings).toEqual([]);
});

test("PST303 is silent where automatic deployment is off", () => {
  const inventory = withMessage(FAILED);
  const [api] = inventory.httpApis;
  const [stage] = api?.stages ?? [];
  delete api?.routes[0]?.Target;
  delete stage?.stage.AutoDeploy;
  expect(examined(inventory).findings).toEqual([]);
});
