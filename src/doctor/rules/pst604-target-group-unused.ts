// A target group that no listener names: its targets get no requests and no health checks. Nothing fails by it; it is
// often what is left of a change, or the group that somebody meant to forward to.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
import { namedGroups } from "../forwarding.ts";
import { makeFix } from "../make-fix.ts";
import { isPartUnreadable } from "../network-place.ts";
import { targetGroupResource } from "../resources.ts";
import type { DoctorRule } from "../rule.ts";
import { isUnresolved } from "../unresolved.ts";

export const targetGroupUnused: DoctorRule = {
  code: "PST604",
  name: "target-group-unused",
  severity: "info",
  summary: "No listener forwards to a target group",
  awsPage:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
  inputs: ["listeners", "targetGroups"],
  evidence: [],
  examine(context) {
    const named = namedGroups(context.inventory);
    for (const item of context.inventory.targetGroups) {
      if (named.has(item.arn) || (item.targetGroup.LoadBalancerArns ?? []).length > 0) continue;
      const resource = targetGroupResource(item);
      if (isPartUnreadable(context.inventory, "listeners")) {
        context.undecided(
          resource,
          "Listeners could not be read, and one of them may forward to it",
        );
        continue;
      }
      if ([...named].some(isUnresolved)) {
        context.undecided(
          resource,
          "Some listener forwards to a target group that is not known here",
        );
        continue;
      }
      const { TargetGroupName = "", HealthCheckEnabled } = item.targetGroup;
      context.report({
        resource,
        title: `No listener forwards to target group ${TargetGroupName}`,
        seen: {
          "registered targets": item.targets.length,
          "health checks": HealthCheckEnabled === false ? "off" : "not made while it is unused",
        },
        why: "Target groups get requests by actions of listeners and their rules. None names this one, so its targets are in state unused (Target.NotInUse), get nothing and are not checked.",
        fixes: [
          makeFix({
            title: "Forward to it, or delete it",
            cli: [
              `aws elbv2 modify-listener --listener-arn LISTENER --default-actions Type=forward,TargetGroupArn=${item.arn}`,
              `aws elbv2 delete-target-group --target-group-arn ${item.arn}`,
            ],
            console: [
              "EC2 → Load balancers → the load balancer → Listeners and rules → the rule → Edit",
              `or EC2 → Target groups → ${TargetGroupName} → Actions → Delete`,
            ],
            cloudFormation: `# on the AWS::ElasticLoadBalancingV2::Listener\nDefaultActions:\n  - Type: forward\n    TargetGroupArn: ${item.arn}`,
            terraform: `# on the aws_lb_listener\ndefault_action {\n  type = "forward"\n  target_group_arn = "${item.arn}"\n}`,
          }),
        ],
      });
    }
  },
};
