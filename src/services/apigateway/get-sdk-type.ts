// GetSdkType: https://docs.aws.amazon.com/apigateway/latest/api/API_GetSdkType.html
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { badRequest } from "./rest-errors.ts";
import { SDK_TYPES } from "./sdk-types.ts";

export function getSdkType(
  input: Input<"GetSdkType">,
  _context: OperationContext,
): Output<"GetSdkType"> {
  const found = SDK_TYPES.find((sdkType) => sdkType.id === input.id);
  // [I] status and wording
  if (found === undefined) throw badRequest(`Invalid SDK type specified: ${input.id}`);
  return found;
}
