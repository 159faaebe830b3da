// The type in the path of a gateway response's operations: part of checking the shape of an input, before anything
// else. https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
import { Constraints } from "../../protocol/constraints.ts";
import { GATEWAY_RESPONSE_TYPES } from "../../store/gateway-response-types.ts";
import { constrainPatchOps, type PatchOperationInput } from "./patch-operations.ts";

/** Throws ValidationException for a type that there is not. */
export function checkGatewayResponseType(responseType: string): void {
  new Constraints()
    .enumeration("responseType", responseType, GATEWAY_RESPONSE_TYPES)
    .throwIfViolated();
}

/** The same with the patch operations of an update, all violations in one message. */
export function checkGatewayResponsePatch(
  responseType: string,
  operations: readonly PatchOperationInput[] | undefined,
): void {
  constrainPatchOps(new Constraints(), "updateGatewayResponseInput", operations)
    .enumeration("responseType", responseType, GATEWAY_RESPONSE_TYPES)
    .throwIfViolated();
}
