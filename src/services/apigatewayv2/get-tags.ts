// GetTags: the tags of an API, a stage or a VPC link.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { findTaggedResource } from "./tagged-resource.ts";

export async function getTags(
  input: Input<"GetTags">,
  context: OperationContext,
): Promise<Output<"GetTags">> {
  const resource = await findTaggedResource(context, input.ResourceArn);
  return { Tags: { ...resource.tags } };
}
