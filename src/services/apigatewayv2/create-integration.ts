// CreateIntegration: what a route's requests are passed to, publicly or through a VPC link.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html
import type { Integration } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { integrationsOf } from "./api-parts.ts";
import { autoDeploy } from "./auto-deploy.ts";
import { findApi } from "./find-api.ts";
import {
  checkIntegration,
  TIMEOUT_MS_MAX,
  WEBSOCKET_INTEGRATION_MEMBERS,
} from "./integration-settings.ts";
import { mergeMaps, mergeTexts } from "./merge-parameters.ts";
import { newId } from "./new-id.ts";
import type { Input, Output } from "./operation-types.ts";
import { checkQuota, INTEGRATIONS_PER_API_MAX } from "./quotas.ts";
import { refuseMembers } from "./refuse-members.ts";

export async function createIntegration(
  input: Input<"CreateIntegration">,
  context: OperationContext,
): Promise<Output<"CreateIntegration">> {
  await findApi(context, input.ApiId);
  refuseMembers(input, WEBSOCKET_INTEGRATION_MEMBERS);
  const existing = await integrationsOf(context, input.ApiId);
  checkQuota(existing.length, INTEGRATIONS_PER_API_MAX, "Integrations", "API");
  const integration = await newIntegration(context, input);
  await checkIntegration(context, integration);
  context.records.put("http-api-integration", `${input.ApiId}/${integration.IntegrationId}`, {
    integration,
  });
  await autoDeploy(context, input.ApiId);
  return integration;
}

async function newIntegration(
  context: OperationContext,
  input: Input<"CreateIntegration">,
): Promise<Integration> {
  const integration: Integration = {
    ConnectionType: input.ConnectionType ?? "INTERNET",
    IntegrationId: await newId(context, "http-api-integration", `${input.ApiId}/`, 7),
    IntegrationType: input.IntegrationType,
    PayloadFormatVersion: input.PayloadFormatVersion ?? "1.0",
    TimeoutInMillis: input.TimeoutInMillis ?? TIMEOUT_MS_MAX,
  };
  const method = input.IntegrationType === "AWS_PROXY" ? "POST" : input.IntegrationMethod;
  if (method !== undefined) integration.IntegrationMethod = method;
  if (input.ConnectionId !== undefined) integration.ConnectionId = input.ConnectionId;
  if (input.CredentialsArn !== undefined) integration.CredentialsArn = input.CredentialsArn;
  if (input.Description !== undefined) integration.Description = input.Description;
  if (input.IntegrationSubtype !== undefined) {
    integration.IntegrationSubtype = input.IntegrationSubtype;
  }
  if (input.IntegrationUri !== undefined) integration.IntegrationUri = input.IntegrationUri;
  if (input.RequestParameters !== undefined) {
    integration.RequestParameters = mergeTexts(undefined, input.RequestParameters);
  }
  if (input.ResponseParameters !== undefined) {
    integration.ResponseParameters = mergeMaps(undefined, input.ResponseParameters);
  }
  if (input.TlsConfig?.ServerNameToVerify !== undefined) integration.TlsConfig = input.TlsConfig;
  return integration;
}
