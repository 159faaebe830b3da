// GetSdkTypes: https://docs.aws.amazon.com/apigateway/latest/api/API_GetSdkTypes.html
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";
import { SDK_TYPES } from "./sdk-types.ts";

export function getSdkTypes(
  input: Input<"GetSdkTypes">,
  _context: OperationContext,
): Output<"GetSdkTypes"> {
  const types = SDK_TYPES.map((sdkType) => ({ id: sdkType.id ?? "", sdkType }));
  return pageOf(types, input, ({ sdkType }) => sdkType);
}
