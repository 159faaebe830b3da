import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { NO_EVIDENCE } from "../evidence.ts";
import { examine, type Examination } from "../examine.ts";
import type { Inventory } from "../inventory.ts";
import { TemplateError } from "./template-error.ts";
import { parseTemplateFile } from "./template-file.ts";
import { readTemplateInventory } from "./template-inventory.ts";

const FIXTURES = join(import.meta.dirname, "../../../tests/fixtures/templates");

function examined(inventory: Inventory): Examination {
  return examine(inventory, NO_EVIDENCE, {
    nowMs: Date.parse("2026-11-22T12:00:00Z"),
    codes: null,
  });
}

/** Code, address and the line of the file that is pointed at, of what is found at error level. */
function errorsOf(inventory: Inventory): string[][] {
  return examined(inventory)
    .findings.filter(({ severity }) => severity === "error")
    .map(({ code, resource: { location } }) => {
      const line = readFileSync(location.file, "utf8").split("\n")[location.line - 1] ?? "";
      return [code, location.address, line.slice(location.column - 1)];
    });
}

test("readTemplateInventory() finds the four failures of a CloudFormation template at their lines", async () => {
  expect(errorsOf(await readTemplateInventory(join(FIXTURES, "cloudformation.yaml")))).toEqual([
    ["PST101", "PlainIntegration", "PlainIntegration:"],
    ["PST105", "PlainGet", "Integration:"],
    ["PST201", "StrictBalancer", "StrictBalancer:"],
    ["PST302", "UndeployedStage", "UndeployedStage:"],
  ]);
});

test("readTemplateInventory() finds the four failures of a SAM template at their lines", async () => {
  expect(errorsOf(await readTemplateInventory(join(FIXTURES, "sam.yaml")))).toEqual([
    ["PST101", "PlainApi", "x-amazon-apigateway-integration:"],
    ["PST105", "RestApi", "x-amazon-apigateway-integration:"],
    ["PST201", "StrictBalancer", "StrictBalancer:"],
    ["PST302", "UndeployedStage", "UndeployedStage:"],
  ]);
});

test("readTemplateInventory() finds the four failures of a folder that the CDK synthesised", async () => {
  expect(errorsOf(await readTemplateInventory(join(FIXTURES, "cdk")))).toEqual([
    [
      "PST101",
      "PlainApiDefaultRouteAlb90EE9B6F",
      expect.stringContaining('"PlainApiDefaultRouteAlb90EE9B6F": {'),
    ],
    ["PST105", "PlainRestApipetsGET98F388B4", expect.stringContaining('"Integration": {')],
    ["PST201", "StrictBalancer515F1C1F", expect.stringContaining('"StrictBalancer515F1C1F": {')],
    ["PST302", expect.stringMatching(/^UndeployedApi/), expect.stringContaining("UndeployedApi")],
  ]);
});

test("readTemplateInventory() finds the four failures of a Terraform plan at their addresses", async () => {
  const plan = join(FIXTURES, "terraform-plan.json");
  expect(errorsOf(await readTemplateInventory(plan))).toEqual(
    [
      ["PST101", "aws_apigatewayv2_integration.plain"],
      ["PST105", "aws_api_gateway_integration.plain"],
      ["PST201", "aws_lb.strict"],
      ["PST302", "aws_apigatewayv2_stage.undeployed"],
    ].map(([code, address]) => [code, address, `"${address}",`]),
  );
});

test.for(["cloudformation.yaml", "sam.yaml", "cdk", "terraform-plan.json"])(
  "readTemplateInventory() leaves nothing of %s undecided and nothing unread",
  async (name) => {
    const inventory = await readTemplateInventory(join(FIXTURES, name));
    expect(inventory.unreadable).toEqual([]);
    expect(examined(inventory).undecided).toEqual([]);
  },
);

