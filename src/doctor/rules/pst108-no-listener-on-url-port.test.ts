import { expect, test } from "vitest";
import { restApiOnNlb, type MutableInventory } from "../inventory-fixtures.ts";
import {
  addListenerLike,
  examineRule,
  first,
  foundBy,
  listenerOf,
  onlyFinding,
  restApiWith,
} from "../rule-fixtures.ts";

const METHOD = "error r1s2t3u4v5/petsid0001/GET";

function withUri(uri: string): MutableInventory {
  return restApiWith((integration) => {
    integration.uri = uri;
  });
}

test("PST108 names the ports there are, and uses the listener's", () => {
  const inventory = withUri("https://shop.example.com:8443/pets");
  const finding = onlyFinding(examineRule("PST108", inventory));
  expect(`${finding.severity} ${finding.resource.id}`).toBe(METHOD);
  expect(finding.seen["listeners"]).toEqual(["TLS:443"]);
  expect(finding.fixes[0]?.calls[0]?.input["patchOperations"]).toEqual([
    { op: "replace", path: "/uri", value: "https://shop.example.com/pets" },
  ]);
});

test("PST108 changes the scheme with the port where the listener speaks the other protocol", () => {
  const [fix] = onlyFinding(examineRule("PST108", withUri("http://10.0.0.1/pets"))).fixes;
  expect(fix?.calls[0]?.input["patchOperations"]).toEqual([
    { op: "replace", path: "/uri", value: "https://shop.example.com/pets" },
  ]);
});

test("PST108 prefers a listener that speaks what the URL says", () => {
  const inventory = withUri("http://shop.example.com:8080/pets");
  addListenerLike(inventory, { Protocol: "TCP", Port: 80 });
  const { fixes } = onlyFinding(examineRule("PST108", inventory));
  expect(fixes[0]?.calls[0]?.input["patchOperations"]).toEqual([
    { op: "replace", path: "/uri", value: "http://shop.example.com/pets" },
  ]);
});

test("PST108 says so where the load balancer has no listener at all", () => {
  const inventory = restApiOnNlb();
  inventory.listeners = [];
  const { title, fixes } = onlyFinding(examineRule("PST108", inventory));
  expect(title).toContain("it has no listener at all");
  expect(fixes.flatMap(({ calls }) => calls)).toEqual([]);
});

test("PST108 is silent where a listener has the port, and where the load balancer is gone", () => {
  expect(foundBy("PST108", restApiOnNlb())).toEqual([]);
  const gone = withUri("https://shop.example.com:8443/pets");
  gone.loadBalancers = [];
  expect(foundBy("PST108", gone)).toEqual([]);
});

test("PST108 cannot decide where listeners could not be read or have no known port", () => {
  const unread = withUri("https://shop.example.com:8443/pets");
  unread.unreadable.push({ what: "listeners of pets", part: "listeners", why: "AccessDenied" });
  const first_ = examineRule("PST108", unread);
  expect([first_.findings.length, first_.undecided.length]).toEqual([0, 1]);
  const open = withUri("https://shop.example.com:8443/pets");
  delete listenerOf(open).listener.Port;
  const second = examineRule("PST108", open);
  expect([second.findings.length, second.undecided.length]).toEqual([0, 1]);
});

test("PST108 cannot decide about a template that knows no listener of the load balancer", () => {
  const inventory = restApiOnNlb();
  inventory.listeners = [];
  inventory.source = { ...inventory.source, kind: "cloudformation", name: "template.yaml" };
  const { findings, undecided } = examineRule("PST108", inventory);
  expect([findings.length, undecided.length]).toEqual([0, 1]);
});

test("PST108 says that the next deployment brings a port that is configured and not served", () => {
  const inventory = restApiOnNlb();
  const integration = first(inventory.restApis).resources[1]?.resourceMethods?.["GET"]
    ?.methodIntegration;
  if (integration !== undefined) integration.uri = "https://shop.example.com:8443/pets";
  expect(onlyFinding(examineRule("PST108", inventory)).isPending).toBe(true);
});
