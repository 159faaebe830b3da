// What ACM says of a certificate, read from the certificate itself.
import { X509Certificate } from "node:crypto";
import type { CertificateDetail, KeyAlgorithm } from "@aws-sdk/client-acm";

const CURVES: Readonly<Record<string, KeyAlgorithm>> = {
  prime256v1: "EC_prime256v1",
  secp384r1: "EC_secp384r1",
  secp521r1: "EC_secp521r1",
};

/** ACM's name for the certificate's key, undefined for one that ACM does not take. */
export function keyAlgorithmOf(certificate: X509Certificate): KeyAlgorithm | undefined {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType === "rsa") {
    const bits = asymmetricKeyDetails?.modulusLength ?? 0;
    return [1024, 2048, 3072, 4096].includes(bits) ? (`RSA_${bits}` as KeyAlgorithm) : undefined;
  }
  if (asymmetricKeyType === "ec") return CURVES[asymmetricKeyDetails?.namedCurve ?? ""];
  return undefined;
}

/** The DNS names in the certificate, the subject's common name first. */
export function namesOf(certificate: X509Certificate): string[] {
  const names = new Set<string>();
  const commonName = attributeOf(certificate.subject, "CN");
  if (commonName !== undefined) names.add(commonName);
  for (const entry of (certificate.subjectAltName ?? "").split(", ")) {
    if (entry.startsWith("DNS:")) names.add(entry.slice("DNS:".length));
  }
  return [...names];
}

/** One attribute of a distinguished name as node:crypto writes it, a line each. */
function attributeOf(distinguishedName: string | undefined, attribute: string): string | undefined {
  const line = (distinguishedName ?? "")
    .split("\n")
    .find((each) => each.startsWith(`${attribute}=`));
  return line?.slice(attribute.length + 1);
}

/** The members of CertificateDetail that follow from the PEM. */
export function certificateFacts(certificatePem: string): CertificateDetail {
  const certificate = new X509Certificate(certificatePem);
  const names = namesOf(certificate);
  return {
    DomainName: names[0] ?? "",
    SubjectAlternativeNames: names,
    Serial: (certificate.serialNumber.match(/../g) ?? []).join(":").toLowerCase(),
    Subject: certificate.subject.split("\n").toReversed().join(","),
    Issuer:
      attributeOf(certificate.issuer, "O") ??
      attributeOf(certificate.issuer, "CN") ??
      certificate.issuer,
    NotBefore: new Date(certificate.validFrom),
    NotAfter: new Date(certificate.validTo),
    KeyAlgorithm: keyAlgorithmOf(certificate),
    SignatureAlgorithm: signatureAlgorithm(certificate),
  };
}

/** "SHA256WITHRSA", as ACM writes it. */
function signatureAlgorithm(certificate: X509Certificate): string {
  const name = (certificate as { signatureAlgorithm?: string }).signatureAlgorithm ?? "";
  const ecdsa = /^ecdsa-with-(SHA\d+)$/i.exec(name);
  if (ecdsa !== null) return `${ecdsa[1]}WITHECDSA`.toUpperCase();
  const rsa = /^(sha\d+)WithRSAEncryption$/i.exec(name);
  return rsa === null ? name.toUpperCase() : `${rsa[1]}WITHRSA`.toUpperCase();
}
