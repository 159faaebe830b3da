// An Application Load Balancer in strictest mode blocks every request that does not follow RFC 9112 to the letter, also
// harmless ones: a GET with Content-Length: 0 is one, and that is what HTTP APIs send for a GET without a body.
import { ALB_INPUTS, albsOnWays } from "../balancers-on-way.ts";
import { metricSum, stepsOf, type SeenStep } from "../balancer-evidence.ts";
import { defensiveFix, desyncModeOf, NON_COMPLIANT } from "../desync-mode.ts";
import type { LoadBalancerItem } from "../inventory.ts";
import { loadBalancerResource } from "../resources.ts";
import type { DoctorRule, RuleContext, View } from "../rule.ts";
import { isUnresolved } from "../unresolved.ts";
import type { Way } from "../ways.ts";

const REQUESTS_SHOWN_MAX = 5;
/** Methods that may come without a body, and keys that stand for any method. */
const BODILESS = /^(?:GET|HEAD|ANY) |^\$default$/;

export const desyncStrictest: DoctorRule = {
  code: "PST201",
  name: "desync-strictest",
  severity: "error",
  summary: "An Application Load Balancer in strictest mode blocks requests that gateways send",
  awsPage:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
  inputs: ALB_INPUTS,
  evidence: ["metrics", "journeys"],
  examine(context) {
    for (const { item, ways } of albsOnWays(context)) examineBalancer(context, item, ways);
  },
};

function examineBalancer(context: RuleContext, item: LoadBalancerItem, ways: readonly Way[]): void {
  const mode = desyncModeOf(item);
  if (isUnresolved(mode) && ways.length > 0) {
    context.undecided(loadBalancerResource(item), "The desync mitigation mode is not known");
  }
  if (mode !== "strictest") return;
  const count = metricSum(context.evidence, item.arn, NON_COMPLIANT);
  const blocked = stepsOf(context.evidence, item.arn, "desync").filter(
    ({ step }) => step.failure !== null,
  );
  const certain = ways.filter((way) => sendsBodilessRequests(way, context.view));
  const hasEvidence = count > 0 || blocked.length > 0;
  if (ways.length === 0 && !hasEvidence) return;
  const { LoadBalancerName: name = "" } = item.loadBalancer;
  context.report({
    resource: loadBalancerResource(item),
    severity: certain.length > 0 || (ways.length > 0 && hasEvidence) ? "error" : "warning",
    title:
      certain.length > 0
        ? `Application Load Balancer ${name} in strictest mode blocks every GET without a body that ${certain[0]?.apiName} sends`
        : `Application Load Balancer ${name} in strictest mode blocks requests that are not compliant to the letter`,
    seen: {
      "desync mitigation mode": mode,
      [NON_COMPLIANT]: count,
      "recent requests it blocked": blocked.slice(0, REQUESTS_SHOWN_MAX).map(blockedText),
      "APIs that lead to it": [...new Set(ways.map((way) => `${way.apiName} (${way.apiId})`))],
    },
    why: whyOf(certain.length > 0),
    fixes: [defensiveFix(item)],
  });
}

function blockedText({ journey, step }: SeenStep): string {
  const { method, target } = journey.request;
  const { tier, reason } = step.evidence;
  return `${method} ${target}: ${String(tier)} (${String(reason)})`;
}

/** HTTP APIs write Content-Length: 0 where there is no body; that matters for GET and HEAD alone. */
function sendsBodilessRequests(way: Way, view: View): boolean {
  if (way.api.kind !== "http") return false;
  const { id } = way.integration;
  const content = view === "deployed" ? way.api.stage.deployed : way.api.item;
  if (content === null || content === "unreadable") return false;
  const integration = content.integrations.find(({ IntegrationId }) => IntegrationId === id);
  const method = integration?.IntegrationMethod ?? "ANY";
  if (method === "ANY") return way.routeKeys.some((key) => BODILESS.test(key));
  return method === "GET" || method === "HEAD";
}

function whyOf(isCertain: boolean): string {
  return (
    (isCertain
      ? "An HTTP API writes Content-Length: 0 into a GET or HEAD without a body. That is harmless, and it is one of the " +
        "forms that the load balancer classifies as Acceptable (GetHeadZeroContentLength). "
      : "") +
    "Strictest mode lets only Compliant requests through: it answers all others with 400 Bad Request and closes the " +
    "connection, and no target is ever asked."
  );
}
