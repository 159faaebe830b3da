import { expect, test } from "vitest";
import { NO_EVIDENCE } from "../evidence.ts";
import { examine, type Examination } from "../examine.ts";
import {
  ALB_ARN,
  httpApiOnAlb,
  restApiOnNlb,
  type MutableInventory,
} from "../inventory-fixtures.ts";
import { unresolved } from "../unresolved.ts";

function examined(inventory: MutableInventory): Examination {
  return examine(inventory, NO_EVIDENCE, { nowMs: 0, codes: new Set(["PST401"]) });
}

function onStage(stageName: string): MutableInventory {
  const inventory = httpApiOnAlb();
  const [stage] = inventory.httpApis[0]?.stages ?? [];
  if (stage !== undefined) stage.stage.StageName = stageName;
  return inventory;
}

function integrationsOf(inventory: MutableInventory) {
  const [api] = inventory.httpApis;
  const deployed = api?.stages[0]?.deployed;
  const content = typeof deployed === "object" && deployed !== null ? deployed.integrations : [];
  return { configured: api?.integrations[0], deployed: content[0] };
}

test("PST401 warns of a named stage and maps the path only when asked for", () => {
  const { findings } = examined(onStage("prod"));
  expect(findings.map(({ severity, resource }) => [severity, resource.id])).toEqual([
    ["warning", "a1b2c3d4e5/i1abcde"],
  ]);
  expect(findings[0]?.seen["the backend is asked for"]).toBe("/prod/");
  const [fix] = findings[0]?.fixes ?? [];
  expect(fix?.onlyWhenAsked).toBe(true);
  expect(fix?.calls).toMatchObject([
    {
      operation: "UpdateIntegration",
      input: { RequestParameters: { "overwrite:path": "$request.path" } },
      undo: { input: { RequestParameters: { "overwrite:path": "" } } },
    },
  ]);
});

test("PST401 is silent on the stage $default", () => {
  expect(examined(httpApiOnAlb()).findings).toEqual([]);
});

test("PST401 is silent where a mapping sets the path, and says when that waits for deployment", () => {
  const inventory = onStage("prod");
  const [stage] = inventory.httpApis[0]?.stages ?? [];
  delete stage?.stage.AutoDeploy;
  const { configured, deployed } = integrationsOf(inventory);
  const RequestParameters = { "overwrite:path": "$request.path" };
  if (configured !== undefined) configured.RequestParameters = RequestParameters;
  expect(examined(inventory).findings.map(({ mendedBy }) => mendedBy)).toEqual([
    {
      code: "PST301",
      deploys: [{ apiType: "http", apiId: "a1b2c3d4e5", stageName: "prod" }],
    },
  ]);
  if (deployed !== undefined) deployed.RequestParameters = RequestParameters;
  expect(examined(inventory).findings).toEqual([]);
});

test("PST401 is silent where a rule of the listener is for paths below the stage", () => {
  const inventory = onStage("prod");
  inventory.listeners[0]?.rules.unshift({
    Priority: "1",
    Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: ["/prod/*"] } }],
    Actions: [],
  });
  expect(examined(inventory).findings).toEqual([]);
});

test("PST401 cannot decide where the name of the stage is not known", () => {
  const { findings, undecided } = examined(onStage(unresolved("parameter Stage")));
  expect(findings).toEqual([]);
  expect(undecided.map(({ code }) => code)).toEqual(["PST401"]);
});

/** The method of the REST API through the HTTP API's link, of the second kind. */
function restThroughSecondKind(): MutableInventory {
  const inventory = restApiOnNlb();
  inventory.vpcLinks.push(...httpApiOnAlb().vpcLinks);
  const [api] = inventory.restApis;
  const deployed = api?.stages[0]?.deployed;
  for (const content of [api, typeof deployed === "object" ? deployed : null]) {
    const integration = content?.resources[1]?.resourceMethods?.["GET"]?.methodIntegration;
    if (integration === undefined) continue;
    integration.connectionId = "l4er5c";
    integration.integrationTarget = ALB_ARN;
  }
  return inventory;
}

test("PST401 warns of REST APIs on links of the second kind and not of the first", () => {
  expect(examined(restApiOnNlb()).findings).toEqual([]);
  const { findings } = examined(restThroughSecondKind());
  expect(
    findings.map(({ resource, seen }) => [resource.id, seen["the backend is asked for"]]),
  ).toEqual([["r1s2t3u4v5/petsid0001/GET", "/prod/pets"]]);
});

test("PST401 is silent where a template of the method sets the whole path", () => {
  const inventory = restThroughSecondKind();
  const [api] = inventory.restApis;
  const integration = api?.resources[1]?.resourceMethods?.["GET"]?.methodIntegration;
  if (integration !== undefined) {
    integration.requestTemplates = {
      "application/json": '#set($context.requestOverride.path = "/pets")',
    };
  }
  expect(examined(inventory).findings.map(({ mendedBy }) => mendedBy?.code)).toEqual(["PST301"]);
  const [stage] = api?.stages ?? [];
  if (stage !== undefined) stage.deployed = { resources: api?.resources ?? [] };
  expect(examined(inventory).findings).toEqual([]);
});

test.for([
  ["https://shop.example.com/pets", {}, "", "/pets"],
  [
    "https://shop.example.com/v2/pets/{id}.json",
    { "integration.request.path.id": "method.request.path.petId" },
    "#set($p1 = $input.params('petId'))",
    "/v2/pets/${p1}.json",
  ],
  [
    "https://shop.example.com/{tenant}/{proxy}/{kind}",
    {
      "integration.request.path.tenant": "context.authorizer.tenant",
      "integration.request.path.kind": "'dogs'",
    },
    "#set($p1 = $context.authorizer.tenant)#set($p2 = $input.params('proxy'))",
    "/${p1}/${p2}/dogs",
  ],
  ["https://shop.example.com", {}, "", "/pets"],
] as const)(
  "PST401 gives REST API integrations of %s a template for the path without the stage",
  ([uri, requestParameters, sets, path]) => {
    const inventory = restThroughSecondKind();
    for (const content of [inventory.restApis[0], inventory.restApis[0]?.stages[0]?.deployed]) {
      if (typeof content !== "object" || content === null) continue;
      const integration = content.resources[1]?.resourceMethods?.["GET"]?.methodIntegration;
      Object.assign(integration ?? {}, { uri, requestParameters });
    }
    const [fix] = examined(inventory).findings[0]?.fixes ?? [];
    const template = `${sets}#set($context.requestOverride.path = "${path}")$input.body`;
    expect(fix?.console.join()).toContain(template);
    expect(fix?.cloudFormation).toContain(JSON.stringify(template));
    expect(fix?.calls).toEqual([]);
  },
);
