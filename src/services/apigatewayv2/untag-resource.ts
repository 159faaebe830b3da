// UntagResource: takes tags away by their keys; keys that are not there are no error.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { findTaggedResource } from "./tagged-resource.ts";

export async function untagResource(
  input: Input<"UntagResource">,
  context: OperationContext,
): Promise<Output<"UntagResource">> {
  const resource = await findTaggedResource(context, input.ResourceArn);
  const removed = new Set(input.TagKeys);
  const kept = Object.entries(resource.tags).filter(([key]) => !removed.has(key));
  resource.save(Object.fromEntries(kept));
  return {};
}
