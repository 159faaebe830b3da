// An Application Load Balancer in monitor mode only counts: requests that two servers may read as different ones go on
// to the targets, Severe ones too.
import { ALB_INPUTS, albsOnWays } from "../balancers-on-way.ts";
import { metricSum } from "../balancer-evidence.ts";
import { defensiveFix, desyncModeOf, NON_COMPLIANT } from "../desync-mode.ts";
import type { LoadBalancerItem } from "../inventory.ts";
import { loadBalancerResource } from "../resources.ts";
import type { DoctorRule, RuleContext } from "../rule.ts";
import { isUnresolved } from "../unresolved.ts";
import type { Way } from "../ways.ts";

export const desyncMonitor: DoctorRule = {
  code: "PST202",
  name: "desync-monitor",
  severity: "warning",
  summary:
    "An Application Load Balancer in monitor mode passes every request on, smuggled ones too",
  awsPage:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
  inputs: ALB_INPUTS,
  evidence: ["metrics"],
  examine(context) {
    for (const { item, ways } of albsOnWays(context)) examineBalancer(context, item, ways);
  },
};

function examineBalancer(context: RuleContext, item: LoadBalancerItem, ways: readonly Way[]): void {
  const mode = desyncModeOf(item);
  if (isUnresolved(mode) && ways.length > 0) {
    context.undecided(loadBalancerResource(item), "The desync mitigation mode is not known");
  }
  if (mode !== "monitor") return;
  const count = metricSum(context.evidence, item.arn, NON_COMPLIANT);
  if (ways.length === 0 && count === 0) return;
  const { LoadBalancerName: name = "" } = item.loadBalancer;
  context.report({
    resource: loadBalancerResource(item),
    title: `Application Load Balancer ${name} in monitor mode passes on requests that may be read in two ways`,
    seen: {
      "desync mitigation mode": mode,
      [NON_COMPLIANT]: count,
      "APIs that lead to it": [...new Set(ways.map((way) => `${way.apiName} (${way.apiId})`))],
    },
    why:
      "In monitor mode a request with, say, both Transfer-Encoding and Content-Length goes on to a target as it came. Where " +
      "load balancer and target disagree about its end, the rest of the bytes becomes the beginning of somebody else's " +
      "request on the same connection. Defensive mode blocks what is Severe and closes the connection after what is Ambiguous.",
    fixes: [defensiveFix(item)],
  });
}
