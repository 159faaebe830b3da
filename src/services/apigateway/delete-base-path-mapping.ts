// DeleteBasePathMapping: https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteBasePathMapping.html
import type { OperationContext } from "../operation-context.ts";
import { findBasePathMapping } from "./find-base-path-mapping.ts";
import type { Input, Output } from "./operation-types.ts";

export async function deleteBasePathMapping(
  input: Input<"DeleteBasePathMapping">,
  context: OperationContext,
): Promise<Output<"DeleteBasePathMapping">> {
  await findBasePathMapping(context, input.domainName, input.basePath);
  context.records.delete("base-path-mapping", `${input.domainName}/${input.basePath}`);
  return {};
}
