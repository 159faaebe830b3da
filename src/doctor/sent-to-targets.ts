// What reaches the targets of a group through a listener: plain HTTP or TLS. It depends on the target group's protocol,
// and behind a TCP listener of a Network Load Balancer on what comes in.
import type { ListenerItem, TargetGroupItem } from "./inventory.ts";
import { expectationOf } from "./listener-protocol.ts";
import type { RuleContext } from "./rule.ts";
import { reachesListener } from "./ways.ts";

export interface SentBytes {
  readonly protocol: "http" | "tls";
  /** For people. */
  readonly because: string;
  readonly isNetwork: boolean;
  /** True where the bytes are the gateway's own, passed on as they are. */
  readonly isPassedOn: boolean;
}

/** Null where nobody knows, where there are no connections, and for TLS that is passed on as it came. */
export function sentToTargets(
  context: RuleContext,
  item: ListenerItem,
  { targetGroup }: TargetGroupItem,
): SentBytes | null {
  const { Protocol } = targetGroup;
  const direct = { isPassedOn: false };
  if (Protocol === "HTTPS" || Protocol === "HTTP") {
    const protocol = Protocol === "HTTPS" ? "tls" : "http";
    const because = `the protocol of the target group is ${Protocol}`;
    return { ...direct, protocol, because, isNetwork: false };
  }
  if (Protocol === "TLS") {
    const because = "the protocol of the target group is TLS";
    return { ...direct, protocol: "tls", because, isNetwork: true };
  }
  if (Protocol !== "TCP" && Protocol !== "TCP_UDP") return null;
  const expected = expectationOf(item);
  if (expected === "tls") {
    const because = `the TLS listener decrypts, and the protocol of the target group is ${Protocol}`;
    return { ...direct, protocol: "http", because, isNetwork: true };
  }
  return expected === "bytes" ? passedOn(context, item) : null;
}

function passedOn({ ways }: RuleContext, item: ListenerItem): SentBytes | null {
  for (const way of ways) {
    if (way.integration.speaks !== "http" || !reachesListener(way)) continue;
    if (way.listener !== item) continue;
    const because = `${way.routeKeys[0] ?? ""} of ${way.apiName} sends plain HTTP, which the TCP listener hands on`;
    return { protocol: "http", because, isNetwork: true, isPassedOn: true };
  }
  return null;
}
