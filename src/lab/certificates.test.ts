import { X509Certificate, createPrivateKey } from "node:crypto";
import { expect, test } from "vitest";
import { createLabAuthority, type LabCertificate } from "./certificates.ts";

const authority = await createLabAuthority();
const root = new X509Certificate(authority.caPem);
const NAMES = ["shop.lab.internal", "*.shop.lab.internal"];

function leafOf({ leafPem }: LabCertificate): X509Certificate {
  return new X509Certificate(leafPem);
}

test("issue() makes a good certificate that leads to the root by the intermediate in its chain", async () => {
  const good = await authority.issue("good", NAMES);
  const leaf = leafOf(good);
  const intermediate = new X509Certificate(good.chainPem);
  expect(leaf.checkIssued(intermediate) && leaf.verify(intermediate.publicKey)).toBe(true);
  expect(intermediate.checkIssued(root) && intermediate.verify(root.publicKey)).toBe(true);
  expect(intermediate.ca).toBe(true);
  expect(leaf.ca).toBe(false);
  expect(leaf.checkHost("shop.lab.internal")).toBe("shop.lab.internal");
  expect(leaf.checkHost("a.shop.lab.internal")).toBe("*.shop.lab.internal");
  expect(leaf.checkHost("lab.internal")).toBeUndefined();
  expect(leaf.checkPrivateKey(createPrivateKey(good.keyPem))).toBe(true);
});

test("issue() leaves the intermediate out where that is asked for", async () => {
  const certificate = await authority.issue("missing-intermediate", NAMES);
  expect(certificate.chainPem).toBe("");
  expect(leafOf(certificate).checkIssued(root)).toBe(false);
});

test("issue() lets a certificate sign itself", async () => {
  const leaf = leafOf(await authority.issue("self-signed", NAMES));
  expect(leaf.issuer).toBe(leaf.subject);
  expect(leaf.verify(leaf.publicKey)).toBe(true);
});

test("issue() signs with an authority that is not the root", async () => {
  const certificate = await authority.issue("unknown-authority", NAMES);
  const leaf = leafOf(certificate);
  expect(certificate.chainPem).toBe("");
  expect(leaf.issuer).not.toBe(root.subject);
  expect(leaf.verify(root.publicKey)).toBe(false);
});

test("issue() makes certificates whose time is over, has not come, or ends in seconds", async () => {
  const now = Date.now();
  const expired = await authority.issue("expired", NAMES);
  expect(Date.parse(leafOf(expired).validTo)).toBeLessThan(now);
  const later = await authority.issue("not-yet-valid", NAMES);
  expect(Date.parse(leafOf(later).validFrom)).toBeGreaterThan(now);
  const soon = await authority.issue("expires-soon", NAMES);
  expect(Date.parse(leafOf(soon).validFrom)).toBeLessThan(now);
  expect(soon.notAfter.getTime()).toBe(Date.parse(leafOf(soon).validTo));
  expect(soon.notAfter.getTime() - now).toBeLessThan(10_000);
});

test("issue() bears a name that is longer than a common name may be", async () => {
  const long = `internal-${"a".repeat(50)}.us-east-1.elb.amazonaws.com`;
  const leaf = leafOf(await authority.issue("good", [long]));
  expect(leaf.checkHost(long)).toBe(long);
});
