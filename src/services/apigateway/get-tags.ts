// GetTags: all tags of a resource; pages are not supported, AWS says of its own.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetTags.html
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { findTaggedResource } from "./tagged-resource.ts";

export async function getTags(
  input: Input<"GetTags">,
  context: OperationContext,
): Promise<Output<"GetTags">> {
  return { tags: { ...(await findTaggedResource(context, input.resourceArn)).tags } };
}
