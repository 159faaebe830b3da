// How a REST API's integration finds its endpoint: the connections that lead there, looked up again when anything
// on the way has changed, and what has to be known of the way when it fails. What the request line and the Host
// field say is the URI's matter, see rest-uri.ts.
import type { Failure } from "../../base/failure.ts";
import type { RestApiStageSnapshot } from "../../store/snapshots.ts";
import type { Upstream } from "../../wire/http1/exchange.ts";

export interface RestEndpoint {
  /** Put before the URI's path: "/{stage}" for VPC links of the second kind, else "". */
  readonly pathPrefix: string;
  /**
   * A Network Load Balancer stands first on the way. It resets what it has no target for, which on AWS is a
   * connection that was never made.
   */
  readonly throughNetworkLoadBalancer: boolean;
  /** Null when there is nowhere to go: `failure` says why. Valid until the next call. */
  connect(): Upstream | null;
  readonly failure: Failure | null;
}

/** How TLS to an endpoint differs from what every other hop does. */
export interface RestTlsWishes {
  /** Any issuer of the endpoint's certificate will do. */
  readonly skipIssuer: boolean;
  /** The stage's, for an endpoint that asks for one. */
  readonly clientCertificate: RestApiStageSnapshot["clientCertificate"];
}

/** The part of a pool's key that stands for them. */
export function tlsKey(host: string, wishes: RestTlsWishes): string {
  const issuer = wishes.skipIssuer ? " any issuer" : "";
  const { clientCertificate } = wishes;
  return clientCertificate === null
    ? host + issuer
    : `${host}${issuer} as ${clientCertificate.certificatePem}`;
}

/** AWS accepts 50 to 29,000 and more for raised quotas; what is outside comes from no API call. */
export function restTimeoutMs(timeoutMs: number): number {
  return Math.min(300_000, Math.max(50, timeoutMs));
}
