// PutGatewayResponse: says how API Gateway itself answers in one kind of case.
// https://docs.aws.amazon.com/apigateway/latest/api/API_PutGatewayResponse.html
import { Constraints } from "../../protocol/constraints.ts";
import { GATEWAY_RESPONSE_TYPES } from "../../store/gateway-response-types.ts";
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import { customGatewayResponse } from "./gateway-response.ts";
import type { Input, Output } from "./operation-types.ts";

export async function putGatewayResponse(
  input: Input<"PutGatewayResponse">,
  context: OperationContext,
): Promise<Output<"PutGatewayResponse">> {
  new Constraints()
    .enumeration("responseType", input.responseType, GATEWAY_RESPONSE_TYPES)
    .pattern("putGatewayResponseInput.statusCode", input.statusCode, /[1-5]\d\d/)
    .throwIfViolated();
  await findRestApi(context, input.restApiId);
  const gatewayResponse = customGatewayResponse(input.responseType, input);
  const id = `${input.restApiId}/${input.responseType}`;
  context.records.put("rest-gateway-response", id, { gatewayResponse });
  return gatewayResponse;
}
