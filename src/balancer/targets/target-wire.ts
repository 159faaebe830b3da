// The part of the wire engine that targets need, as two functions, so that health checks and selection are tested
// without sockets. The engine itself stands behind it in socket-target-wire.ts.
import type { Dialer, HopIdentity } from "../../wire/byte-stream.ts";
import type { Upstream } from "../../wire/http1/exchange.ts";

/** Where and how to connect to a target. */
export interface TargetPlace {
  /** Address or host name. */
  readonly host: string;
  readonly port: number;
  /** TLS without looking at the certificate: load balancers don't validate those of targets. */
  readonly tls: boolean;
  /** Who the other end shall see; null for the load balancer itself. */
  readonly identity: HopIdentity | null;
}

export interface TargetWire {
  dialer(place: TargetPlace): Dialer;
  upstream(dialer: Dialer): Upstream;
}
