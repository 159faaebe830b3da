// The fix that gives an attribute of a load balancer another value.
import type { LoadBalancerItem } from "./inventory.ts";
import type { Fix } from "./rule.ts";
import { readable } from "./unresolved.ts";

export interface AttributeChange {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly title: string;
  readonly console: readonly string[];
  /** The argument of Terraform's aws_lb, with its value. */
  readonly terraform: string;
  readonly onlyWhenAsked: boolean;
}

export function attributeFix({ arn }: LoadBalancerItem, change: AttributeChange): Fix {
  const { key, from, to } = change;
  const input = (Value: string) => ({
    LoadBalancerArn: arn,
    Attributes: [{ Key: key, Value }],
  });
  const operation = "ModifyLoadBalancerAttributes";
  return {
    title: change.title,
    cli: [
      `aws elbv2 modify-load-balancer-attributes --load-balancer-arn ${readable(arn)} --attributes Key=${key},Value=${to}`,
    ],
    console: change.console,
    cloudFormation: `# on the AWS::ElasticLoadBalancingV2::LoadBalancer\nLoadBalancerAttributes:\n  - Key: ${key}\n    Value: "${to}"`,
    terraform: `# on the aws_lb\n${change.terraform}`,
    calls: [
      { service: "elbv2", operation, input: input(to), undo: { operation, input: input(from) } },
    ],
    deploys: [],
    onlyWhenAsked: change.onlyWhenAsked,
  };
}
