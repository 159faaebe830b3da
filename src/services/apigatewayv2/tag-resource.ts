// TagResource: adds tags to an API, a stage or a VPC link, replacing values of keys that are there.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { addTags } from "./resource-tags.ts";
import { findTaggedResource } from "./tagged-resource.ts";

export async function tagResource(
  input: Input<"TagResource">,
  context: OperationContext,
): Promise<Output<"TagResource">> {
  const resource = await findTaggedResource(context, input.ResourceArn);
  resource.save(addTags(resource.tags, input.Tags));
  return {};
}
