import type { CertificateDetail } from "@aws-sdk/client-acm";
import { expect, test } from "vitest";
import { certificateItem, joinedPem } from "./certificate-item.ts";
import { ChainTrust } from "./chain-trust.ts";
import { issueChainLink } from "./source-fixtures.ts";

const NOW_MS = Date.parse("2026-06-01T00:00:00Z");

function judged(certificate: CertificateDetail, chainPem: string, isAmazon: boolean) {
  const trust = new ChainTrust([], () => []);
  return certificateItem({ certificate, chainPem }, { trust, nowMs: NOW_MS, isAmazon });
}

test("certificateItem() trusts on AWS what ACM issued, while it is valid", () => {
  const issued: CertificateDetail = {
    CertificateArn: "arn:certificate",
    DomainName: "shop.example.com",
    SubjectAlternativeNames: ["shop.example.com", "www.example.com"],
    Type: "AMAZON_ISSUED",
    Status: "ISSUED",
    NotBefore: new Date("2026-01-01T00:00:00Z"),
    NotAfter: new Date("2026-12-31T00:00:00Z"),
  };
  expect(judged(issued, "", true)).toMatchObject({
    arn: "arn:certificate",
    names: ["shop.example.com", "www.example.com"],
    isTrusted: true,
    distrust: "",
  });
  const expired = { ...issued, NotAfter: new Date("2026-05-01T00:00:00Z") };
  expect(judged(expired, "", true)).toMatchObject({
    isTrusted: false,
    distrust: "it expired on 2026-05-01T00:00:00.000Z",
  });
  expect(judged({ ...issued, Status: "PENDING_VALIDATION" }, "", true).isTrusted).toBeNull();
});

test("certificateItem() looks at the chain of everything else", async () => {
  const self = await issueChainLink({ name: "self.example.com" });
  const certificate: CertificateDetail = { DomainName: "self.example.com", Type: "IMPORTED" };
  expect(judged(certificate, self.pem, true).distrust).toBe("it is self-signed");
  const issued: CertificateDetail = { ...certificate, Type: "AMAZON_ISSUED", Status: "ISSUED" };
  expect(judged(issued, self.pem, false).isTrusted).toBe(false);
  expect(judged(certificate, "", true).isTrusted).toBeNull();
});

test("certificateItem() says that a private authority is not publicly trusted", () => {
  const { isTrusted, distrust } = judged({ Type: "PRIVATE", Status: "ISSUED" }, "", true);
  expect(isTrusted).toBe(false);
  expect(distrust).toContain("AWS Private CA");
});

test("joinedPem() puts a line's end after each certificate, and nothing for none", () => {
  expect(joinedPem("A\n\n", undefined, "", "B")).toBe("A\nB\n");
  expect(joinedPem()).toBe("");
});
