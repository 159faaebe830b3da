// What a load balancer gets when it asks a target group for a target, and what it promises in return: to give the
// target back, and to let go of it when told. Nothing here is made per request: the choice is the target itself.
import type { Failure } from "../../base/failure.ts";
import type { ConnectionInfo, Dialer } from "../../wire/byte-stream.ts";
import type { Upstream } from "../../wire/http1/exchange.ts";

/** Whoever is using a target: one request of an Application Load Balancer, or one flow of a Network Load Balancer. */
export interface TargetUser {
  /**
   * The target must not be used any longer: its deregistration delay is over ("deregistration-elapsed"), or, for
   * flows, it became unhealthy ("no-target"). Break off what is outstanding. The target counts as released.
   */
  onTargetGone(failure: Failure): void;
}

/** A target that was chosen, kept in use until `release`. */
export interface TargetChoice {
  readonly targetGroupArn: string;
  /** "address:port", as access logs show it; the load balancer's ARN and port for a target of type alb. */
  readonly target: string;
  /** It was chosen although it may be unhealthy: the group has too few healthy targets. */
  readonly failedOpen: boolean;
  /** Its connections, for HTTP and HTTPS target groups. */
  readonly upstream: Upstream;
  /** Must be called once the request or flow is over; harmless when called again or after onTargetGone. */
  release(user: TargetUser): void;
}

/** A target that was chosen for a flow. */
export interface FlowChoice extends TargetChoice {
  /** Whether the PROXY protocol's header goes first on every connection. */
  readonly proxyProtocolV2: boolean;
  /** How to reach it with a connection of one's own, on behalf of `client`. */
  flowDialer(client: ConnectionInfo): Dialer;
}
