// The $context variables of access logs: those that mappings have too, and those that logs alone have. What Postern
// has no value for (identities of IAM and Cognito, AWS WAF, custom domains) has none in any line.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
import type { RestContextFacts } from "../rest-api/mapping-functions.ts";
import type { AccessLogReader } from "./access-log-format.ts";
import { type ContextFacts, contextReader } from "./context-variables.ts";
import { restContextReader } from "./rest-context.ts";

/** What lines of an HTTP API's access log are made of. */
export interface HttpApiLogFacts extends ContextFacts {
  responseHeader(lowerCaseName: string): string | undefined;
}

/** What lines of a REST API's access log are made of. */
export interface RestApiLogFacts extends RestContextFacts {
  readonly deploymentId: string;
  readonly endpointType: string;
  readonly endpointRequestId2: string;
  /** What the authoriser said; 0 when none was asked. */
  readonly authorizerStatus: number;
  readonly authorizerLatencyMs: number;
}

const endpointRequestId: AccessLogReader<HttpApiLogFacts> = (facts) =>
  facts.responseHeader("x-amz-request-id") ?? facts.responseHeader("x-amzn-requestid");

const HTTP_READERS: ReadonlyMap<string, AccessLogReader<HttpApiLogFacts>> = new Map([
  ["awsEndpointRequestId", endpointRequestId],
  ["awsEndpointRequestId2", (facts: HttpApiLogFacts) => facts.responseHeader("x-amz-id-2")],
  ["integration.requestId", endpointRequestId],
]);

/** The reader of a variable of HTTP APIs' access logs; undefined when it is none or never has a value. */
export function httpAccessLogReader(name: string): AccessLogReader<HttpApiLogFacts> | undefined {
  return HTTP_READERS.get(name) ?? contextReader(name);
}

const authorizerError: AccessLogReader<RestApiLogFacts> = (facts) =>
  facts.authorizerStatus >= 400 ? facts.errorMessage : undefined;
const authorizerStatus: AccessLogReader<RestApiLogFacts> = (facts) =>
  facts.authorizerStatus === 0 ? undefined : String(facts.authorizerStatus);
const authorizerLatency: AccessLogReader<RestApiLogFacts> = (facts) =>
  facts.authorizerStatus === 0 ? undefined : String(facts.authorizerLatencyMs);

const REST_READERS: ReadonlyMap<string, AccessLogReader<RestApiLogFacts>> = new Map([
  ["authorizer.error", authorizerError],
  ["authorizer.latency", authorizerLatency],
  ["authorizer.status", authorizerStatus],
  // [I] Nothing decides after a user pool has, so its word is the authorisation's.
  ["authorize.error", authorizerError],
  ["authorize.status", authorizerStatus],
  ["awsEndpointRequestId2", (facts: RestApiLogFacts) => facts.endpointRequestId2 || undefined],
  ["deploymentId", (facts: RestApiLogFacts) => facts.deploymentId || undefined],
  ["endpointType", (facts: RestApiLogFacts) => facts.endpointType || undefined],
]);

/** The reader of a variable of REST APIs' access logs; undefined when it is none or never has a value. */
export function restAccessLogReader(name: string): AccessLogReader<RestApiLogFacts> | undefined {
  return REST_READERS.get(name) ?? restContextReader(name);
}
