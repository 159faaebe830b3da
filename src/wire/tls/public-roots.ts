// The public certificate authorities that TLS hops of this process trust: the list that comes with Node, which
// connections are made with too. Reading it is the wire's; judging chains by it is not.
import tls from "node:tls";

/** PEM, one certificate each. */
export function publicRootPems(): readonly string[] {
  return tls.rootCertificates;
}
