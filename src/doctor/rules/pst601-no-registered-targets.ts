// A listener forwards to a target group in which nobody is registered: an Application Load Balancer answers 503
// itself, a Network Load Balancer has nobody to connect to. Templates often register targets otherwise (ECS services,
// Auto Scaling groups), so there nothing is certain.
import { isLive, isPartUnreadable } from "../network-place.ts";
import { makeFix } from "../make-fix.ts";
import { usedGroups, type UsedGroup } from "../forwarding.ts";
import { targetGroupResource } from "../resources.ts";
import type { DoctorRule, Fix } from "../rule.ts";

export const noRegisteredTargets: DoctorRule = {
  code: "PST601",
  name: "no-registered-targets",
  severity: "error",
  summary: "A target group that requests are forwarded to has no registered target",
  awsPage:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
  inputs: [
    "httpApis",
    "restApis",
    "vpcLinks",
    "restVpcLinks",
    "loadBalancers",
    "listeners",
    "targetGroups",
  ],
  evidence: [],
  examine(context) {
    for (const used of usedGroups(context)) {
      if (used.item.targets.length > 0) continue;
      const resource = targetGroupResource(used.item);
      if (isPartUnreadable(context.inventory, "targetGroups")) {
        context.undecided(resource, "Its targets could not be read");
      } else if (!isLive(context.inventory)) {
        const why =
          "No target is written down for it; services and Auto Scaling groups register theirs themselves";
        context.undecided(resource, why);
      } else {
        context.report({
          resource,
          title: `Target group ${nameOf(used)} has no registered target`,
          seen: {
            "registered targets": 0,
            listener: used.way.listener.arn,
            "reached by": used.isDefault ? "the default rule" : "rules with conditions",
            routes: used.routes,
          },
          why: whyOf(used),
          fixes: [fixOf(used)],
          severity: used.isDefault ? "error" : "warning",
        });
      }
    }
  },
};

function nameOf({ item }: UsedGroup): string {
  return item.targetGroup.TargetGroupName ?? "";
}

function whyOf({ way, isDefault }: UsedGroup): string {
  const { LoadBalancerName = "", Type } = way.loadBalancer.loadBalancer;
  const some = isDefault ? "" : "Requests that match the rules that lead here fail. ";
  return Type === "network"
    ? `${some}${LoadBalancerName} takes the connection's first packet, has nobody to hand it to and rejects it: the gateway has no connection, and its client gets 503 Service Unavailable (HTTP API) or 500 Internal server error (REST API).`
    : `${some}${LoadBalancerName} takes the request, chooses this group by its rules and finds nobody in it: it answers 503 Service Temporarily Unavailable itself (Server: awselb/2.0, HTTPCode_ELB_503_Count), and the gateway passes that on.`;
}

function fixOf({ item }: UsedGroup): Fix {
  const { TargetType = "instance", Port = 80 } = item.targetGroup;
  const id = TargetType === "ip" ? "ADDRESS" : TargetType === "instance" ? "INSTANCE-ID" : "ARN";
  return makeFix({
    title: "Register what answers the requests",
    cli: [
      `aws elbv2 register-targets --target-group-arn ${item.arn} --targets Id=${id}${TargetType === "lambda" ? "" : `,Port=${Port}`}`,
    ],
    console: [
      `EC2 → Target groups → ${item.targetGroup.TargetGroupName ?? ""} → Targets → Register targets`,
      "Of an ECS service or an Auto Scaling group: look why it registers none (its events)",
    ],
    cloudFormation: `# on the AWS::ElasticLoadBalancingV2::TargetGroup\nTargets:\n  - Id: ${id}\n    Port: ${Port}`,
    terraform: `resource "aws_lb_target_group_attachment" "target" {\n  target_group_arn = "${item.arn}"\n  target_id = "${id}"\n  port = ${Port}\n}`,
  });
}
