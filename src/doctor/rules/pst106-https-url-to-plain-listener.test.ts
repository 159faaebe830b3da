import { expect, test } from "vitest";
import {
  NLB_TARGET_GROUP_ARN,
  restApiOnNlb,
  type MutableInventory,
} from "../inventory-fixtures.ts";
import {
  addListenerLike,
  examineRule,
  first,
  foundBy,
  listenerOf,
  onlyFinding,
  restApiWith,
} from "../rule-fixtures.ts";
import { unresolved } from "../unresolved.ts";

const METHOD = "error r1s2t3u4v5/petsid0001/GET";

function onProtocol(Protocol: "HTTP" | "TCP"): MutableInventory {
  const inventory = restApiOnNlb();
  listenerOf(inventory).listener.Protocol = Protocol;
  return inventory;
}

function probed(speaks: "http" | "tls") {
  const targetGroupArn = NLB_TARGET_GROUP_ARN;
  return { probes: [{ targetGroupArn, target: "10.0.0.10:80", speaks, detail: "" }] };
}

test("PST106 names the method, and writes http with the listener's port", () => {
  const finding = onlyFinding(examineRule("PST106", onProtocol("HTTP")));
  expect(`${finding.severity} ${finding.resource.id}`).toBe(METHOD);
  expect(finding.fixes[0]?.calls[0]?.input["patchOperations"]).toEqual([
    { op: "replace", path: "/uri", value: "http://shop.example.com:443/pets" },
  ]);
});

test("PST106 offers a TLS listener of the same load balancer with the name", () => {
  const inventory = restApiOnNlb();
  addListenerLike(inventory, { Protocol: "TLS", Port: 8443 });
  listenerOf(inventory).listener.Protocol = "HTTP";
  const { fixes } = onlyFinding(examineRule("PST106", inventory));
  expect(fixes[1]?.calls[0]?.input["patchOperations"]).toEqual([
    { op: "replace", path: "/uri", value: "https://shop.example.com:8443/pets" },
  ]);
});

test("PST106 believes a probe of what stands behind a TCP listener", () => {
  expect(foundBy("PST106", onProtocol("TCP"), probed("http"))).toEqual([METHOD]);
  expect(foundBy("PST106", onProtocol("TCP"), probed("tls"))).toEqual([]);
});

test("PST106 cannot decide where nobody knows what the targets speak, or the URL", () => {
  const { findings, undecided } = examineRule("PST106", onProtocol("TCP"));
  expect([findings.length, undecided.length]).toEqual([0, 1]);
  const open = restApiWith((integration) => {
    integration.uri = `https://${unresolved("Ref Host")}/pets`;
  });
  const second = examineRule("PST106", open);
  expect([second.findings.length, second.undecided.length]).toEqual([0, 1]);
});

test("PST106 is silent on TLS listeners and on http URLs", () => {
  expect(foundBy("PST106", restApiOnNlb())).toEqual([]);
  const plain = restApiWith((integration) => {
    integration.uri = "http://shop.example.com:443/pets";
  });
  listenerOf(plain).listener.Protocol = "HTTP";
  expect(foundBy("PST106", plain)).toEqual([]);
});

test("PST106 says that the next deployment brings what is configured and not served", () => {
  const inventory = onProtocol("HTTP");
  const { deployed } = first(first(inventory.restApis).stages);
  if (deployed === null || deployed === "unreadable") throw new Error("Cannot read the stage");
  const integration = deployed.resources[1]?.resourceMethods?.["GET"]?.methodIntegration;
  if (integration !== undefined) integration.uri = "http://shop.example.com:443/pets";
  expect(onlyFinding(examineRule("PST106", inventory)).isPending).toBe(true);
});
