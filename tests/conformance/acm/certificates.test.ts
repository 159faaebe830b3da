// ACM through the real SDK client. Expected shapes follow the ACM API reference
// (https://docs.aws.amazon.com/acm/latest/APIReference/); there is no account to record from.
import { X509Certificate } from "node:crypto";
import {
  ACMClient,
  AddTagsToCertificateCommand,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  ExportCertificateCommand,
  GetCertificateCommand,
  ImportCertificateCommand,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
  RemoveTagsFromCertificateCommand,
  RequestCertificateCommand,
} from "@aws-sdk/client-acm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCertificateAuthority } from "../../../src/services/acm/certificate-authority.ts";
import type { IssuedCertificate } from "../../../src/services/acm/local-authority.ts";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

let server: ControlPlaneServer;
let acm: ACMClient;
let foreign: IssuedCertificate;
let otherForeign: IssuedCertificate;

beforeAll(async () => {
  server = await startControlPlaneServer();
  acm = new ACMClient(server.clientConfig);
  const storage = { load: () => undefined, save: () => {} };
  foreign = await createCertificateAuthority(storage).issue(["in.example"], "EC_prime256v1");
  otherForeign = await createCertificateAuthority(storage).issue(["x.example"], "EC_prime256v1");
});

afterAll(async () => {
  acm.destroy();
  await server.close();
});

function importOf(issued: IssuedCertificate, over: { key?: string; chain?: string } = {}) {
  return new ImportCertificateCommand({
    Certificate: Buffer.from(issued.certificatePem),
    PrivateKey: Buffer.from(over.key ?? issued.privateKeyPem),
    CertificateChain: Buffer.from(over.chain ?? issued.chainPem),
  });
}

test("RequestCertificate issues at once, for any name, with a chain that verifies", async () => {
  const { CertificateArn } = await acm.send(
    new RequestCertificateCommand({
      DomainName: "*.internal.example",
      SubjectAlternativeNames: ["internal.example"],
      ValidationMethod: "DNS",
    }),
  );
  expect(CertificateArn).toMatch(/^arn:aws:acm:us-east-1:000000000000:certificate\/[0-9a-f-]{36}$/);
  const { Certificate: detail } = await acm.send(
    new DescribeCertificateCommand({ CertificateArn }),
  );
  expect(detail).toMatchObject({
    DomainName: "*.internal.example",
    SubjectAlternativeNames: ["*.internal.example", "internal.example"],
    Status: "ISSUED",
    Type: "AMAZON_ISSUED",
    KeyAlgorithm: "RSA_2048",
    SignatureAlgorithm: "SHA256WITHECDSA",
    InUseBy: [],
    Subject: "CN=*.internal.example",
  });
  expect(detail?.DomainValidationOptions?.[0]).toMatchObject({
    ValidationStatus: "SUCCESS",
    ResourceRecord: { Type: "CNAME" },
  });
  const { Certificate = "", CertificateChain = "" } = await acm.send(
    new GetCertificateCommand({ CertificateArn }),
  );
  const leaf = new X509Certificate(Certificate);
  const root = new X509Certificate(CertificateChain);
  expect(leaf.verify(root.publicKey)).toBe(true);
  expect(leaf.subjectAltName).toBe("DNS:*.internal.example, DNS:internal.example");
});

test("RequestCertificate with the same token returns the same certificate", async () => {
  const input = { DomainName: "once.example", IdempotencyToken: "token" };
  const first = await acm.send(new RequestCertificateCommand(input));
  const second = await acm.send(new RequestCertificateCommand(input));
  const other = await acm.send(new RequestCertificateCommand({ DomainName: "once.example" }));
  expect(second.CertificateArn).toBe(first.CertificateArn);
  expect(other.CertificateArn).not.toBe(first.CertificateArn);
});

test.for(["no-dot", "-a.example", "a..example", "a b.example"])(
  "RequestCertificate refuses the name %j",
  async (name) => {
    const requesting = acm.send(new RequestCertificateCommand({ DomainName: name }));
    await expect(requesting).rejects.toMatchObject({ name: "ValidationException" });
  },
);

