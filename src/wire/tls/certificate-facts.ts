// Reads from a PEM certificate what choosing among certificates needs. Names are not validated here; a certificate
// that cannot be read is the fault of whoever stored it, so it throws.
import { X509Certificate } from "node:crypto";
import type { CertificateFacts } from "./choose-certificate.ts";

/** Bits of security named by curves, as far as load balancers take them. */
const CURVE_BITS: Readonly<Record<string, number>> = {
  prime256v1: 256,
  secp384r1: 384,
  secp521r1: 521,
};

/** Facts about the first certificate of a PEM text. */
export function readCertificateFacts(pem: string): CertificateFacts {
  const certificate = new X509Certificate(pem);
  const key = certificate.publicKey;
  const curve = key.asymmetricKeyDetails?.namedCurve ?? "";
  return {
    dnsNames: dnsNamesOf(certificate),
    isEcdsa: key.asymmetricKeyType === "ec",
    keyBits: key.asymmetricKeyDetails?.modulusLength ?? CURVE_BITS[curve] ?? 0,
    hashBits: hashBitsOf(certificate.signatureAlgorithm ?? ""),
    notBeforeMs: Date.parse(certificate.validFrom),
    notAfterMs: Date.parse(certificate.validTo),
  };
}

/** The common name counts only where there is no DNS name in the subject alternative name (RFC 9525 §2). */
function dnsNamesOf(certificate: X509Certificate): string[] {
  const names: string[] = [];
  for (const entry of (certificate.subjectAltName ?? "").split(/,\s*/)) {
    if (entry.startsWith("DNS:")) names.push(entry.slice(4).toLowerCase());
  }
  if (names.length > 0) return names;
  const commonName = /^CN=(.+)$/m.exec(certificate.subject)?.[1];
  return commonName === undefined ? [] : [commonName.toLowerCase()];
}

function hashBitsOf(signatureAlgorithm: string): number {
  const name = signatureAlgorithm.toLowerCase();
  const sha2 = /sha-?(512|384|256|224)/.exec(name)?.[1];
  if (sha2 !== undefined) return Number(sha2);
  if (name.includes("sha1")) return 160;
  return name.includes("md5") ? 128 : 0;
}
