// Which protocols listeners speak, and which target groups each can send to.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
import {
  UnsupportedProtocolException,
  type TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { validationError } from "../../protocol/constraints.ts";
import { serviceError } from "./service-error.ts";

/** All that AWS has; validation messages name them in this order. */
export const PROTOCOLS = [
  "HTTP",
  "HTTPS",
  "TCP",
  "TLS",
  "UDP",
  "TCP_UDP",
  "GENEVE",
  "QUIC",
  "TCP_QUIC",
] as const;

export type ListenerProtocol = "HTTP" | "HTTPS" | "TCP" | "TLS";

const LISTENER_PROTOCOLS: Readonly<Record<string, readonly string[]>> = {
  application: ["HTTP", "HTTPS"],
  network: ["TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"],
};

const NOT_THERE_YET: readonly string[] = ["UDP", "TCP_UDP", "QUIC", "TCP_QUIC", "GENEVE"];

/** Protocols of target groups that a listener can send to, and the target types it can send to. */
const COMPATIBLE: Readonly<
  Record<ListenerProtocol, { protocols: readonly string[]; targetTypes: readonly string[] }>
> = {
  HTTP: { protocols: ["HTTP", "HTTPS"], targetTypes: ["instance", "ip"] },
  HTTPS: { protocols: ["HTTP", "HTTPS"], targetTypes: ["instance", "ip"] },
  TCP: { protocols: ["TCP"], targetTypes: ["instance", "ip", "alb"] },
  TLS: { protocols: ["TCP", "TLS"], targetTypes: ["instance", "ip"] },
};

/** The protocol of a new listener on a load balancer of that type. */
export function checkedListenerProtocol(
  protocol: string,
  loadBalancerType: string,
): ListenerProtocol {
  const allowed = LISTENER_PROTOCOLS[loadBalancerType] ?? [];
  if (!allowed.includes(protocol)) {
    throw validationError(`Listener protocol '${protocol}' must be one of '${allowed.join(", ")}'`);
  }
  refuseProtocolNotThereYet("listeners", protocol);
  return protocol as ListenerProtocol;
}

/** Says clearly that a protocol AWS has is not there yet. */
export function refuseProtocolNotThereYet(what: string, protocol: string): void {
  if (!NOT_THERE_YET.includes(protocol)) return;
  throw serviceError(
    UnsupportedProtocolException,
    `Postern does not support ${what} with the protocol '${protocol}' yet`,
  );
}

/** Whether connections of the listener are TLS. */
export function isSecure(protocol: string): boolean {
  return protocol === "HTTPS" || protocol === "TLS";
}

export function isCompatible(protocol: ListenerProtocol, targetGroup: TargetGroup): boolean {
  const { protocols, targetTypes } = COMPATIBLE[protocol];
  return (
    protocols.includes(targetGroup.Protocol ?? "") &&
    targetTypes.includes(targetGroup.TargetType ?? "")
  );
}
