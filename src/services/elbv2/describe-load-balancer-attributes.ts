// DescribeLoadBalancerAttributes:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancerAttributes.html
import type { OperationContext } from "../operation-context.ts";
import { attributeList } from "./attribute-definition.ts";
import { requireLoadBalancer } from "./find-resource.ts";
import type { Input, Output } from "./operation-types.ts";

export async function describeLoadBalancerAttributes(
  input: Input<"DescribeLoadBalancerAttributes">,
  { records }: OperationContext,
): Promise<Output<"DescribeLoadBalancerAttributes">> {
  const { attributes } = await requireLoadBalancer(records, input.LoadBalancerArn);
  return { Attributes: attributeList(attributes) };
}
