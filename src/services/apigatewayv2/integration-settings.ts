// The rules that an integration of an HTTP API has to keep, whether it is being created or updated. They are run on
// the integration as it would be afterwards.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations.html
import type { Integration } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";
import { badRequest } from "./api-errors.ts";
import { checkLength } from "./check-length.ts";
import { isCloudMapArn, isHttpUrl, isLambdaArn, isListenerArn } from "./integration-uri.ts";
import { checkRequestParameters, checkResponseParameters } from "./parameter-mapping-syntax.ts";

export const TIMEOUT_MS_MIN = 50;
export const TIMEOUT_MS_MAX = 30_000;
const URI_LENGTH_MAX = 2048;

const METHODS = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY"];

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html */
const SUBTYPES = new Set([
  "EventBridge-PutEvents",
  "SQS-SendMessage",
  "SQS-ReceiveMessage",
  "SQS-DeleteMessage",
  "SQS-PurgeQueue",
  "AppConfig-GetConfiguration",
  "Kinesis-PutRecord",
  "StepFunctions-StartExecution",
  "StepFunctions-StartSyncExecution",
  "StepFunctions-StopExecution",
]);

/** Members of requests that WebSocket APIs alone have. */
export const WEBSOCKET_INTEGRATION_MEMBERS = [
  "ContentHandlingStrategy",
  "PassthroughBehavior",
  "RequestTemplates",
  "TemplateSelectionExpression",
] as const;

/** Throws BadRequestException when AWS would not take the integration; warns of what has no effect here. */
export async function checkIntegration(
  context: OperationContext,
  integration: Integration,
): Promise<void> {
  checkType(integration);
  checkLength("description", integration.Description, 0, 1024);
  checkSubtype(integration);
  checkMethod(integration);
  checkPayloadFormat(integration);
  checkTimeout(integration.TimeoutInMillis);
  checkUri(integration);
  if (integration.ConnectionType === "VPC_LINK") await checkVpcLink(context, integration);
  checkTls(integration);
  if (integration.RequestParameters !== undefined) {
    checkRequestParameters(integration.RequestParameters);
  }
  if (integration.ResponseParameters !== undefined) {
    checkResponseParameters(integration.ResponseParameters);
  }
  warnOfNoEffect(context, integration);
}

function checkType({ IntegrationType: type }: Integration): void {
  if (type === "HTTP_PROXY" || type === "AWS_PROXY") return;
  throw badRequest(
    "Currently, an API with a protocol type of HTTP may only be associated with proxy " +
      "integrations (AWS_PROXY, HTTP_PROXY)",
  );
}

function checkSubtype({ IntegrationSubtype: subtype, IntegrationType: type }: Integration): void {
  if (subtype === undefined) return;
  // [I] wording
  if (type !== "AWS_PROXY") {
    throw badRequest("IntegrationSubtype is only supported for integration of type AWS_PROXY");
  }
  if (!SUBTYPES.has(subtype)) throw badRequest(`Operation: ${subtype} is not supported.`);
  throw badRequest(
    `Integrations with AWS services are not there yet in Postern: integrationSubtype ${subtype}`,
  );
}

function checkMethod({ IntegrationMethod: method, IntegrationType: type }: Integration): void {
  if (method === undefined) {
    if (type !== "HTTP_PROXY") return;
    throw badRequest("HttpMethod parameter method must be specified for integrationType HTTPPROXY");
  }
  if (!METHODS.includes(method)) {
    // The wording is that of REST APIs [I].
    throw badRequest(`Invalid HttpMethod specified. Valid options are ${METHODS.join(",")}`);
  }
}

function checkPayloadFormat(integration: Integration): void {
  const { PayloadFormatVersion: version = "1.0", IntegrationType: type } = integration;
  if (version !== "1.0" && version !== "2.0") {
    throw badRequest(`Unsupported PayloadFormatVersion: ${version}`);
  }
  if (version === "2.0" && type === "HTTP_PROXY") {
    throw badRequest(
      "PayloadFormatVersion 2.0 is not supported for integration of type HTTP_PROXY",
    );
  }
}

