// ImportCertificate: https://docs.aws.amazon.com/acm/latest/APIReference/API_ImportCertificate.html
// What may be imported: https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html
import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import { uuid } from "../../base/ids.ts";
import { formatArn, partitionOf } from "../../base/arn.ts";
import type { OperationContext } from "../operation-context.ts";
import { validationException } from "./acm-errors.ts";
import type { AcmInput, AcmOutput } from "./acm-operation.ts";
import { certificateFacts, keyAlgorithmOf } from "./certificate-facts.ts";
import { mergedTags } from "./certificate-tags.ts";
import { findCertificate } from "./find-certificate.ts";

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const CHAIN_CERTIFICATES_MAX = 10;

export async function importCertificate(
  input: AcmInput<"ImportCertificate">,
  context: OperationContext,
): Promise<AcmOutput<"ImportCertificate">> {
  const leaf = parsedLeaf(text(input.Certificate), context.clock.nowMs());
  const key = parsedKey(text(input.PrivateKey));
  if (!leaf.checkPrivateKey(key)) {
    throw validationException("The private key does not match the certificate's public key.");
  }
  const chain = parsedChain(text(input.CertificateChain), leaf);
  const certificatePem = `${leaf.toString().trim()}\n`;
  const before =
    input.CertificateArn === undefined
      ? undefined
      : await findCertificate(context, input.CertificateArn);
  if (before !== undefined) checkReimport(before.certificate.Type, input.Tags);
  const certificateArn = input.CertificateArn ?? newCertificateArn(context);
  const now = new Date(context.clock.nowMs());
  context.records.put("certificate", certificateArn, {
    certificate: {
      ...certificateFacts(certificatePem),
      CertificateArn: certificateArn,
      CreatedAt: before?.certificate.CreatedAt ?? now,
      ImportedAt: now,
      Status: "ISSUED",
      Type: "IMPORTED",
      RenewalEligibility: "INELIGIBLE",
      Options: { CertificateTransparencyLoggingPreference: "DISABLED" },
    },
    certificatePem,
    chainPem: chain.map((each) => `${each.toString().trim()}\n`).join(""),
    privateKeyPem: key.export({ type: "pkcs8", format: "pem" }) as string,
    tags: before?.tags ?? mergedTags({}, input.Tags),
  });
  return { CertificateArn: certificateArn };
}

export function newCertificateArn({ account, region }: OperationContext): string {
  const partition = partitionOf(region);
  return formatArn({
    partition,
    service: "acm",
    region,
    account,
    resource: `certificate/${uuid()}`,
  });
}

function checkReimport(type: string | undefined, tags: unknown): void {
  if (type !== "IMPORTED") {
    throw validationException("Only imported certificates can be reimported.");
  }
  if (Array.isArray(tags) && tags.length > 0) {
    throw validationException("Tagging is not permitted on re-import.");
  }
}

function text(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? new Uint8Array()).toString("latin1");
}

function parsedLeaf(pem: string, nowMs: number): X509Certificate {
  const found = pem.match(PEM_CERTIFICATE) ?? [];
  if (found.length > 1) {
    throw validationException(
      "The certificate field contains more than one certificate. You can specify only one certificate in this field.",
    );
  }
  const leaf = parsedCertificate(found[0], "certificate");
  if (keyAlgorithmOf(leaf) === undefined) {
    throw validationException("The certificate's key algorithm is not supported.");
  }
  if (Date.parse(leaf.validFrom) > nowMs) {
    throw validationException("The certificate is not valid yet.");
  }
  if (Date.parse(leaf.validTo) < nowMs) {
    throw validationException("The certificate has expired.");
  }
  return leaf;
}

function parsedCertificate(pem: string | undefined, what: string): X509Certificate {
  try {
    if (pem !== undefined) return new X509Certificate(pem);
  } catch {
    // Said below, in ACM's words.
  }
  throw validationException(
    `Could not parse the ${what}. The ${what} provided is not in a valid PEM format.`,
  );
}

function parsedKey(pem: string): KeyObject {
  if (/ENCRYPTED/.test(pem)) {
    throw validationException(
      "The private key is encrypted. It must be in unencrypted PEM format.",
    );
  }
  try {
    return createPrivateKey(pem);
  } catch {
    throw validationException("The private key is not supported or not in a valid PEM format.");
  }
}

/** The chain in order: each certificate has issued the one before it. */
function parsedChain(pem: string, leaf: X509Certificate): X509Certificate[] {
  if (pem.trim() === "") return [];
  const found = pem.match(PEM_CERTIFICATE) ?? [];
  if (found.length === 0) parsedCertificate(undefined, "certificate chain");
  if (found.length > CHAIN_CERTIFICATES_MAX) {
    throw validationException("The certificate chain is too long.");
  }
  const chain = found.map((each) => parsedCertificate(each, "certificate chain"));
  let issued = leaf;
  for (const issuer of chain) {
    if (!issued.checkIssued(issuer) || !issued.verify(issuer.publicKey)) {
      throw validationException("Could not validate the certificate with the certificate chain.");
    }
    issued = issuer;
  }
  return chain;
}