test("ImportCertificate takes a PEM chain and describes what is in it", async () => {
  const { CertificateArn } = await acm.send(importOf(foreign));
  const { Certificate } = await acm.send(new DescribeCertificateCommand({ CertificateArn }));
  expect(Certificate).toMatchObject({
    DomainName: "in.example",
    Type: "IMPORTED",
    Status: "ISSUED",
    KeyAlgorithm: "EC_prime256v1",
    Issuer: "Postern",
  });
  const again = importOf(foreign);
  again.input.CertificateArn = CertificateArn;
  expect((await acm.send(again)).CertificateArn).toBe(CertificateArn);
});

test("ImportCertificate refuses what does not fit together", async () => {
  const wrongKey = acm.send(importOf(foreign, { key: otherForeign.privateKeyPem }));
  await expect(wrongKey).rejects.toMatchObject({ name: "ValidationException" });
  const wrongChain = acm.send(importOf(foreign, { chain: otherForeign.chainPem }));
  await expect(wrongChain).rejects.toMatchObject({
    message: "Could not validate the certificate with the certificate chain.",
  });
  const twoCertificates = acm.send(
    importOf({ ...foreign, certificatePem: foreign.certificatePem + foreign.chainPem }),
  );
  await expect(twoCertificates).rejects.toMatchObject({
    message: expect.stringContaining("more than one certificate") as string,
  });
  const noPem = acm.send(importOf({ ...foreign, certificatePem: "hello" }));
  await expect(noPem).rejects.toMatchObject({ name: "ValidationException" });
});

test("ListCertificates shows RSA 2048 unless other key types are asked for, and pages", async () => {
  const all = await acm.send(
    new ListCertificatesCommand({ Includes: { keyTypes: ["RSA_2048", "EC_prime256v1"] } }),
  );
  const usual = await acm.send(new ListCertificatesCommand({}));
  expect(all.CertificateSummaryList?.some(({ Type }) => Type === "IMPORTED")).toBe(true);
  expect(usual.CertificateSummaryList?.some(({ Type }) => Type === "IMPORTED")).toBe(false);
  const first = await acm.send(new ListCertificatesCommand({ MaxItems: 1 }));
  expect(first.CertificateSummaryList).toHaveLength(1);
  const next = await acm.send(
    new ListCertificatesCommand({ MaxItems: 1, NextToken: first.NextToken }),
  );
  expect(next.CertificateSummaryList?.[0]?.CertificateArn).not.toBe(
    first.CertificateSummaryList?.[0]?.CertificateArn,
  );
});

test("certificates are tagged and deleted", async () => {
  const { CertificateArn } = await acm.send(
    new RequestCertificateCommand({
      DomainName: "tags.example",
      Tags: [{ Key: "a", Value: "1" }],
    }),
  );
  await acm.send(
    new AddTagsToCertificateCommand({ CertificateArn, Tags: [{ Key: "b", Value: "2" }] }),
  );
  await acm.send(
    new RemoveTagsFromCertificateCommand({
      CertificateArn,
      Tags: [{ Key: "a" }, { Key: "b", Value: "other" }],
    }),
  );
  const { Tags } = await acm.send(new ListTagsForCertificateCommand({ CertificateArn }));
  expect(Tags).toEqual([{ Key: "b", Value: "2" }]);
  await acm.send(new DeleteCertificateCommand({ CertificateArn }));
  await expect(acm.send(new DescribeCertificateCommand({ CertificateArn }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

test("a malformed ARN and an operation that is not there are said to be so", async () => {
  await expect(
    acm.send(
      new DescribeCertificateCommand({ CertificateArn: "arn:aws:s3:::bucket-name-long-enough" }),
    ),
  ).rejects.toMatchObject({ name: "InvalidArnException" });
  await expect(
    acm.send(
      new ExportCertificateCommand({ CertificateArn: "arn", Passphrase: Buffer.from("secret") }),
    ),
  ).rejects.toMatchObject({ $metadata: { httpStatusCode: 501 } });
});
