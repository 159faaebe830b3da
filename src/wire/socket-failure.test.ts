import { expect, test } from "vitest";
import { handshakeFailure, socketFailure } from "./socket-failure.ts";

test.for([
  ["ECONNREFUSED", "connect-refused"],
  ["ECONNRESET", "connect-reset"],
  ["EPIPE", "connect-reset"],
  ["ETIMEDOUT", "connect-timeout"],
  ["EHOSTUNREACH", "connect-failed"],
  ["ENETUNREACH", "connect-failed"],
  ["ENOTFOUND", "name-not-resolved"],
  ["EAI_AGAIN", "name-not-resolved"],
  ["EMFILE", "out-of-resources"],
  ["CERT_HAS_EXPIRED", "tls-expired"],
  ["CERT_NOT_YET_VALID", "tls-expired"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls-untrusted"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls-untrusted"],
  ["EPROTO", "tls-handshake-failed"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "tls-handshake-failed"],
  ["ERR_TLS_PROTOCOL_VERSION_CONFLICT", "tls-handshake-failed"],
  ["ESOMETHING", "connect-failed"],
] as const)("socketFailure() takes %s for %s", ([code, kind]) => {
  expect(socketFailure({ code, message: "seen" })).toMatchObject({ kind, detail: "seen" });
});

test("socketFailure() names the host and what the certificate bears", () => {
  const found = socketFailure({
    code: "ERR_TLS_CERT_ALTNAME_INVALID",
    host: "a.test",
    cert: { subject: { CN: "b.test" }, subjectaltname: "DNS:b.test, DNS:c.test" },
  });
  expect(found.kind).toBe("tls-name-mismatch");
  expect(found.detail).toBe(
    'Host name "a.test" is not on the certificate (CN=b.test; DNS:b.test, DNS:c.test)',
  );
});

test("handshakeFailure() takes a peer that goes away for a refusal of the handshake", () => {
  expect(handshakeFailure({ code: "ECONNRESET" }).kind).toBe("tls-handshake-failed");
  expect(handshakeFailure({ code: "CERT_HAS_EXPIRED" }).kind).toBe("tls-expired");
});
