import { expect, test } from "vitest";
import { httpApiOnAlb, type MutableInventory } from "../inventory-fixtures.ts";
import {
  addCertificate,
  examineRule,
  first,
  foundBy,
  httpApiWith,
  listenerOf,
  onlyFinding,
} from "../rule-fixtures.ts";
import { unresolved } from "../unresolved.ts";

const OWN_NAME = "internal-shop-1234567890.eu-central-1.elb.amazonaws.com";

function withServerName(name: string): MutableInventory {
  return httpApiWith((integration) => {
    integration.TlsConfig = { ServerNameToVerify: name };
  });
}

test("PST103 names the integration and puts a name of the certificate in", () => {
  const finding = onlyFinding(examineRule("PST103", withServerName("other.example.com")));
  expect([finding.severity, finding.resource.id]).toEqual(["error", "a1b2c3d4e5/i1abcde"]);
  expect(finding.fixes[0]?.calls[0]?.input["TlsConfig"]).toEqual({
    ServerNameToVerify: "shop.example.com",
  });
  expect(finding.fixes[0]?.calls[0]?.undo?.input["TlsConfig"]).toEqual({
    ServerNameToVerify: "other.example.com",
  });
});

test("PST103 says when the name is the load balancer's own", () => {
  const { seen, why } = onlyFinding(examineRule("PST103", withServerName(OWN_NAME)));
  expect(seen["is the load balancer's own DNS name"]).toBe(true);
  expect(why).toContain("The load balancer's own DNS name is on a certificate only where");
  const other = onlyFinding(examineRule("PST103", withServerName("other.example.com")));
  expect(other.seen["is the load balancer's own DNS name"]).toBe(false);
});

test("PST103 is silent where the load balancer's own name is on the certificate", () => {
  const inventory = withServerName(OWN_NAME);
  first(inventory.certificates).names.push(OWN_NAME);
  expect(foundBy("PST103", inventory)).toEqual([]);
});

test("PST103 finds the name on a further certificate of the listener", () => {
  const inventory = withServerName("api.example.com");
  const arn = addCertificate(inventory, ["api.example.com"]);
  expect(foundBy("PST103", inventory)).toHaveLength(1);
  listenerOf(inventory).certificateArns.push(arn);
  expect(foundBy("PST103", inventory)).toEqual([]);
});

test.for([
  ["a.example.com", 0],
  ["A.EXAMPLE.COM", 0],
  ["a.b.example.com", 1],
  ["example.com", 1],
] as const)("PST103 holds %s against *.example.com: %i findings", ([name, count]) => {
  const inventory = withServerName(name);
  first(inventory.certificates).names = ["*.example.com"];
  expect(foundBy("PST103", inventory)).toHaveLength(count);
});

test("PST103 is silent on the healthy stack, without TLS, and on a plain listener", () => {
  expect(foundBy("PST103", httpApiOnAlb())).toEqual([]);
  expect(
    foundBy(
      "PST103",
      httpApiWith((one) => delete one.TlsConfig),
    ),
  ).toEqual([]);
  const plain = withServerName("other.example.com");
  listenerOf(plain).listener.Protocol = "HTTP";
  expect(foundBy("PST103", plain)).toEqual([]);
});

test("PST103 cannot decide with a name or a certificate that is not known", () => {
  const openName = examineRule("PST103", withServerName(unresolved("Ref Name")));
  expect([openName.findings.length, openName.undecided.length]).toEqual([0, 1]);
  const inventory = withServerName("other.example.com");
  listenerOf(inventory).certificateArns.push(unresolved("Ref Certificate"));
  const openCertificate = examineRule("PST103", inventory);
  expect([openCertificate.findings.length, openCertificate.undecided.length]).toEqual([0, 1]);
});

test("PST103 needs no other certificate where a known one bears the name", () => {
  const inventory = httpApiOnAlb();
  listenerOf(inventory).certificateArns.push(unresolved("Ref Certificate"));
  const { findings, undecided } = examineRule("PST103", inventory);
  expect([findings, undecided]).toEqual([[], []]);
});

test("PST103 writes a name of a certificate into commands and files as a text, whatever it is", () => {
  const inventory = withServerName("other.example.com");
  first(inventory.certificates).names = ["a'$(id)\".example.com"];
  const [fix] = onlyFinding(examineRule("PST103", inventory)).fixes;
  expect(fix?.cli[0]).toMatch(/ServerNameToVerify='a'\\''\$\(id\)"\.example\.com'$/);
  expect(fix?.cloudFormation).toContain('ServerNameToVerify: "a\'$(id)\\".example.com"');
});
