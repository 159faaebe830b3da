// An integration as the form has it: the kinds that AWS's console offers instead of the API's types.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-method-settings-console.html
import type { Integration, IntegrationType } from "@aws-sdk/client-api-gateway";
import { functionOfUri, uriOfFunction } from "./lambda-uri.ts";

export type IntegrationKind = "LAMBDA" | "HTTP" | "MOCK" | "AWS" | "VPC_LINK";

/** Where a parameter of the integration request stands. */
export type ParameterPlace = "path" | "querystring" | "header";

export interface ParameterMapping {
  readonly place: ParameterPlace;
  readonly name: string;
  /** "method.request.querystring.page", "'fixed'", … */
  readonly from: string;
}

export interface TextEntry {
  readonly name: string;
  readonly value: string;
}

export interface IntegrationDraft {
  readonly kind: IntegrationKind;
  readonly isProxy: boolean;
  /** The endpoint's URL, the service's ARN, or of a Lambda integration the function's ARN. */
  readonly uri: string;
  readonly httpMethod: string;
  readonly connectionId: string;
  readonly integrationTarget: string;
  readonly credentials: string;
  readonly insecureSkipVerification: boolean;
  readonly timeoutInMillis: string;
  readonly passthroughBehavior: string;
  readonly contentHandling: string;
  readonly parameters: readonly ParameterMapping[];
  readonly templates: readonly TextEntry[];
}

const PARAMETER = /^integration\.request\.(path|querystring|header)\.(.+)$/s;

export const TIMEOUT_MS_DEFAULT = "29000";

/** What a new method begins with. */
export const NEW_INTEGRATION: IntegrationDraft = {
  kind: "HTTP",
  isProxy: true,
  uri: "",
  httpMethod: "GET",
  connectionId: "",
  integrationTarget: "",
  credentials: "",
  insecureSkipVerification: false,
  timeoutInMillis: TIMEOUT_MS_DEFAULT,
  passthroughBehavior: "WHEN_NO_MATCH",
  contentHandling: "",
  parameters: [],
  templates: [],
};

export function draftOfIntegration(integration: Integration): IntegrationDraft {
  const { type, uri = "" } = integration;
  const functionArn = functionOfUri(uri);
  return {
    kind: kindOf(integration, functionArn !== undefined),
    isProxy: type === "HTTP_PROXY" || type === "AWS_PROXY",
    uri: functionArn ?? uri,
    httpMethod: integration.httpMethod ?? "",
    connectionId: integration.connectionId ?? "",
    integrationTarget: integration.integrationTarget ?? "",
    credentials: integration.credentials ?? "",
    insecureSkipVerification: integration.tlsConfig?.insecureSkipVerification ?? false,
    timeoutInMillis: String(integration.timeoutInMillis ?? TIMEOUT_MS_DEFAULT),
    passthroughBehavior: integration.passthroughBehavior ?? "WHEN_NO_MATCH",
    contentHandling: integration.contentHandling ?? "",
    parameters: Object.entries(integration.requestParameters ?? {}).flatMap(([key, from]) => {
      const [, place, name] = PARAMETER.exec(key) ?? [];
      return place === undefined || name === undefined
        ? []
        : [{ place: place as ParameterPlace, name, from }];
    }),
    templates: Object.entries(integration.requestTemplates ?? {}).map(([name, value]) => ({
      name,
      value,
    })),
  };
}

/** "HTTP proxy", "VPC link", … as AWS's console names integrations. */
export function integrationTypeName(integration: Integration | undefined): string {
  if (integration === undefined) return "None";
  const { kind, isProxy } = draftOfIntegration(integration);
  const name = KIND_NAMES[kind];
  return isProxy ? `${name} (proxy)` : name;
}

export const KIND_NAMES: Readonly<Record<IntegrationKind, string>> = {
  LAMBDA: "Lambda function",
  HTTP: "HTTP",
  MOCK: "Mock",
  AWS: "AWS service",
  VPC_LINK: "VPC link",
};

function kindOf({ type, connectionType }: Integration, isLambda: boolean): IntegrationKind {
  if (type === "MOCK") return "MOCK";
  if (type === "AWS" || type === "AWS_PROXY") return isLambda ? "LAMBDA" : "AWS";
  return connectionType === "VPC_LINK" ? "VPC_LINK" : "HTTP";
}

/** The API's type. */
export function typeOf({ kind, isProxy }: IntegrationDraft): IntegrationType {
  if (kind === "MOCK") return "MOCK";
  if (kind === "HTTP" || kind === "VPC_LINK") return isProxy ? "HTTP_PROXY" : "HTTP";
  return isProxy ? "AWS_PROXY" : "AWS";
}

/** The integration that the form describes; members that its kind has not are left out. */
export function integrationOf(draft: IntegrationDraft, region: string): Integration {
  const { kind, templates, parameters } = draft;
  const isVpcLink = kind === "VPC_LINK";
  const isHttp = kind === "HTTP" || isVpcLink;
  const named = templates.filter(({ name }) => name !== "");
  const mapped = parameters.filter(({ name }) => name !== "");
  return {
    type: typeOf(draft),
    ...(kind === "MOCK" ? {} : { httpMethod: draft.httpMethod, uri: uriOf(draft, region) }),
    ...(isHttp ? { connectionType: isVpcLink ? "VPC_LINK" : "INTERNET" } : {}),
    ...(isVpcLink && draft.connectionId !== "" ? { connectionId: draft.connectionId } : {}),
    ...(isVpcLink && draft.integrationTarget !== ""
      ? { integrationTarget: draft.integrationTarget }
      : {}),
    ...(isHttp ? { tlsConfig: { insecureSkipVerification: draft.insecureSkipVerification } } : {}),
    ...(draft.credentials === "" || isHttp || kind === "MOCK"
      ? {}
      : { credentials: draft.credentials }),
    timeoutInMillis: Number(draft.timeoutInMillis),
    passthroughBehavior: draft.passthroughBehavior,
    ...(draft.contentHandling === ""
      ? {}
      : { contentHandling: draft.contentHandling as "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT" }),
    requestParameters: Object.fromEntries(
      mapped.map(({ place, name, from }) => [`integration.request.${place}.${name}`, from]),
    ),
    requestTemplates: Object.fromEntries(named.map(({ name, value }) => [name, value])),
  };
}

function uriOf({ kind, uri }: IntegrationDraft, region: string): string {
  return kind === "LAMBDA" ? uriOfFunction(uri, region) : uri;
}
