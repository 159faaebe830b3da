import { expect, test } from "vitest";
import { NO_EVIDENCE } from "../evidence.ts";
import { examine, type Examination } from "../examine.ts";
import { httpApiOnAlb, restApiOnNlb, type MutableInventory } from "../inventory-fixtures.ts";

function examined(inventory: MutableInventory): Examination {
  return examine(inventory, NO_EVIDENCE, { nowMs: 0, codes: new Set(["PST407"]) });
}

/** The method leads to the internet now; the stage still goes through the link. */
function leftOver(): MutableInventory {
  const inventory = restApiOnNlb();
  const integration =
    inventory.restApis[0]?.resources[1]?.resourceMethods?.["GET"]?.methodIntegration;
  if (integration !== undefined) {
    integration.connectionType = "INTERNET";
    delete integration.connectionId;
  }
  return inventory;
}

test("PST407 tells that only a stage still leads through a link, and deploys it when asked", () => {
  const { findings } = examined(leftOver());
  expect(findings.map(({ severity, resource }) => [severity, resource.id])).toEqual([
    ["info", "ipr64b"],
  ]);
  expect(findings[0]?.seen).toMatchObject({
    "what is configured refers to it by": [],
    "what stages serve refers to it by": ["GET /pets of r1s2t3u4v5 in stage prod"],
    "order in which to remove it": [
      "1. Deploy API r1s2t3u4v5 to stage prod",
      "2. Delete VPC link ipr64b",
    ],
  });
  expect(findings[0]?.fixes[0]).toMatchObject({
    onlyWhenAsked: true,
    calls: [{ operation: "CreateDeployment", undo: { operation: "UpdateStage" } }],
  });
});

test("PST407 tells of a link that is being deleted under those who use it", () => {
  const inventory = httpApiOnAlb();
  const [link] = inventory.vpcLinks;
  if (link !== undefined) link.vpcLink.VpcLinkStatus = "DELETING";
  const { findings } = examined(inventory);
  expect(findings.map(({ severity, resource }) => [severity, resource.id])).toEqual([
    ["info", "l4er5c"],
  ]);
  expect(findings[0]?.fixes[0]?.calls).toEqual([]);
});

test("PST407 lists who refers to a failed link, integrations without route too", () => {
  const inventory = httpApiOnAlb();
  const [link] = inventory.vpcLinks;
  if (link !== undefined) link.vpcLink.VpcLinkStatus = "FAILED";
  inventory.httpApis[0]?.integrations.push({
    IntegrationId: "i2",
    ConnectionType: "VPC_LINK",
    ConnectionId: "l4er5c",
  });
  const { findings } = examined(inventory);
  expect(findings.map(({ severity }) => severity)).toEqual(["info"]);
  expect(findings[0]?.seen["what is configured refers to it by"]).toEqual([
    "route $default of HTTP API shop (a1b2c3d4e5)",
    "integration i2 (no route) of HTTP API shop (a1b2c3d4e5)",
  ]);
});

test("PST407 follows stage variables", () => {
  const inventory = leftOver();
  const [stage] = inventory.restApis[0]?.stages ?? [];
  const deployed = stage?.deployed;
  if (stage === undefined || typeof deployed !== "object" || deployed === null) {
    throw new Error("Cannot find what is deployed");
  }
  const integration = deployed.resources[1]?.resourceMethods?.["GET"]?.methodIntegration;
  if (integration !== undefined) integration.connectionId = "${stageVariables.link}";
  expect(examined(inventory).findings).toEqual([]);
  stage.stage.variables = { link: "ipr64b" };
  expect(examined(inventory).findings).toHaveLength(1);
});

test("PST407 cannot decide where a link is to go and what stages serve could not be read", () => {
  const inventory = leftOver();
  const [stage] = inventory.restApis[0]?.stages ?? [];
  if (stage !== undefined) stage.deployed = "unreadable";
  const [link] = inventory.restVpcLinks;
  if (link !== undefined) link.vpcLink.status = "FAILED";
  const { findings, undecided } = examined(inventory);
  expect(findings).toEqual([]);
  expect(undecided.map(({ resource }) => resource.id)).toEqual(["ipr64b"]);
});

test("PST407 is silent on links in use and on links that nobody uses", () => {
  expect(examined(httpApiOnAlb()).findings).toEqual([]);
  expect(examined(restApiOnNlb()).findings).toEqual([]);
  const inventory = httpApiOnAlb();
  inventory.httpApis.pop();
  expect(examined(inventory).findings).toEqual([]);
});

test("PST407 lists who refers to a healthy link where it is asked for by name", () => {
  const asked = new Set(["PST407"]);
  const { findings } = examine(httpApiOnAlb(), NO_EVIDENCE, { nowMs: 0, codes: asked, asked });
  expect(findings.map(({ severity, title }) => [severity, title])).toEqual([
    ["info", "VPC link shop-link (l4er5c) is in use, so AWS does not delete it (2×)"],
  ]);
  expect(findings[0]?.seen["order in which to remove it"]).toEqual([
    "1. Let these lead through another link, or delete them: route $default of HTTP API shop (a1b2c3d4e5)",
    "2. Deploy API a1b2c3d4e5 to stage $default",
    "3. Delete VPC link l4er5c",
  ]);
  expect(findings[0]?.fixes.flatMap(({ calls }) => calls)).toEqual([]);
});
