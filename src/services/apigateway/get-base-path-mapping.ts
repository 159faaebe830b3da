// GetBasePathMapping: https://docs.aws.amazon.com/apigateway/latest/api/API_GetBasePathMapping.html
import type { OperationContext } from "../operation-context.ts";
import { findBasePathMapping } from "./find-base-path-mapping.ts";
import type { Input, Output } from "./operation-types.ts";

export async function getBasePathMapping(
  input: Input<"GetBasePathMapping">,
  context: OperationContext,
): Promise<Output<"GetBasePathMapping">> {
  return findBasePathMapping(context, input.domainName, input.basePath);
}
