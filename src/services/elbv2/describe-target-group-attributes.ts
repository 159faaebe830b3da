// DescribeTargetGroupAttributes:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroupAttributes.html
import type { OperationContext } from "../operation-context.ts";
import { attributeList } from "./attribute-definition.ts";
import { requireTargetGroup } from "./find-resource.ts";
import type { Input, Output } from "./operation-types.ts";

export async function describeTargetGroupAttributes(
  input: Input<"DescribeTargetGroupAttributes">,
  { records }: OperationContext,
): Promise<Output<"DescribeTargetGroupAttributes">> {
  const { attributes } = await requireTargetGroup(records, input.TargetGroupArn);
  return { Attributes: attributeList(attributes) };
}
