// UntagResource: takes tags away; keys that are not there are no error.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UntagResource.html
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { findTaggedResource } from "./tagged-resource.ts";

export async function untagResource(
  input: Input<"UntagResource">,
  context: OperationContext,
): Promise<Output<"UntagResource">> {
  const resource = await findTaggedResource(context, input.resourceArn);
  const kept = Object.entries(resource.tags).filter(([key]) => !input.tagKeys.includes(key));
  resource.save(Object.fromEntries(kept));
  return {};
}
