// GetResource. https://docs.aws.amazon.com/apigateway/latest/api/API_GetResource.html
import type { OperationContext } from "../operation-context.ts";
import { findResource } from "./find-resource.ts";
import type { Input, Output } from "./operation-types.ts";
import { shownResource } from "./shown-resource.ts";

export async function getResource(
  input: Input<"GetResource">,
  context: OperationContext,
): Promise<Output<"GetResource">> {
  return shownResource(await findResource(context, input), input.embed);
}
