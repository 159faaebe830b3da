import { expect, test } from "vitest";
import { ALB_LISTENER_ARN, ALB_TARGET_GROUP_ARN, httpApiOnAlb } from "../inventory-fixtures.ts";
import {
  addListenerLike,
  examineRule,
  first,
  foundBy,
  httpApiWith,
  listenerOf,
  onlyFinding,
} from "../rule-fixtures.ts";
import type { MutableInventory } from "../inventory-fixtures.ts";
import { unresolved } from "../unresolved.ts";

const INTEGRATION = "a1b2c3d4e5/i1abcde";

function onProtocol(Protocol: "HTTP" | "TCP"): MutableInventory {
  const inventory = httpApiOnAlb();
  listenerOf(inventory).listener.Protocol = Protocol;
  return inventory;
}

function behindTcp(HealthCheckProtocol: "HTTP" | "HTTPS" | "TCP"): MutableInventory {
  const inventory = onProtocol("TCP");
  const { targetGroup } = first(inventory.targetGroups);
  targetGroup.Protocol = "TCP";
  targetGroup.HealthCheckProtocol = HealthCheckProtocol;
  return inventory;
}

test("PST102 names the integration that speaks TLS to an HTTP listener and takes the TLS off", () => {
  const finding = onlyFinding(examineRule("PST102", onProtocol("HTTP")));
  expect([finding.severity, finding.resource.id]).toEqual(["error", INTEGRATION]);
  expect(finding.fixes[0]?.calls).toEqual([
    {
      service: "apigatewayv2",
      operation: "UpdateIntegration",
      input: {
        ApiId: "a1b2c3d4e5",
        IntegrationId: "i1abcde",
        TlsConfig: { ServerNameToVerify: "" },
      },
      undo: {
        operation: "UpdateIntegration",
        input: {
          ApiId: "a1b2c3d4e5",
          IntegrationId: "i1abcde",
          TlsConfig: { ServerNameToVerify: "shop.example.com" },
        },
      },
    },
  ]);
});

test("PST102 offers a TLS listener of the same load balancer whose certificate bears the name", () => {
  const inventory = httpApiOnAlb();
  const other = addListenerLike(inventory, { Protocol: "HTTPS", Port: 8443 });
  listenerOf(inventory).listener.Protocol = "HTTP";
  const { fixes } = onlyFinding(examineRule("PST102", inventory));
  expect(fixes.map(({ calls }) => calls[0]?.input["IntegrationUri"])).toEqual([undefined, other]);
  expect(fixes[1]?.calls[0]?.undo?.input["IntegrationUri"]).toBe(ALB_LISTENER_ARN);
});

test("PST102 is silent where the listener speaks TLS and where the integration does not", () => {
  expect(foundBy("PST102", httpApiOnAlb())).toEqual([]);
  const plain = httpApiWith((integration) => delete integration.TlsConfig);
  listenerOf(plain).listener.Protocol = "HTTP";
  expect(foundBy("PST102", plain)).toEqual([]);
});

test("PST102 looks behind a TCP listener at what passes health checks", () => {
  expect(foundBy("PST102", behindTcp("HTTP"))).toEqual([`error ${INTEGRATION}`]);
  expect(foundBy("PST102", behindTcp("HTTPS"))).toEqual([]);
  const { findings, undecided } = examineRule("PST102", behindTcp("TCP"));
  expect(findings).toEqual([]);
  expect(undecided.map(({ resource }) => resource.id)).toEqual([INTEGRATION]);
});

test("PST102 does not take a health check for proof that takes 400 for success", () => {
  const inventory = behindTcp("HTTP");
  first(inventory.targetGroups).targetGroup.Matcher = { HttpCode: "200-499" };
  expect(foundBy("PST102", inventory)).toEqual([]);
});

test.for([
  ["http", [`error ${INTEGRATION}`]],
  ["tls", []],
  ["refused", []],
] as const)("PST102 believes a probe that found %s behind a TCP listener", ([speaks, found]) => {
  const probe = {
    targetGroupArn: ALB_TARGET_GROUP_ARN,
    target: "10.0.0.10:80",
    speaks,
    detail: "",
  };
  expect(foundBy("PST102", behindTcp("TCP"), { probes: [probe] })).toEqual(found);
});

test("PST102 says that it cannot decide where the protocol is not known", () => {
  const inventory = httpApiOnAlb();
  listenerOf(inventory).listener.Protocol = unresolved("Ref Protocol") as "HTTP";
  const { findings, undecided } = examineRule("PST102", inventory);
  expect([findings.length, undecided.length]).toEqual([0, 1]);
});

test("PST102 says that a deployment mends it where the name is taken off already", () => {
  const inventory = onProtocol("HTTP");
  delete first(first(inventory.httpApis).integrations).TlsConfig;
  expect(onlyFinding(examineRule("PST102", inventory)).mendedBy?.code).toBe("PST301");
});
