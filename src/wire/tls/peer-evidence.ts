// What can be shown of a TLS handshake that failed on the dialing side: the name that was asked for and what the other
// end presented instead. Public parts of certificates alone, bounded in size.
import type tls from "node:tls";
import type { FailureEvidence } from "../../base/failure.ts";

/** Names of a certificate that are shown. */
const NAMES_SHOWN_MAX = 50;
const TEXT_CHARACTERS_MAX = 256;

/** OpenSSL's reasons for a first message that is no TLS record (RFC 8446 §5.1). */
const NO_TLS_CODES: ReadonlySet<string> = new Set([
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ERR_SSL_PACKET_LENGTH_TOO_LONG",
  "ERR_SSL_HTTP_REQUEST",
  "ERR_SSL_UNKNOWN_PROTOCOL",
]);

/** What the other end presented; no members when it presented none. */
export function certificateEvidence(
  certificate: tls.PeerCertificate | null,
): Record<string, unknown> {
  // An object without members stands for none.
  if (certificate === null || (certificate.subject as unknown) === undefined) return {};
  const names = certificate.subjectaltname?.split(", ") ?? [];
  return {
    certificateSubject: cut(oneText(certificate.subject.CN)),
    certificateNames: names.slice(0, NAMES_SHOWN_MAX).map(cut),
    issuer: cut(oneText(certificate.issuer.CN) || oneText(certificate.issuer.O)),
    validFrom: certificate.valid_from,
    validTo: certificate.valid_to,
    serialNumber: cut(certificate.serialNumber),
  };
}

/** Of a handshake that did not get as far as a certificate. */
export function handshakeEvidence(
  serverName: string,
  error: { readonly code?: unknown; readonly reason?: unknown },
  receivedBytes: number,
): FailureEvidence {
  const code = typeof error.code === "string" ? error.code : "";
  const reason = typeof error.reason === "string" ? error.reason : "";
  return {
    serverName,
    code,
    ...(reason === "" ? {} : { reason: cut(reason) }),
    receivedBytes,
    ...(NO_TLS_CODES.has(code) ? { peerSpeaksTls: false } : {}),
  };
}

/** OpenSSL's words for the codes of a chain that does not hold; the code itself for others. */
export function verificationText(code: string): string {
  return VERIFICATION_TEXTS[code] ?? code;
}

const VERIFICATION_TEXTS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "certificate has expired",
  CERT_NOT_YET_VALID: "certificate is not yet valid",
  CERT_REVOKED: "certificate revoked",
  CERT_UNTRUSTED: "certificate not trusted",
  CERT_REJECTED: "certificate rejected",
  CERT_SIGNATURE_FAILURE: "certificate signature failure",
  CERT_CHAIN_TOO_LONG: "certificate chain too long",
  DEPTH_ZERO_SELF_SIGNED_CERT: "self-signed certificate",
  SELF_SIGNED_CERT_IN_CHAIN: "self-signed certificate in certificate chain",
  UNABLE_TO_GET_ISSUER_CERT: "unable to get issuer certificate",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "unable to get local issuer certificate",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "unable to verify the first certificate",
  INVALID_CA: "invalid CA certificate",
  INVALID_PURPOSE: "unsupported certificate purpose",
  PATH_LENGTH_EXCEEDED: "path length constraint exceeded",
};

function oneText(value: string | readonly string[] | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : value.join(", ");
}

function cut(text: string): string {
  return text.length <= TEXT_CHARACTERS_MAX ? text : `${text.slice(0, TEXT_CHARACTERS_MAX)}…`;
}
