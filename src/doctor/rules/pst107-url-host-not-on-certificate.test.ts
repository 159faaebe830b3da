import { expect, test } from "vitest";
import { NLB_ARN, restApiOnNlb, type MutableInventory } from "../inventory-fixtures.ts";
import {
  examineRule,
  first,
  foundBy,
  listenerOf,
  onlyFinding,
  restApiWith,
} from "../rule-fixtures.ts";
import { unresolved } from "../unresolved.ts";

const OWN_NAME = "pets-5a1b2c3d4e5f6071.elb.eu-central-1.amazonaws.com";

function withUri(uri: string): MutableInventory {
  return restApiWith((integration) => {
    integration.uri = uri;
  });
}

test("PST107 names the method and puts a name of the certificate into the URL", () => {
  const finding = onlyFinding(examineRule("PST107", withUri(`https://${OWN_NAME}/pets`)));
  expect([finding.severity, finding.resource.id]).toEqual(["error", "r1s2t3u4v5/petsid0001/GET"]);
  expect(finding.seen["is the load balancer's own DNS name"]).toBe(true);
  expect(finding.fixes[0]?.calls[0]?.input["patchOperations"]).toEqual([
    { op: "replace", path: "/uri", value: "https://shop.example.com/pets" },
  ]);
});

test("PST107 speaks of the name too where the issuer is not verified", () => {
  const inventory = restApiWith((integration) => {
    integration.uri = "https://other.example.com/pets";
    integration.tlsConfig = { insecureSkipVerification: true };
  });
  const { why } = onlyFinding(examineRule("PST107", inventory));
  expect(why).toContain("insecureSkipVerification passes over the issuer, not over the name");
});

test("PST107 is silent on names that the certificate bears and on plain listeners", () => {
  expect(foundBy("PST107", restApiOnNlb())).toEqual([]);
  const wildcard = withUri("https://a.example.com/pets");
  first(wildcard.certificates).names = ["*.example.com"];
  expect(foundBy("PST107", wildcard)).toEqual([]);
  const plain = withUri("https://other.example.com/pets");
  listenerOf(plain).listener.Protocol = "TCP";
  expect(foundBy("PST107", plain)).toEqual([]);
});

test("PST107 cannot decide where the certificate or the host are not known", () => {
  const inventory = withUri("https://other.example.com/pets");
  listenerOf(inventory).certificateArns = [unresolved("Ref Certificate")];
  const first_ = examineRule("PST107", inventory);
  expect([first_.findings.length, first_.undecided.length]).toEqual([0, 1]);
  const open = examineRule("PST107", withUri(`https://${unresolved("Ref Host")}/pets`));
  expect([open.findings.length, open.undecided.length]).toEqual([0, 1]);
});

test("PST107 leaves a public URL's host to people", () => {
  const inventory = restApiWith((integration) => {
    integration.connectionType = "INTERNET";
    delete integration.connectionId;
    integration.uri = `https://${OWN_NAME}/pets`;
  });
  expect(first(inventory.loadBalancers).arn).toBe(NLB_ARN);
  expect(onlyFinding(examineRule("PST107", inventory)).fixes[0]?.calls).toEqual([]);
});
