// GetGatewayResponse: the response of a type, the default one when nobody has customised it.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponse.html
import { defaultGatewayResponse } from "../../store/gateway-response-types.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkGatewayResponseType } from "./check-gateway-response-type.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";

export async function getGatewayResponse(
  input: Input<"GetGatewayResponse">,
  context: OperationContext,
): Promise<Output<"GetGatewayResponse">> {
  checkGatewayResponseType(input.responseType);
  await findRestApi(context, input.restApiId);
  const id = `${input.restApiId}/${input.responseType}`;
  const body = await context.records.get("rest-gateway-response", id);
  return body?.gatewayResponse ?? defaultGatewayResponse(input.responseType);
}
