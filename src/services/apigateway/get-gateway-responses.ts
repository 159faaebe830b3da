// GetGatewayResponses: every type's response, customised or default. AWS answers all of them in one page [I].
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponses.html
import {
  defaultGatewayResponse,
  GATEWAY_RESPONSE_TYPES,
} from "../../store/gateway-response-types.ts";
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";

export async function getGatewayResponses(
  input: Input<"GetGatewayResponses">,
  context: OperationContext,
): Promise<Output<"GetGatewayResponses">> {
  await findRestApi(context, input.restApiId);
  const prefix = `${input.restApiId}/`;
  const custom = new Map(
    (await context.records.list("rest-gateway-response", prefix)).map(({ id, body }) => [
      id.slice(prefix.length),
      body.gatewayResponse,
    ]),
  );
  const all = GATEWAY_RESPONSE_TYPES.toSorted().map((type) => ({
    id: type,
    response: custom.get(type) ?? defaultGatewayResponse(type),
  }));
  return pageOf(all, input, ({ response }) => response);
}
