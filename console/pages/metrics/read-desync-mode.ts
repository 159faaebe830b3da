// The desync mitigation mode of an Application Load Balancer, and what it does to requests that do not comply.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode
import { loadBalancing } from "../../commons/aws-clients.ts";

const KEY = "routing.http.desync_mitigation_mode";

/** "monitor", "defensive" or "strictest". */
export async function readDesyncMode(arn: string): Promise<string> {
  const client = await loadBalancing();
  const { Attributes = [] } = await client.describeLoadBalancerAttributes({ LoadBalancerArn: arn });
  return Attributes.find((attribute) => attribute.Key === KEY)?.Value ?? "";
}

export interface DesyncEffect {
  readonly name: string;
  readonly text: string;
  /** Class of request → what becomes of it. */
  readonly fates: readonly { readonly label: string; readonly value: string }[];
}

function effect(name: string, text: string, fates: readonly [string, string, string]) {
  const [acceptable, ambiguous, severe] = fates;
  return {
    name,
    text,
    fates: [
      { label: "Acceptable", value: acceptable },
      { label: "Ambiguous", value: ambiguous },
      { label: "Severe", value: severe },
    ],
  };
}

const EFFECTS: Readonly<Record<string, DesyncEffect>> = {
  monitor: effect("Monitor", "Requests are counted and pass, whatever is wrong with them.", [
    "Allowed",
    "Allowed",
    "Allowed",
  ]),
  defensive: effect("Defensive", "Requests that are a danger to targets are blocked.", [
    "Allowed",
    "Allowed, and its connections are closed",
    "Blocked with 400",
  ]),
  strictest: effect("Strictest", "Only requests that comply with RFC 9112 reach targets.", [
    "Blocked with 400",
    "Blocked with 400",
    "Blocked with 400",
  ]),
};

export function effectOf(mode: string): DesyncEffect {
  return EFFECTS[mode] ?? { name: mode, text: "", fates: [] };
}