test("readTemplateInventory() takes texts, and values of parameters", async () => {
  const text = readFileSync(join(FIXTURES, "cloudformation.yaml"), "utf8");
  const inventory = await readTemplateInventory([{ path: "a/template.yaml", text }], {
    parameters: { DesyncMode: "monitor", ServerName: "pets.example.com" },
    region: "eu-west-1",
    account: "111122223333",
  });
  expect(inventory.source).toEqual({
    kind: "cloudformation",
    name: "template.yaml",
    region: "eu-west-1",
    account: "111122223333",
    isPostern: false,
  });
  const [, strict] = inventory.loadBalancers;
  expect(strict?.attributes["routing.http.desync_mitigation_mode"]).toBe("defensive");
  expect(inventory.certificates[0]?.names).toEqual(["pets.example.com"]);
  expect(inventory.subnets.map(({ subnet }) => subnet.AvailabilityZone)).toEqual([
    "eu-west-1a",
    "eu-west-1b",
  ]);
  expect(inventory.loadBalancers[0]?.arn).toMatch(
    /^arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer\/app\/GoodBalancer\/[0-9a-f]{16}$/,
  );
});

test("readTemplateInventory() reads the same template as JSON, with lines", async () => {
  const template: unknown = { Resources: { Link: { Type: "AWS::ApiGatewayV2::VpcLink" } } };
  const text = JSON.stringify(template, null, 2);
  const { vpcLinks } = await readTemplateInventory([{ path: "t.json", text }]);
  expect(vpcLinks[0]?.location).toEqual({ file: "t.json", line: 3, column: 5, address: "Link" });
});

test.for<[string, string, string]>([
  ["nothing", "", "Cannot read t.yaml:1:1: it holds no object"],
  ["a list", "- a", "Cannot read t.yaml:1:1: it holds no object"],
  ["broken YAML", "a: [1\nb: 2", "Cannot read t.yaml:2:1: "],
  ["another document", "a: 1", "Cannot read t.yaml:1:1: it is no CloudFormation template"],
  ["strange Resources", "Resources: [1]", "Cannot read t.yaml:1:1: its Resources are no object"],
  ["twice the same key", "Resources:\n  A: 1\n  A: 2", "Cannot read t.yaml:3:3: "],
])("readTemplateInventory() says where the problem is with %s", async ([, text, message]) => {
  const reading = readTemplateInventory([{ path: "t.yaml", text }]);
  await expect(reading).rejects.toThrow(TemplateError);
  await expect(readTemplateInventory([{ path: "t.yaml", text }])).rejects.toThrow(message);
});

test("readTemplateInventory() says so when a path leads nowhere, or to no file", async () => {
  await expect(readTemplateInventory("/nowhere/t.yaml")).rejects.toThrow(
    "Cannot read /nowhere/t.yaml: it cannot be opened (ENOENT)",
  );
  await expect(readTemplateInventory("/dev/null")).rejects.toThrow("it is no ordinary file");
  await expect(readTemplateInventory(import.meta.dirname)).rejects.toThrow(
    "the folder holds no *.template.json",
  );
});

/** Every object and list within a value, with the key of one of its entries. */
function* entriesOf(value: unknown): Generator<[Record<string, unknown>, string]> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, entry] of Object.entries(value)) {
    yield [value as Record<string, unknown>, key];
    yield* entriesOf(entry);
  }
}

const STRANGE: readonly unknown[] = [
  null,
  7,
  "text",
  [],
  {},
  [[null]],
  { Ref: "GoodListener" },
  { "Fn::Sub": 3 },
  { "Fn::GetAtt": "x" },
  { "Fn::Join": { a: 1 } },
  true,
  -1.5,
];

test.for(["sam.yaml", "cdk/Shop.template.json", "terraform-plan.json"])(
  "readTemplateInventory() takes values of the wrong type anywhere in %s",
  async (name) => {
    const path = join(FIXTURES, name);
    const original = parseTemplateFile({ path, text: readFileSync(path, "utf8") }).root;
    const places = [...entriesOf(original)].filter((_place, index) => index % 17 === 0);
    expect(places.length).toBeGreaterThan(20);
    for (const [index, [holder, key]] of places.entries()) {
      const kept = holder[key];
      holder[key] = STRANGE[index % STRANGE.length];
      const text = JSON.stringify(original);
      holder[key] = kept;
      const inventory = await readTemplateInventory([{ path: "t.json", text }]).catch(
        (error: unknown) => {
          if (error instanceof TemplateError) return null;
          throw new Error(`With ${key} as ${JSON.stringify(STRANGE[index % STRANGE.length])}`, {
            cause: error,
          });
        },
      );
      if (inventory !== null) examined(inventory);
    }
  },
);
