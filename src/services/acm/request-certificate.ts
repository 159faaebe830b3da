// RequestCertificate: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
// AWS issues once the names are validated; here the local authority issues at once, for any name.
import { createHash } from "node:crypto";
import type { DomainValidation } from "@aws-sdk/client-acm";
import type { OperationContext } from "../operation-context.ts";
import { validationException } from "./acm-errors.ts";
import type { AcmInput, AcmOutput } from "./acm-operation.ts";
import { certificateFacts } from "./certificate-facts.ts";
import { mergedTags } from "./certificate-tags.ts";
import { newCertificateArn } from "./import-certificate.ts";

const DOMAIN_NAME =
  /^(\*\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])$/;
const DOMAIN_NAME_LENGTH_MAX = 253;
const NAMES_MAX = 100;
const IDEMPOTENCY_MS = 60 * 60 * 1000;

export async function requestCertificate(
  input: AcmInput<"RequestCertificate">,
  context: OperationContext,
): Promise<AcmOutput<"RequestCertificate">> {
  const domainName = input.DomainName ?? "";
  const names = [...new Set([domainName, ...(input.SubjectAlternativeNames ?? [])])];
  checkNames(names);
  if (input.CertificateAuthorityArn !== undefined) {
    throw validationException("Private certificate authorities are not available in Postern.");
  }
  const keyAlgorithm = input.KeyAlgorithm ?? "RSA_2048";
  if (!/^(RSA_(2048|3072|4096)|EC_(prime256v1|secp384r1|secp521r1))$/.test(keyAlgorithm)) {
    throw validationException(`The key algorithm ${keyAlgorithm} can not be requested.`);
  }
  const earlier = await earlierRequest(context, input.IdempotencyToken, names);
  if (earlier !== undefined) return { CertificateArn: earlier };
  const issued = await context.localAuthority.issue(names, keyAlgorithm);
  const certificateArn = newCertificateArn(context);
  const now = new Date(context.clock.nowMs());
  const validationMethod = input.ValidationMethod ?? "EMAIL";
  context.records.put("certificate", certificateArn, {
    certificate: {
      ...certificateFacts(issued.certificatePem),
      CertificateArn: certificateArn,
      DomainName: domainName,
      SubjectAlternativeNames: names,
      DomainValidationOptions: names.map((name) => validated(name, validationMethod)),
      CreatedAt: now,
      IssuedAt: now,
      Status: "ISSUED",
      Type: "AMAZON_ISSUED",
      KeyUsages: [{ Name: "DIGITAL_SIGNATURE" }, { Name: "KEY_ENCIPHERMENT" }],
      ExtendedKeyUsages: [{ Name: "TLS_WEB_SERVER_AUTHENTICATION", OID: "1.3.6.1.5.5.7.3.1" }],
      RenewalEligibility: "INELIGIBLE",
      Options: { CertificateTransparencyLoggingPreference: "ENABLED", ...input.Options },
    },
    certificatePem: issued.certificatePem,
    chainPem: issued.chainPem,
    privateKeyPem: issued.privateKeyPem,
    tags: mergedTags({}, input.Tags),
    ...(input.IdempotencyToken === undefined ? {} : { idempotencyToken: input.IdempotencyToken }),
  });
  return { CertificateArn: certificateArn };
}

function checkNames(names: readonly string[]): void {
  if (names.length > NAMES_MAX) {
    throw validationException(`A certificate can bear at most ${NAMES_MAX} names.`);
  }
  for (const [index, name] of names.entries()) {
    if (name.length <= DOMAIN_NAME_LENGTH_MAX && DOMAIN_NAME.test(name)) continue;
    const member = index === 0 ? "domainName" : `subjectAlternativeNames.${index}.member`;
    throw validationException(
      `1 validation error detected: Value '${name}' at '${member}' failed to satisfy constraint: ` +
        `Member must satisfy regular expression pattern: ${DOMAIN_NAME.source}`,
    );
  }
}

/** The same token and names within an hour mean the same certificate. */
async function earlierRequest(
  { records, clock }: OperationContext,
  token: string | undefined,
  names: readonly string[],
): Promise<string | undefined> {
  if (token === undefined) return undefined;
  const since = clock.nowMs() - IDEMPOTENCY_MS;
  const found = (await records.list("certificate")).find(
    ({ body }) =>
      body.idempotencyToken === token &&
      (body.certificate.CreatedAt?.getTime() ?? 0) >= since &&
      body.certificate.SubjectAlternativeNames?.join() === names.join(),
  );
  return found?.id;
}

function validated(name: string, method: "DNS" | "EMAIL" | "HTTP"): DomainValidation {
  const apex = name.replace(/^\*\./, "");
  const validation: DomainValidation = {
    DomainName: name,
    ValidationDomain: apex,
    ValidationStatus: "SUCCESS",
    ValidationMethod: method,
  };
  if (method !== "DNS") return validation;
  const digest = createHash("sha256").update(apex).digest("hex");
  return {
    ...validation,
    ResourceRecord: {
      Name: `_${digest.slice(0, 32)}.${apex}.`,
      Type: "CNAME",
      Value: `_${digest.slice(32)}.acm-validations.aws.`,
    },
  };
}
