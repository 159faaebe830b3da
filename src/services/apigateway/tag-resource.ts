// TagResource: adds tags to a resource, replacing values of keys that are there.
// https://docs.aws.amazon.com/apigateway/latest/api/API_TagResource.html
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { addTags } from "./rest-tags.ts";
import { findTaggedResource } from "./tagged-resource.ts";

export async function tagResource(
  input: Input<"TagResource">,
  context: OperationContext,
): Promise<Output<"TagResource">> {
  const resource = await findTaggedResource(context, input.resourceArn);
  resource.save(addTags(resource.tags, input.tags));
  return {};
}
