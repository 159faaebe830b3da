// DescribeRules: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeRules.html
import type { Rule } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OperationContext } from "../operation-context.ts";
import { requireListener, requireRule, rulesOf } from "./find-resource.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";
import { validationError } from "../../protocol/constraints.ts";

/** A listener's rules come in order of priority, the default rule last. */
export async function describeRules(
  input: Input<"DescribeRules">,
  { records }: OperationContext,
): Promise<Output<"DescribeRules">> {
  const { ListenerArn: listenerArn, RuleArns: arns = [] } = input;
  if ((listenerArn === undefined) === (arns.length === 0)) {
    throw validationError("You must specify either listener rule ARNs or a listener ARN");
  }
  const found: Rule[] = [];
  if (listenerArn !== undefined) {
    await requireListener(records, listenerArn);
    for (const { rule } of await rulesOf(records, listenerArn)) found.push(rule);
  }
  for (const arn of new Set(arns)) found.push((await requireRule(records, arn)).rule);
  const page = pageOf(found, input, ({ RuleArn = "" }) => RuleArn);
  return { Rules: page.items, ...page.nextMarker };
}
