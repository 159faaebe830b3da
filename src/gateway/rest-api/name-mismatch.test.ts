import { expect, test } from "vitest";
import { socketFailure } from "../../wire/socket-failure.ts";
import { hostNameMismatch } from "./name-mismatch.ts";

test("hostNameMismatch() says in AWS's words what the TLS client saw", () => {
  const { detail } = socketFailure({
    code: "ERR_TLS_CERT_ALTNAME_INVALID",
    host: "domain.com",
    cert: { subject: { CN: "myinstance.com" }, subjectaltname: "DNS:myinstance.com" },
  });
  expect(hostNameMismatch(detail)).toBe(
    "Host name 'domain.com' does not match the certificate subject provided by the peer (CN=myinstance.com)",
  );
});

test("hostNameMismatch() leaves other text alone", () => {
  expect(hostNameMismatch("something else")).toBe("something else");
});
