// DescribeListeners: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListeners.html
import type { Listener } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OperationContext } from "../operation-context.ts";
import { listenersOf, requireListener, requireLoadBalancer } from "./find-resource.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";
import { validationError } from "../../protocol/constraints.ts";

export async function describeListeners(
  input: Input<"DescribeListeners">,
  { records }: OperationContext,
): Promise<Output<"DescribeListeners">> {
  const { LoadBalancerArn: loadBalancerArn, ListenerArns: arns = [] } = input;
  if ((loadBalancerArn === undefined) === (arns.length === 0)) {
    throw validationError("You must specify either listener ARNs or a load balancer ARN");
  }
  const found: Listener[] = [];
  if (loadBalancerArn !== undefined) {
    await requireLoadBalancer(records, loadBalancerArn);
    for (const { listener } of await listenersOf(records, loadBalancerArn)) found.push(listener);
  }
  for (const arn of new Set(arns)) found.push((await requireListener(records, arn)).listener);
  const page = pageOf(found, input, ({ ListenerArn = "" }) => ListenerArn);
  return { Listeners: page.items, ...page.nextMarker };
}
