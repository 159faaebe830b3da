// UpdateIntegration: changes what is given and keeps the rest. A mapping is taken away by an empty value, a TLS
// configuration by an empty one.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html
import type { Integration } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { autoDeploy } from "./auto-deploy.ts";
import { findIntegration } from "./find-integration.ts";
import { checkIntegration, WEBSOCKET_INTEGRATION_MEMBERS } from "./integration-settings.ts";
import { mergeMaps, mergeTexts } from "./merge-parameters.ts";
import type { Input, Output } from "./operation-types.ts";
import { refuseMembers } from "./refuse-members.ts";

export async function updateIntegration(
  input: Input<"UpdateIntegration">,
  context: OperationContext,
): Promise<Output<"UpdateIntegration">> {
  const before = await findIntegration(context, input.ApiId, input.IntegrationId);
  refuseMembers(input, WEBSOCKET_INTEGRATION_MEMBERS);
  const integration = changed(before, input);
  await checkIntegration(context, integration);
  context.records.put("http-api-integration", `${input.ApiId}/${input.IntegrationId}`, {
    integration,
  });
  await autoDeploy(context, input.ApiId);
  return integration;
}

function changed(before: Integration, input: Input<"UpdateIntegration">): Integration {
  const integration: Integration = { ...before };
  if (input.ConnectionType !== undefined && input.ConnectionType !== before.ConnectionType) {
    integration.ConnectionType = input.ConnectionType;
    if (input.ConnectionType === "INTERNET") {
      delete integration.ConnectionId;
      delete integration.TlsConfig;
    }
  }
  if (input.ConnectionId !== undefined) integration.ConnectionId = input.ConnectionId;
  if (input.CredentialsArn !== undefined) integration.CredentialsArn = input.CredentialsArn;
  if (input.Description !== undefined) integration.Description = input.Description;
  if (input.IntegrationType !== undefined) integration.IntegrationType = input.IntegrationType;
  if (input.IntegrationMethod !== undefined) {
    integration.IntegrationMethod = input.IntegrationMethod;
  }
  if (integration.IntegrationType === "AWS_PROXY") integration.IntegrationMethod = "POST";
  if (input.IntegrationSubtype !== undefined) {
    integration.IntegrationSubtype = input.IntegrationSubtype;
  }
  if (input.IntegrationUri !== undefined) integration.IntegrationUri = input.IntegrationUri;
  if (input.PayloadFormatVersion !== undefined) {
    integration.PayloadFormatVersion = input.PayloadFormatVersion;
  }
  if (input.TimeoutInMillis !== undefined) integration.TimeoutInMillis = input.TimeoutInMillis;
  changeMaps(integration, input);
  return integration;
}

function changeMaps(integration: Integration, input: Input<"UpdateIntegration">): void {
  if (input.RequestParameters !== undefined) {
    integration.RequestParameters = mergeTexts(
      integration.RequestParameters,
      input.RequestParameters,
    );
  }
  if (input.ResponseParameters !== undefined) {
    integration.ResponseParameters = mergeMaps(
      integration.ResponseParameters,
      input.ResponseParameters,
    );
  }
  if (input.TlsConfig === undefined) return;
  if ((input.TlsConfig.ServerNameToVerify ?? "") === "") delete integration.TlsConfig;
  else integration.TlsConfig = input.TlsConfig;
}
