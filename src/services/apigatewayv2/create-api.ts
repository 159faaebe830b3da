// CreateApi: an HTTP API, empty or by quick create with its target.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
import type { Api } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { badRequest } from "./api-errors.ts";
import {
  API_KEY_SELECTION_EXPRESSION,
  applyApiSettings,
  ROUTE_SELECTION_EXPRESSION,
} from "./api-settings.ts";
import { autoDeploy } from "./auto-deploy.ts";
import { newId } from "./new-id.ts";
import type { Input, Output } from "./operation-types.ts";
import { quickCreate } from "./quick-create.ts";
import { addTags } from "./resource-tags.ts";
import { wholeSecond } from "./whole-second.ts";

export async function createApi(
  input: Input<"CreateApi">,
  context: OperationContext,
): Promise<Output<"CreateApi">> {
  if (input.ProtocolType !== "HTTP") {
    throw badRequest("WebSocket APIs are not there yet in Postern: protocolType must be HTTP");
  }
  const apiId = await newId(context, "http-api", "", 10);
  const api = applyApiSettings(context, newApi(context, apiId, input), input);
  context.records.put("http-api", apiId, { api });
  if (input.Target !== undefined) {
    await quickCreate(context, apiId, input);
    await autoDeploy(context, apiId);
  } else if (input.RouteKey !== undefined || input.CredentialsArn !== undefined) {
    // [I] wording
    throw badRequest("Target must be specified with RouteKey or CredentialsArn");
  }
  return api;
}

function newApi(context: OperationContext, apiId: string, input: Input<"CreateApi">): Api {
  const suffix = context.region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return {
    ApiEndpoint: `https://${apiId}.execute-api.${context.region}.${suffix}`,
    ApiId: apiId,
    ApiKeySelectionExpression: API_KEY_SELECTION_EXPRESSION,
    CreatedDate: wholeSecond(context.clock),
    DisableExecuteApiEndpoint: false,
    IpAddressType: "ipv4",
    Name: input.Name,
    ProtocolType: "HTTP",
    RouteSelectionExpression: ROUTE_SELECTION_EXPRESSION,
    Tags: addTags(undefined, input.Tags),
  };
}
