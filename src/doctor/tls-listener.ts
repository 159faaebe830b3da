// Another listener of the same load balancer that would do: one that speaks TLS and presents a certificate with the
// name that the gateway asks for.
import { presentedCertificate } from "./certificate-choice.ts";
import type { ListenerItem } from "./inventory.ts";
import { expectationOf } from "./listener-protocol.ts";
import type { RuleContext } from "./rule.ts";

/** The first such listener; null when there is none. */
export function tlsListenerWithName(
  { inventory, nowMs }: Pick<RuleContext, "inventory" | "nowMs">,
  loadBalancerArn: string,
  serverName: string,
): ListenerItem | null {
  return (
    inventory.listeners.find((item) => {
      if (item.listener.LoadBalancerArn !== loadBalancerArn) return false;
      if (expectationOf(item) !== "tls") return false;
      const presented = presentedCertificate(inventory, item, { serverName, nowMs });
      return presented.certificate !== null && presented.bearsName;
    }) ?? null
  );
}
