// Stage: the integration. A mock answers here; any other gets its request line and head, and is on its way. The
// body follows as it comes, or is what the stages before have made.
import { failure } from "../../base/failure.ts";
import { BODY_FIXED, BODY_NONE } from "../../wire/http1/exchange.ts";
import { FIELD_CONTENT_TYPE } from "../../wire/http1/fields.ts";
import type { PublicUri } from "../integrations/public-uri.ts";
import type { RestEndpoint } from "../integrations/rest-endpoint.ts";
import { encodeQuery, fillPath, joinQueries } from "../integrations/rest-uri.ts";
import { prepareAwsCall } from "./aws-call.ts";
import { writeBackendHead } from "./backend-head.ts";
import { DONE, FAILED, type ChainStage } from "./chain-stage.ts";
import { javaMap } from "./execution-log.ts";
import type { LiveRestIntegration } from "./live-method.ts";
import { mediaTypeOf } from "./media-type.ts";
import { mockStatus } from "./mock-status.ts";
import type { RestApiRequest } from "./request.ts";

const NO_PATHS: ReadonlyMap<string, string> = new Map();

export const callIntegration: ChainStage = (request) => {
  const integration = request.live?.integration ?? null;
  if (integration === null) return FAILED;
  if (integration.snapshot.type === "MOCK") return answerMock(request);
  const { endpoint, uri, awsCall, timeoutMs } = integration;
  if (endpoint === null || uri === null) return FAILED;
  const upstream = endpoint.connect();
  if (upstream === null) {
    request.refuseFor(endpoint.failure ?? failure("internal"));
    return FAILED;
  }
  if (awsCall === null) {
    if (!prepareHttpCall(request, integration, { endpoint, uri })) return FAILED;
  } else {
    prepareAwsCall(request, awsCall, uri);
  }
  logEndpointRequest(request, integration);
  request.send(upstream, timeoutMs);
  return DONE;
};

function answerMock(request: RestApiRequest): 2 | 3 {
  const status = mockStatus(request.backendBody?.toString("utf8") ?? "");
  if (status === null) {
    const detail =
      "Unable to parse statusCode. It should be an integer and defined in request template.";
    request.refuseFor(failure("integration-misconfigured", detail));
    return FAILED;
  }
  request.answerFromHere(status);
  return DONE;
}

/** False when the URI does not come to one. */
function prepareHttpCall(
  request: RestApiRequest,
  integration: LiveRestIntegration,
  way: { readonly endpoint: RestEndpoint; readonly uri: PublicUri },
): boolean {
  const { snapshot, uriText } = integration;
  const { endpoint, uri } = way;
  const isProxy = snapshot.type === "HTTP_PROXY";
  const values = pathValues(request);
  const path = fillPath(uri.path, values);
  const ownQuery = fillPath(uri.query, values);
  if (path === null || ownQuery === null) {
    const detail = `Illegal character in path at index ${uriText.indexOf("{")}: ${uriText}`;
    request.refuseFor(failure("integration-misconfigured", detail));
    return false;
  }
  const wholePath = request.hasOverrides ? request.overrides.requestWholePath : null;
  const query = joinQueries(ownQuery, queryOf(request, isProxy));
  const target = wholePath === null ? endpoint.pathPrefix + path : originForm(wholePath);
  request.backendTarget = query === "" ? target : `${target}?${query}`;
  request.backendMethod = snapshot.httpMethod === "ANY" ? request.method : snapshot.httpMethod;
  settleBody(request, isProxy);
  request.backendHead = writeBackendHead(request, uri.hostField);
  return true;
}

/** Nothing in an overriding path may end the request line. */
function originForm(path: string): string {
  // oxlint-disable-next-line no-control-regex
  const plain = path.replaceAll(/[\x00-\x20\x7f-\uffff]/g, (character) =>
    encodeURIComponent(character.toWellFormed()),
  );
  return plain.startsWith("/") ? plain : `/${plain}`;
}

function pathValues(request: RestApiRequest): ReadonlyMap<string, string> {
  const mapped = request.mapped?.paths ?? NO_PATHS;
  if (!request.hasOverrides || request.overrides.requestPath.size === 0) return mapped;
  return new Map([...mapped, ...request.overrides.requestPath]);
}

/** A proxy integration gets the client's query too: what mappings say comes first, and nothing is said twice. */
function queryOf(request: RestApiRequest, isProxy: boolean): string {
  const { mapped } = request;
  const overrides = request.hasOverrides ? request.overrides.requestQuery : null;
  const hasMapped = mapped !== null && mapped.queries.size > 0;
  if (!hasMapped && (overrides === null || overrides.size === 0)) {
    return isProxy ? request.query : "";
  }
  const values = new Map<string, readonly string[]>(mapped?.queries);
  if (isProxy) {
    for (const [name, given] of request.queryParameters()) {
      const there = values.get(name) ?? [];
      values.set(name, [...there, ...given.filter((value) => !there.includes(value))]);
    }
  }
  for (const [name, value] of overrides ?? []) values.set(name, [value]);
  return encodeQuery(values);
}

function settleBody(request: RestApiRequest, isProxy: boolean): void {
  const head = request.exchange.request;
  if (isProxy && request.requestBodyBytes !== null) request.backendBody = request.requestBodyBytes;
  const { backendBody } = request;
  if (backendBody !== null) request.backendLength = backendBody.length;
  else request.backendLength = head.framing === BODY_FIXED ? head.contentLength : 0;
  request.backendFraming = request.backendLength === 0 ? BODY_NONE : BODY_FIXED;
  if (!isProxy) request.backendMediaType = mediaTypeOf(head.get(FIELD_CONTENT_TYPE));
}

function logEndpointRequest(request: RestApiRequest, integration: LiveRestIntegration): void {
  const { log } = request;
  if (log === null) return;
  const uri = integration.uri;
  const origin = uri === null ? "" : `${uri.tls ? "https" : "http"}://${uri.hostField}`;
  const text = integration.awsCall === null ? origin + request.backendTarget : integration.uriText;
  log.trace(() => `Endpoint request URI: ${text}`);
  log.trace(() => `Endpoint request headers: ${javaMap(headFields(request.backendHead))}`);
  log.trace(
    () => `Endpoint request body after transformations: ${request.backendBody?.toString() ?? ""}`,
  );
  log.info(`Sending request to ${text}`);
}

function headFields(head: string): [string, string][] {
  return head
    .split("\r\n")
    .slice(1)
    .filter((line) => line !== "")
    .map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
}
