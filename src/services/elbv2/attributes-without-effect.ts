// The attributes that are accepted, kept and shown, but that nothing acts on yet: the list for the compatibility
// page, and the warning that is logged when one of them is set to something other than its default.
import type { Logger } from "../../base/logger.ts";
import type { AttributeDefinition } from "./attribute-definition.ts";
import { listenerAttributeDefinitions } from "./listener-attributes.ts";
import { loadBalancerAttributeDefinitions } from "./load-balancer-attributes.ts";
import { targetGroupAttributeDefinitions } from "./target-group-attributes.ts";

function keysWithoutEffect(...lists: readonly (readonly AttributeDefinition[])[]): string[] {
  const keys = new Set<string>();
  for (const definition of lists.flat()) if (!definition.hasEffect) keys.add(definition.key);
  return [...keys].sort();
}

/** Keys of attributes without effect, by the resource that has them. */
export const ATTRIBUTES_WITHOUT_EFFECT = {
  applicationLoadBalancer: keysWithoutEffect(
    loadBalancerAttributeDefinitions("application", "internal"),
  ),
  networkLoadBalancer: keysWithoutEffect(loadBalancerAttributeDefinitions("network", "internal")),
  listener: keysWithoutEffect(
    listenerAttributeDefinitions("HTTPS"),
    listenerAttributeDefinitions("TCP"),
  ),
  applicationTargetGroup: keysWithoutEffect(
    targetGroupAttributeDefinitions({ protocol: "HTTP", targetType: "ip" }),
  ),
  networkTargetGroup: keysWithoutEffect(
    targetGroupAttributeDefinitions({ protocol: "TCP", targetType: "ip" }),
  ),
} as const;

/** Says that an attribute has no effect yet, unless it is set to what it is anyway. */
export function warnOfAttributeWithoutEffect(
  logger: Logger,
  definition: AttributeDefinition,
  set: { readonly resourceArn: string; readonly value: string },
): void {
  if (definition.hasEffect || set.value === definition.defaultValue) return;
  logger.warn(`Attribute ${definition.key} is kept but has no effect yet`, {
    resource: set.resourceArn,
    value: set.value,
  });
}
