import { expect, test } from "vitest";
import { NO_EVIDENCE } from "../evidence.ts";
import { examine, type Examination } from "../examine.ts";
import { httpApiOnAlb, restApiOnNlb, type MutableInventory } from "../inventory-fixtures.ts";

const NOW_MS = Date.parse("2026-11-22T12:00:00Z");

function examined(inventory: MutableInventory, ...codes: string[]): Examination {
  return examine(inventory, NO_EVIDENCE, { nowMs: NOW_MS, codes: new Set(["PST301", ...codes]) });
}

/** Deployment by hand, and the server name is configured or deployed as told. */
function withServerName(configured: boolean, deployed: boolean): MutableInventory {
  const inventory = httpApiOnAlb();
  const [api] = inventory.httpApis;
  const [stage] = api?.stages ?? [];
  delete stage?.stage.AutoDeploy;
  if (!configured) delete api?.integrations[0]?.TlsConfig;
  const content = stage?.deployed;
  if (!deployed && typeof content === "object" && content !== null) {
    delete content.integrations[0]?.TlsConfig;
  }
  return inventory;
}

test("PST301 shows the difference and names the finding that the pending change mends", () => {
  const { findings } = examined(withServerName(true, false), "PST101");
  expect(findings.map(({ code, severity, resource }) => [code, severity, resource.id])).toEqual([
    ["PST101", "error", "a1b2c3d4e5/i1abcde"],
    ["PST301", "warning", "a1b2c3d4e5/$default"],
  ]);
  const [, change] = findings;
  expect(change?.seen).toMatchObject({
    "what differs (served → configured)": [
      "integration of $default: TlsConfig.ServerNameToVerify: (none) → shop.example.com",
    ],
    "deploying it mends": [
      "PST101 plain-http-to-tls-listener: integration i1abcde of HTTP API shop (a1b2c3d4e5)",
    ],
  });
  expect(change?.seen).not.toHaveProperty("deploying it brings");
  expect(change?.fixes[0]?.title).toContain("mends PST101");
  expect(change?.fixes[0]?.onlyWhenAsked).toBe(false);
});

test("PST301 makes a deployment and can point the stage back to the former one", () => {
  const { findings } = examined(withServerName(true, false));
  expect(findings[0]?.fixes[0]?.calls).toEqual([
    {
      service: "apigatewayv2",
      operation: "CreateDeployment",
      input: { ApiId: "a1b2c3d4e5", StageName: "$default" },
      undo: {
        operation: "UpdateStage",
        input: { ApiId: "a1b2c3d4e5", StageName: "$default", DeploymentId: "d1abcd" },
      },
    },
  ]);
});

test("PST301 names the finding that the next deployment would bring and is then made only when asked for", () => {
  const { findings } = examined(withServerName(false, true), "PST101");
  const change = findings.find(({ code }) => code === "PST301");
  expect(change?.seen["deploying it brings"]).toEqual([
    "PST101 plain-http-to-tls-listener: integration i1abcde of HTTP API shop (a1b2c3d4e5)",
  ]);
  expect(change?.fixes[0]?.onlyWhenAsked).toBe(true);
});

test("PST301 is silent where AWS deploys by itself", () => {
  const inventory = withServerName(true, false);
  const [stage] = inventory.httpApis[0]?.stages ?? [];
  if (stage !== undefined) stage.stage.AutoDeploy = true;
  expect(examined(inventory).findings).toEqual([]);
});

test("PST301 is silent where nothing differs", () => {
  expect(examined(httpApiOnAlb()).findings).toEqual([]);
  expect(examined(withServerName(true, true)).findings).toEqual([]);
  expect(examined(restApiOnNlb()).findings).toEqual([]);
});

test("PST301 cannot decide where what is deployed could not be read", () => {
  const inventory = restApiOnNlb();
  const [stage] = inventory.restApis[0]?.stages ?? [];
  if (stage !== undefined) stage.deployed = "unreadable";
  const { findings, undecided } = examined(inventory);
  expect(findings).toEqual([]);
  expect(undecided.map(({ code, resource }) => [code, resource.id])).toEqual([
    ["PST301", "r1s2t3u4v5/prod"],
  ]);
});

test("PST301 cannot decide where what is configured could not be read", () => {
  const inventory = restApiOnNlb();
  inventory.restApis[0]?.resources.pop();
  const what = "resources of REST API x1, x2, x3 and 4 more";
  inventory.unreadable.push({ what, part: "restApis", why: "AccessDenied" });
  const { findings, undecided } = examined(inventory);
  expect(findings).toEqual([]);
  expect(undecided.map(({ resource }) => resource.id)).toEqual(["r1s2t3u4v5/prod"]);
});

test("PST301 deploys a REST API to the stage and patches it back", () => {
  const inventory = restApiOnNlb();
  const method = inventory.restApis[0]?.resources[1]?.resourceMethods?.["GET"];
  if (method?.methodIntegration !== undefined) method.methodIntegration.timeoutInMillis = 5000;
  const { findings } = examined(inventory);
  expect(findings[0]?.seen["what differs (served → configured)"]).toEqual([
    "integration of GET /pets: timeoutInMillis: (none) → 5000",
  ]);
  expect(findings[0]?.fixes[0]?.calls[0]).toMatchObject({
    operation: "CreateDeployment",
    input: { restApiId: "r1s2t3u4v5", stageName: "prod" },
    undo: {
      operation: "UpdateStage",
      input: { patchOperations: [{ op: "replace", path: "/deploymentId", value: "dep001" }] },
    },
  });
});

test("PST301 makes no deployment that AWS would refuse", () => {
  const inventory = restApiOnNlb();
  delete inventory.restApis[0]?.resources[1]?.resourceMethods?.["GET"]?.methodIntegration;
  const { findings } = examined(inventory);
  expect(findings.map(({ code }) => code)).toEqual(["PST301"]);
  expect(findings[0]?.fixes[0]?.calls).toEqual([]);
});
