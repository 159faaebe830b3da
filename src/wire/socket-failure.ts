// What the operating system and OpenSSL report, as failures. Pure: error codes in, one Failure out, with what was
// seen (addresses, names on the certificate) in its detail. Written from the dialing side's point of view; server
// connections give their own name to a peer that went away.
import { type Failure, type FailureKind, failure } from "../base/failure.ts";

/** The parts of Node's system and TLS errors that are read here. */
export interface SocketError {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly reason?: unknown;
  readonly host?: unknown;
  readonly cert?: {
    readonly subject?: { readonly CN?: string | string[] };
    readonly subjectaltname?: string;
  };
}

const KIND_OF_CODE: Readonly<Record<string, FailureKind>> = {
  ECONNREFUSED: "connect-refused",
  ECONNRESET: "connect-reset",
  EPIPE: "connect-reset",
  ECONNABORTED: "connect-reset",
  ETIMEDOUT: "connect-timeout",
  ERR_SOCKET_CONNECTION_TIMEOUT: "connect-timeout",
  EHOSTUNREACH: "connect-failed",
  ENETUNREACH: "connect-failed",
  EHOSTDOWN: "connect-failed",
  EADDRNOTAVAIL: "connect-failed",
  EACCES: "connect-failed",
  EPERM: "connect-failed",
  EINVAL: "connect-failed",
  ENOTFOUND: "name-not-resolved",
  EAI_AGAIN: "name-not-resolved",
  EAI_NODATA: "name-not-resolved",
  EAI_NONAME: "name-not-resolved",
  EAI_FAIL: "name-not-resolved",
  EMFILE: "out-of-resources",
  ENFILE: "out-of-resources",
  ENOBUFS: "out-of-resources",
  ENOMEM: "out-of-resources",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls-name-mismatch",
  HOSTNAME_MISMATCH: "tls-name-mismatch",
  CERT_HAS_EXPIRED: "tls-expired",
  CERT_NOT_YET_VALID: "tls-expired",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls-untrusted",
  UNABLE_TO_GET_ISSUER_CERT: "tls-untrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls-untrusted",
  SELF_SIGNED_CERT_IN_CHAIN: "tls-untrusted",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls-untrusted",
  CERT_SIGNATURE_FAILURE: "tls-untrusted",
  CERT_UNTRUSTED: "tls-untrusted",
  CERT_REJECTED: "tls-untrusted",
  CERT_REVOKED: "tls-untrusted",
  CERT_CHAIN_TOO_LONG: "tls-untrusted",
  INVALID_CA: "tls-untrusted",
  INVALID_PURPOSE: "tls-untrusted",
  PATH_LENGTH_EXCEEDED: "tls-untrusted",
  EPROTO: "tls-handshake-failed",
};

/** The failure that a socket's or TLS socket's error stands for. */
export function socketFailure(error: SocketError): Failure {
  const code = typeof error.code === "string" ? error.code : "";
  const message = typeof error.message === "string" ? error.message : "";
  const kind = KIND_OF_CODE[code];
  if (kind === "tls-name-mismatch") return failure(kind, nameMismatchDetail(error));
  if (kind !== undefined) return failure(kind, message === "" ? code : message);
  if (code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_") || code.startsWith("ERR_OSSL_")) {
    return failure("tls-handshake-failed", message === "" ? code : message);
  }
  return failure("connect-failed", message === "" ? code : message);
}

/** The same, while a TLS handshake was going on: a peer that just goes away has refused it. */
export function handshakeFailure(error: SocketError): Failure {
  const found = socketFailure(error);
  if (found.kind !== "connect-reset" && found.kind !== "connect-failed") return found;
  return failure("tls-handshake-failed", found.detail);
}

function nameMismatchDetail(error: SocketError): string {
  const names = error.cert?.subjectaltname ?? "";
  const commonName = error.cert?.subject?.CN;
  const subject = Array.isArray(commonName) ? commonName.join(", ") : (commonName ?? "");
  const host = typeof error.host === "string" ? error.host : "";
  const seen = names === "" ? `CN=${subject}` : `CN=${subject}; ${names}`;
  return `Host name "${host}" is not on the certificate (${seen})`;
}
