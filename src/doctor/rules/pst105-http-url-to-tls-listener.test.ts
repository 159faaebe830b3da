import { expect, test } from "vitest";
import { restApiOnNlb, type MutableInventory } from "../inventory-fixtures.ts";
import {
  examineRule,
  first,
  foundBy,
  httpApiWith,
  listenerOf,
  onlyFinding,
  restApiWith,
} from "../rule-fixtures.ts";
import { unresolved } from "../unresolved.ts";

function withUri(uri: string): MutableInventory {
  return restApiWith((integration) => {
    integration.uri = uri;
  });
}

function fixedUri(uri: string): unknown {
  const finding = onlyFinding(examineRule("PST105", withUri(uri)));
  return finding.fixes[0]?.calls[0]?.input["patchOperations"];
}

test("PST105 names the method and writes https with a name on the certificate, then deploys", () => {
  const finding = onlyFinding(examineRule("PST105", withUri("http://shop.example.com:443/pets")));
  expect([finding.severity, finding.resource.id]).toEqual(["error", "r1s2t3u4v5/petsid0001/GET"]);
  const identity = { restApiId: "r1s2t3u4v5", resourceId: "petsid0001", httpMethod: "GET" };
  const patch = (value: string) => ({
    ...identity,
    patchOperations: [{ op: "replace", path: "/uri", value }],
  });
  expect(finding.fixes[0]?.calls).toEqual([
    {
      service: "apigateway",
      operation: "UpdateIntegration",
      input: patch("https://shop.example.com/pets"),
      undo: {
        operation: "UpdateIntegration",
        input: patch("http://shop.example.com:443/pets"),
      },
    },
  ]);
  expect(finding.fixes[0]?.deploys).toEqual([
    { apiType: "rest", apiId: "r1s2t3u4v5", stageName: "prod" },
  ]);
});

test("PST105 takes a name of the certificate where the host is none, and keeps the path", () => {
  expect(fixedUri("http://10.0.0.1:443/pets/{id}?x=${stageVariables.x}")).toEqual([
    {
      op: "replace",
      path: "/uri",
      value: "https://shop.example.com/pets/{id}?x=${stageVariables.x}",
    },
  ]);
});

test("PST105 makes no call where the host comes from a stage variable", () => {
  const inventory = withUri("http://${stageVariables.host}/pets");
  first(first(inventory.restApis).stages).stage.variables = { host: "shop.example.com:443" };
  const [fix] = onlyFinding(examineRule("PST105", inventory)).fixes;
  expect(fix?.calls).toEqual([]);
  expect(fix?.title).toContain("stage variable");
});

test("PST105 is silent on https, on a plain listener and on a port without listener", () => {
  expect(foundBy("PST105", restApiOnNlb())).toEqual([]);
  const plain = withUri("http://shop.example.com:443/pets");
  listenerOf(plain).listener.Protocol = "TCP";
  expect(foundBy("PST105", plain)).toEqual([]);
  expect(foundBy("PST105", withUri("http://shop.example.com/pets"))).toEqual([]);
});

test("PST105 leaves the name on the certificate to itself: PST107 does not speak too", () => {
  expect(foundBy("PST107", withUri("http://other.example.com:443/pets"))).toEqual([]);
});

test("PST105 cannot decide where URL or protocol are not known", () => {
  const open = examineRule("PST105", withUri(`http://${unresolved("Ref Host")}/pets`));
  expect([open.findings.length, open.undecided.length]).toEqual([0, 1]);
  const inventory = withUri("http://shop.example.com:443/pets");
  listenerOf(inventory).listener.Protocol = unresolved("Ref Protocol") as "TLS";
  const { findings, undecided } = examineRule("PST105", inventory);
  expect([findings.length, undecided.length]).toEqual([0, 1]);
});

test("PST105 looks at what a stage serves, and says what the next deployment mends or brings", () => {
  const inventory = withUri("http://shop.example.com:443/pets");
  const resource = first(inventory.restApis).resources[1];
  const integration = resource?.resourceMethods?.["GET"]?.methodIntegration;
  if (integration !== undefined) integration.uri = "https://shop.example.com/pets";
  expect(onlyFinding(examineRule("PST105", inventory)).mendedBy?.deploys).toEqual([
    { apiType: "rest", apiId: "r1s2t3u4v5", stageName: "prod" },
  ]);
});

test("PST105 looks at public integrations of HTTP APIs that name a load balancer", () => {
  const inventory = httpApiWith((integration) => {
    delete integration.TlsConfig;
    delete integration.ConnectionId;
    integration.ConnectionType = "INTERNET";
    integration.IntegrationUri =
      "http://internal-shop-1234567890.eu-central-1.elb.amazonaws.com:443/";
  });
  expect(foundBy("PST105", inventory)).toEqual(["error a1b2c3d4e5/i1abcde"]);
});
