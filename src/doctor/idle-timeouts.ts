// How long load balancers keep a connection on which nothing moves: what cuts a request off whose answer takes longer.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#connection-idle-timeout
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#connection-idle-timeout
import { isUnresolved } from "./unresolved.ts";
import type { PrivateWay } from "./ways.ts";

export const ALB_IDLE_ATTRIBUTE = "idle_timeout.timeout_seconds";
export const NLB_IDLE_ATTRIBUTE = "tcp.idle_timeout.seconds";

const ALB_IDLE_SECONDS = 60;
const NLB_IDLE_SECONDS = 350;

export interface IdleTimeout {
  /** Null: not known before deployment. */
  readonly seconds: number | null;
  /** "" where it cannot be set (TLS listeners of a Network Load Balancer [I]). */
  readonly attribute: string;
}

export function idleTimeoutOf({ loadBalancer, listener }: PrivateWay): IdleTimeout {
  if (loadBalancer.loadBalancer.Type !== "network") {
    return read(loadBalancer.attributes, ALB_IDLE_ATTRIBUTE, ALB_IDLE_SECONDS);
  }
  return listener.listener.Protocol === "TCP"
    ? read(listener.attributes, NLB_IDLE_ATTRIBUTE, NLB_IDLE_SECONDS)
    : { seconds: NLB_IDLE_SECONDS, attribute: "" };
}

function read(
  attributes: Readonly<Record<string, string>>,
  attribute: string,
  byDefault: number,
): IdleTimeout {
  const value = attributes[attribute];
  if (value === undefined) return { seconds: byDefault, attribute };
  const seconds = Number(value);
  return { seconds: isUnresolved(value) || Number.isNaN(seconds) ? null : seconds, attribute };
}
