// The desync mitigation mode of Application Load Balancers, as rules look at it. Network Load Balancers read no HTTP and
// have no such attribute.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
import { attributeFix } from "./balancer-attribute-fix.ts";
import type { LoadBalancerItem } from "./inventory.ts";
import type { Fix } from "./rule.ts";

export const DESYNC_MODE = "routing.http.desync_mitigation_mode";
export const NON_COMPLIANT = "DesyncMitigationMode_NonCompliant_Request_Count";

/** The mode that holds where nobody set one. */
const DEFAULT_MODE = "defensive";

/** "monitor", "defensive", "strictest", or a value that is not known. */
export function desyncModeOf({ attributes }: LoadBalancerItem): string {
  return attributes[DESYNC_MODE] ?? DEFAULT_MODE;
}

/** Sets the mode to defensive. */
export function defensiveFix(item: LoadBalancerItem): Fix {
  return attributeFix(item, {
    key: DESYNC_MODE,
    from: desyncModeOf(item),
    to: DEFAULT_MODE,
    title: "Set the desync mitigation mode to defensive",
    console: [
      "EC2 → Load Balancers → Actions → Edit load balancer attributes",
      "Packet handling → Desync mitigation mode → Defensive",
      "Save changes",
    ],
    terraform: `desync_mitigation_mode = "${DEFAULT_MODE}"`,
    onlyWhenAsked: false,
  });
}
