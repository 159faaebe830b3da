// An integration as its form has it, and the API's calls that make it so.
import type { Integration } from "@aws-sdk/client-apigatewayv2";
import { apiGatewayV2 } from "../../commons/aws-clients.ts";
import {
  type Mapping,
  requestMappings,
  requestParameters,
  responseMappings,
  responseParameters,
} from "./http-mapping.ts";

export type IntegrationKind = "http" | "private" | "lambda";

export interface IntegrationDraft {
  readonly kind: IntegrationKind;
  readonly method: string;
  /** Of kind http a URL, of kind lambda the function's ARN. */
  readonly uri: string;
  readonly vpcLinkId: string;
  readonly listenerArn: string;
  /** Of private resources; "" for none. */
  readonly serverName: string;
  readonly timeoutMs: string;
  readonly description: string;
  readonly requestMappings: readonly Mapping[];
  readonly responseMappings: readonly Mapping[];
}

export const EMPTY_DRAFT: IntegrationDraft = {
  kind: "http",
  method: "ANY",
  uri: "",
  vpcLinkId: "",
  listenerArn: "",
  serverName: "",
  timeoutMs: "30000",
  description: "",
  requestMappings: [],
  responseMappings: [],
};

export function draftOf(integration: Integration): IntegrationDraft {
  const kind = kindOf(integration);
  const { IntegrationUri: uri = "" } = integration;
  return {
    kind,
    method: integration.IntegrationMethod ?? "ANY",
    uri: kind === "private" ? "" : uri,
    vpcLinkId: integration.ConnectionId ?? "",
    listenerArn: kind === "private" ? uri : "",
    serverName: integration.TlsConfig?.ServerNameToVerify ?? "",
    timeoutMs: String(integration.TimeoutInMillis ?? ""),
    description: integration.Description ?? "",
    requestMappings: requestMappings(integration),
    responseMappings: responseMappings(integration),
  };
}

function kindOf({ IntegrationType, ConnectionType }: Integration): IntegrationKind {
  if (IntegrationType === "AWS_PROXY") return "lambda";
  return ConnectionType === "VPC_LINK" ? "private" : "http";
}

/** Whether there is enough to ask the API. */
export function isComplete(draft: IntegrationDraft): boolean {
  if (draft.kind === "private") return draft.vpcLinkId !== "" && draft.listenerArn !== "";
  return draft.uri !== "";
}

/** The new integration's ID. */
export async function createIntegration(apiId: string, draft: IntegrationDraft): Promise<string> {
  const client = await apiGatewayV2();
  const { IntegrationId = "" } = await client.createIntegration({
    ApiId: apiId,
    IntegrationType: "HTTP_PROXY",
    PayloadFormatVersion: "1.0",
    ...targetOf(draft),
    TimeoutInMillis: timeoutOf(draft),
    ...(draft.description !== "" && { Description: draft.description }),
    ...(draft.serverName !== "" &&
      draft.kind === "private" && { TlsConfig: { ServerNameToVerify: draft.serverName } }),
    ...(draft.requestMappings.length > 0 && {
      RequestParameters: requestParameters(draft.requestMappings),
    }),
    ...(draft.responseMappings.length > 0 && {
      ResponseParameters: responseParameters(draft.responseMappings),
    }),
  });
  return IntegrationId;
}

/** Makes the integration what the draft says. */
export async function updateIntegration(
  apiId: string,
  before: Integration,
  draft: IntegrationDraft,
): Promise<void> {
  const client = await apiGatewayV2();
  await client.updateIntegration({
    ApiId: apiId,
    IntegrationId: before.IntegrationId,
    ...targetOf(draft),
    TimeoutInMillis: timeoutOf(draft),
    Description: draft.description,
    // An empty name takes the TLS configuration away.
    ...(draft.kind === "private" && { TlsConfig: { ServerNameToVerify: draft.serverName } }),
    RequestParameters: requestParameters(draft.requestMappings, before.RequestParameters),
    ResponseParameters: responseParameters(draft.responseMappings, before.ResponseParameters),
  });
}

function targetOf(draft: IntegrationDraft): {
  IntegrationUri: string;
  IntegrationMethod?: string;
  ConnectionType?: "INTERNET" | "VPC_LINK";
  ConnectionId?: string;
} {
  if (draft.kind === "lambda") return { IntegrationUri: draft.uri };
  if (draft.kind === "http") {
    return {
      IntegrationUri: draft.uri,
      IntegrationMethod: draft.method,
      ConnectionType: "INTERNET",
    };
  }
  return {
    IntegrationUri: draft.listenerArn,
    IntegrationMethod: draft.method,
    ConnectionType: "VPC_LINK",
    ConnectionId: draft.vpcLinkId,
  };
}

/** What is no number is left to the API to refuse. */
function timeoutOf({ timeoutMs }: IntegrationDraft): number | undefined {
  return timeoutMs.trim() === "" ? undefined : Number(timeoutMs);
}
