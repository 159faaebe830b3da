// The $context variables of REST APIs, for templates, parameter mappings, gateway responses and access logs. A variable
// without a value gives undefined; whoever prints it decides what stands for that.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#context-variable-reference
import type { RestContextFacts } from "../rest-api/mapping-functions.ts";
import { commonLogTime } from "./context-variables.ts";

export type RestContextReader = (facts: RestContextFacts) => string | undefined;

const integrationStatus: RestContextReader = (facts) => positive(facts.integrationStatus);
const integrationLatency: RestContextReader = (facts) =>
  facts.integrationStatus === 0 ? undefined : String(Math.round(facts.integrationLatencyMs));
const integrationError: RestContextReader = (facts) => text(facts.integrationErrorMessage);
const integrationRequestId: RestContextReader = (facts) => text(facts.integrationRequestId);

const READERS: ReadonlyMap<string, RestContextReader> = new Map<string, RestContextReader>([
  ["accountId", (facts) => facts.account],
  ["apiId", (facts) => facts.apiId],
  ["awsEndpointRequestId", integrationRequestId],
  ["domainName", (facts) => text(facts.domainName)],
  ["domainPrefix", (facts) => text(facts.domainName.split(".", 1)[0] ?? "")],
  ["error.message", (facts) => text(facts.errorMessage)],
  ["error.messageString", (facts) => quoted(facts.errorMessage)],
  ["error.responseType", (facts) => text(facts.errorResponseType)],
  ["error.validationErrorString", (facts) => text(facts.validationErrorString)],
  ["extendedRequestId", (facts) => facts.extendedRequestId],
  ["httpMethod", (facts) => facts.method],
  ["identity.apiKey", (facts) => text(facts.apiKey)],
  ["identity.apiKeyId", (facts) => text(facts.apiKeyId)],
  ["identity.sourceIp", (facts) => facts.sourceAddress],
  ["identity.userAgent", (facts) => text(facts.userAgent)],
  ["integration.error", integrationError],
  ["integration.integrationStatus", integrationStatus],
  ["integration.latency", integrationLatency],
  ["integration.requestId", integrationRequestId],
  ["integration.status", integrationStatus],
  ["integrationErrorMessage", integrationError],
  ["integrationLatency", integrationLatency],
  ["integrationStatus", integrationStatus],
  ["isCanaryRequest", (facts) => String(facts.isCanaryRequest)],
  ["path", (facts) => facts.path],
  ["protocol", (facts) => facts.protocol],
  ["requestId", (facts) => facts.requestId],
  ["requestTime", (facts) => commonLogTime(facts.beganAtMs)],
  ["requestTimeEpoch", (facts) => String(Math.floor(facts.beganAtMs))],
  ["resourceId", (facts) => text(facts.resourceId)],
  ["resourcePath", (facts) => text(facts.resourcePath)],
  ["responseLatency", (facts) => positive(Math.round(facts.responseLatencyMs))],
  ["responseLength", (facts) => (facts.status === 0 ? undefined : String(facts.responseLength))],
  ["stage", (facts) => text(facts.stageName)],
  ["status", (facts) => positive(facts.status)],
  ["xrayTraceId", (facts) => text(facts.traceId)],
]);

/** Names that have variables below them, so that templates can go through them. */
const GROUPS: ReadonlySet<string> = new Set([
  "authorizer",
  "authorizer.claims",
  "error",
  "identity",
  "identity.clientCert",
  "integration",
  "requestOverride",
  "requestOverride.header",
  "requestOverride.path",
  "requestOverride.querystring",
  "responseOverride",
  "responseOverride.header",
]);

const AUTHORIZER = "authorizer.";

/** The reader of "$context.NAME"; undefined when there is no such variable. Any below "authorizer." may have a value. */
export function restContextReader(name: string): RestContextReader | undefined {
  const reader = READERS.get(name);
  if (reader !== undefined || !name.startsWith(AUTHORIZER)) return reader;
  const key = name.slice(AUTHORIZER.length);
  return (facts) => (Object.hasOwn(facts.authorizer, key) ? facts.authorizer[key] : undefined);
}

/** The value of "$context.NAME"; undefined when there is none. */
export function restContextVariable(name: string, facts: RestContextFacts): string | undefined {
  return restContextReader(name)?.(facts);
}

/** Whether "$context.NAME" is no variable but holds some. */
export function isContextGroup(name: string): boolean {
  return GROUPS.has(name);
}

function text(value: string): string | undefined {
  return value === "" ? undefined : value;
}

function quoted(value: string): string | undefined {
  return value === "" ? undefined : JSON.stringify(value);
}

function positive(value: number): string | undefined {
  return value === 0 ? undefined : String(value);
}
