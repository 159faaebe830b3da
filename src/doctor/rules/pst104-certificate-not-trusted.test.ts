import { expect, test } from "vitest";
import {
  CERTIFICATE_ARN,
  httpApiOnAlb,
  restApiOnNlb,
  type MutableInventory,
} from "../inventory-fixtures.ts";
import {
  addCertificate,
  examineRule,
  first,
  foundBy,
  listenerOf,
  onlyFinding,
  restApiWith,
} from "../rule-fixtures.ts";

const FOUND = [`error ${CERTIFICATE_ARN}`];

function untrusted(inventory: MutableInventory): MutableInventory {
  const certificate = first(inventory.certificates);
  certificate.isTrusted = false;
  certificate.distrust = "self-signed";
  certificate.certificate.Type = "IMPORTED";
  return inventory;
}

function skipping(): MutableInventory {
  return restApiWith((integration) => {
    integration.tlsConfig = { insecureSkipVerification: true };
  });
}

test("PST104 tells of a self-signed certificate and of all integrations that meet it", () => {
  const { title, seen } = onlyFinding(examineRule("PST104", untrusted(httpApiOnAlb())));
  expect(title).toContain(
    "shop.example.com that HTTPS:443 of shop presents is not trusted: self-signed",
  );
  expect(seen["integrations"]).toEqual(["integration i1abcde of HTTP API shop (a1b2c3d4e5)"]);
});

test.for([
  ["NotAfter", new Date("2026-11-22T11:59:59Z"), "expired on 2026-11-22T11:59:59.000Z"],
  ["NotBefore", new Date("2026-11-22T12:00:01Z"), "not valid before 2026-11-22T12:00:01.000Z"],
] as const)("PST104 tells of a certificate out of its days by %s", ([member, date, what]) => {
  const inventory = httpApiOnAlb();
  first(inventory.certificates).certificate[member] = date;
  expect(onlyFinding(examineRule("PST104", inventory)).seen["not taken because"]).toBe(what);
});

test("PST104 passes over the issuer, and not over the days, where verification is skipped", () => {
  expect(foundBy("PST104", untrusted(restApiOnNlb()))).toEqual(FOUND);
  const inventory = untrusted(skipping());
  expect(foundBy("PST104", inventory)).toEqual([]);
  first(inventory.certificates).certificate.NotAfter = new Date("2026-01-02T00:00:00Z");
  expect(foundBy("PST104", inventory)).toEqual(FOUND);
});

test("PST104 is silent on healthy stacks and where the gateway speaks plain HTTP", () => {
  expect(foundBy("PST104", httpApiOnAlb())).toEqual([]);
  expect(foundBy("PST104", restApiOnNlb())).toEqual([]);
  const plain = restApiWith((integration) => {
    integration.uri = "http://shop.example.com:443/pets";
  });
  expect(foundBy("PST104", untrusted(plain))).toEqual([]);
});

test("PST104 looks at the certificate that is presented for the name, not at others", () => {
  const inventory = untrusted(httpApiOnAlb());
  const good = addCertificate(inventory, ["shop.example.com"]);
  const added = inventory.certificates.find(({ arn }) => arn === good);
  if (added !== undefined) {
    added.isTrusted = true;
    added.certificate.KeyAlgorithm = "EC_prime256v1";
  }
  listenerOf(inventory).certificateArns.push(good);
  expect(foundBy("PST104", inventory)).toEqual([]);
});

test("PST104 cannot decide about an imported certificate whose chain nobody read", () => {
  const inventory = httpApiOnAlb();
  const certificate = first(inventory.certificates);
  certificate.isTrusted = null;
  expect(examineRule("PST104", inventory).undecided).toEqual([]);
  certificate.certificate.Type = "IMPORTED";
  const { findings, undecided } = examineRule("PST104", inventory);
  expect([findings, undecided.map(({ resource }) => resource.id)]).toEqual([[], [CERTIFICATE_ARN]]);
  certificate.certificate.Type = "PRIVATE";
  expect(foundBy("PST104", inventory)).toEqual(FOUND);
});

test("PST104 lets the listener present a trusted certificate of that name where there is one", () => {
  const inventory = untrusted(httpApiOnAlb());
  const arn = addCertificate(inventory, ["*.example.com"]);
  const added = inventory.certificates.find((one) => one.arn === arn);
  if (added !== undefined) added.isTrusted = true;
  if (added !== undefined) added.certificate.Type = "AMAZON_ISSUED";
  const [fix] = onlyFinding(examineRule("PST104", inventory)).fixes;
  const ListenerArn = listenerOf(inventory).arn;
  expect(fix?.calls).toEqual([
    {
      service: "elbv2",
      operation: "ModifyListener",
      input: { ListenerArn, Certificates: [{ CertificateArn: arn }] },
      undo: {
        operation: "ModifyListener",
        input: { ListenerArn, Certificates: [{ CertificateArn: CERTIFICATE_ARN }] },
      },
    },
  ]);
});

test("PST104 takes any issuer only for REST APIs and only when asked", () => {
  const [fix] = onlyFinding(examineRule("PST104", untrusted(restApiOnNlb()))).fixes;
  expect(fix?.onlyWhenAsked).toBe(true);
  expect(fix?.calls[0]?.input).toEqual({
    restApiId: "r1s2t3u4v5",
    resourceId: "petsid0001",
    httpMethod: "GET",
    patchOperations: [
      { op: "replace", path: "/tlsConfig/insecureSkipVerification", value: "true" },
    ],
  });
  expect(fix?.deploys).toEqual([{ apiType: "rest", apiId: "r1s2t3u4v5", stageName: "prod" }]);
  const http = onlyFinding(examineRule("PST104", untrusted(httpApiOnAlb()))).fixes;
  expect(http.flatMap(({ calls }) => calls)).toEqual([]);
});
