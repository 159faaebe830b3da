// DescribeListenerAttributes:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListenerAttributes.html
import type { OperationContext } from "../operation-context.ts";
import { attributeList } from "./attribute-definition.ts";
import { requireListener } from "./find-resource.ts";
import type { Input, Output } from "./operation-types.ts";

export async function describeListenerAttributes(
  input: Input<"DescribeListenerAttributes">,
  { records }: OperationContext,
): Promise<Output<"DescribeListenerAttributes">> {
  const { attributes } = await requireListener(records, input.ListenerArn);
  return { Attributes: attributeList(attributes) };
}