function checkTimeout(timeoutMs = TIMEOUT_MS_MAX): void {
  if (Number.isInteger(timeoutMs) && timeoutMs >= TIMEOUT_MS_MIN && timeoutMs <= TIMEOUT_MS_MAX) {
    return;
  }
  throw badRequest(`Timeout should be between ${TIMEOUT_MS_MIN} ms and ${TIMEOUT_MS_MAX} ms`);
}

function checkUri(integration: Integration): void {
  const { IntegrationUri: uri, ConnectionType: connectionType } = integration;
  if (uri === undefined || uri === "") {
    throw badRequest("Either `integrationSubtype` or `integrationUri` must be specified");
  }
  checkLength("integrationUri", uri, 1, URI_LENGTH_MAX);
  if (integration.IntegrationType === "AWS_PROXY") {
    // [I] wording
    if (!isLambdaArn(uri)) throw badRequest("Invalid function ARN or invalid uri");
  } else if (connectionType === "VPC_LINK") {
    if (!isListenerArn(uri) && !isCloudMapArn(uri)) {
      throw badRequest(
        "For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid " +
          "Cloud Map service ARN.",
      );
    }
  } else if (!isHttpUrl(uri)) {
    // The wording is that of REST APIs [I].
    throw badRequest("Invalid HTTP endpoint specified for URI");
  }
}

async function checkVpcLink(context: OperationContext, integration: Integration): Promise<void> {
  const { ConnectionId: vpcLinkId } = integration;
  if (integration.IntegrationType !== "HTTP_PROXY") {
    // [I] wording; that private integrations are HTTP_PROXY only is documented.
    throw badRequest(
      "ConnectionType VPC_LINK is only supported for integration of type HTTP_PROXY",
    );
  }
  if (vpcLinkId === undefined || vpcLinkId === "") {
    throw badRequest("ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK");
  }
  const body = await context.records.get("vpc-link", vpcLinkId);
  if (body === undefined || body.vpcLink.VpcLinkStatus === "DELETING") {
    // A BadRequestException, as for everything that a request merely refers to; the wording is [I].
    throw badRequest(`Invalid VpcLink identifier specified ${vpcLinkId}`);
  }
}

function checkTls({ TlsConfig: tls, ConnectionType: connectionType }: Integration): void {
  if (tls === undefined) return;
  if (connectionType !== "VPC_LINK") {
    // [I] wording; that it is for private integrations only is documented.
    throw badRequest("TlsConfig is only supported for ConnectionType VPC_LINK");
  }
  checkLength("tlsConfig.serverNameToVerify", tls.ServerNameToVerify, 1, 512);
  if (/\s/.test(tls.ServerNameToVerify ?? "")) {
    // [I] wording
    throw badRequest(`Invalid server name to verify: ${tls.ServerNameToVerify}`);
  }
}

function warnOfNoEffect(context: OperationContext, integration: Integration): void {
  const { IntegrationId: integrationId, IntegrationUri: uri = "" } = integration;
  if (integration.IntegrationType === "AWS_PROXY") {
    context.logger.warn("Lambda integrations are stored but not served yet", { integrationId });
  }
  if (isCloudMapArn(uri)) {
    context.logger.warn("There is no Cloud Map here: requests to this integration will fail", {
      integrationId,
      uri,
    });
  }
  if (integration.ConnectionId !== undefined && integration.ConnectionType !== "VPC_LINK") {
    context.logger.warn("ConnectionId has no effect without ConnectionType VPC_LINK", {
      integrationId,
    });
  }
  if (integration.CredentialsArn !== undefined) {
    context.logger.warn("CredentialsArn of an integration has no effect", { integrationId });
  }
}
