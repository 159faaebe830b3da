// The execution log's words for a certificate that does not bear the URI's host.

const SEEN = /^Host name "([^"]*)" is not on the certificate \((CN=[^;)]*)/;

/** From what the TLS client saw; text that it did not write stays as it is. */
export function hostNameMismatch(detail: string): string {
  const match = SEEN.exec(detail);
  if (match === null) return detail;
  const [, host = "", subject = ""] = match;
  return `Host name '${host}' does not match the certificate subject provided by the peer (${subject})`;
}
