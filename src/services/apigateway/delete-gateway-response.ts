// DeleteGatewayResponse: gives a type its default response back.
// https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteGatewayResponse.html
import type { OperationContext } from "../operation-context.ts";
import { checkGatewayResponseType } from "./check-gateway-response-type.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { notFound } from "./rest-errors.ts";

export async function deleteGatewayResponse(
  input: Input<"DeleteGatewayResponse">,
  context: OperationContext,
): Promise<Output<"DeleteGatewayResponse">> {
  checkGatewayResponseType(input.responseType);
  await findRestApi(context, input.restApiId);
  const id = `${input.restApiId}/${input.responseType}`;
  if ((await context.records.get("rest-gateway-response", id)) === undefined) {
    throw notFound("Gateway response type not defined on api");
  }
  context.records.delete("rest-gateway-response", id);
  return {};
}
