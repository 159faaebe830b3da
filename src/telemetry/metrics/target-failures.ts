// Which failures are those of reaching a target, as the load balancers' metrics tell them apart
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html).
import type { FailureKind } from "../../base/failure.ts";

const CONNECTION: ReadonlySet<FailureKind> = new Set([
  "name-not-resolved",
  "connect-refused",
  "connect-timeout",
  "connect-failed",
  "connect-reset",
] as const);

const TLS: ReadonlySet<FailureKind> = new Set([
  "tls-handshake-failed",
  "tls-handshake-timeout",
  "tls-name-mismatch",
  "tls-untrusted",
  "tls-expired",
] as const);

/** No connection to the target came about. */
export function isConnectionFailure(kind: FailureKind): boolean {
  return CONNECTION.has(kind);
}

/** There was a connection, but no TLS over it. */
export function isTlsFailure(kind: FailureKind): boolean {
  return TLS.has(kind);
}
