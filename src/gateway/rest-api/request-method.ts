// Stage: which resource and method take the request. A method that X-HTTP-Method-Override names counts instead of
// the request line's. What no method takes gets the answer that AWS is known for.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
import { failure } from "../../base/failure.ts";
import { REST_METHODS } from "../../store/rest-methods.ts";
import type { RestMethodSettingsSnapshot } from "../../store/snapshots.ts";
import { CONTINUE, FAILED, type ChainStage } from "./chain-stage.ts";
import { ExecutionLog, javaMap, javaMultiMap } from "./execution-log.ts";
import { REFUSALS } from "./failures.ts";
import type { RestApiRequest } from "./request.ts";

export const METHOD_OVERRIDE_FIELD = "x-http-method-override";

export const selectMethod: ChainStage = (request) => {
  if (request.content === null) return FAILED;
  const override = request.exchange.request.joined(METHOD_OVERRIDE_FIELD);
  if (override !== undefined && override !== "") request.method = override.toUpperCase();
  const live = REST_METHODS.has(request.method)
    ? request.content.match(request.method, request.routePath)
    : null;
  if (live === null) {
    const reason = failure("not-found", "No resource and method take the request");
    request.refuse(REFUSALS.missingToken, reason);
    return FAILED;
  }
  request.live = live;
  if (live.snapshot.settings.loggingLevel !== "OFF") beginLog(request, live.snapshot.settings);
  return CONTINUE;
};

function beginLog(request: RestApiRequest, settings: RestMethodSettingsSnapshot): void {
  request.log = new ExecutionLog(request.services.runtime.clock, {
    traces: settings.dataTraceEnabled,
    errorsOnly: settings.loggingLevel === "ERROR",
  });
  logUsagePlan(request, request.log);
}

/** What a stage's log begins with, and a test's has not. */
function logUsagePlan(request: RestApiRequest, log: ExecutionLog): void {
  const { requestId, extendedRequestId, apiId, stageName, live } = request;
  const apiStage = `${apiId}/${stageName}`;
  log.info(`Extended Request Id: ${extendedRequestId}`);
  // Keys are checked further on, and what follows is logged there.
  if (live === null || live.snapshot.apiKeyRequired) return;
  const { httpMethod, resourcePath } = live.snapshot;
  log.info(`Verifying Usage Plan for request: ${requestId}. API Key:  API Stage: ${apiStage}`);
  log.info(
    `API Key  authorized because method '${httpMethod} ${resourcePath}' does not require API Key. ` +
      "Request will not contribute to throttle or quota limits",
  );
  log.info(`Usage Plan check succeeded for API Key  and API Stage ${apiStage}`);
  logMethodRequest(request);
}

/** The lines that open every execution log. */
export function logMethodRequest(request: RestApiRequest): void {
  const { log } = request;
  if (log === null) return;
  log.info(`Starting execution for request: ${request.requestId}`);
  log.info(`HTTP Method: ${request.method}, Resource Path: ${request.routePath}`);
  log.trace(() => `Method request path: ${javaMap(request.pathParameters())}`);
  log.trace(() => `Method request query string: ${javaMultiMap(request.queryParameters())}`);
  log.trace(() => `Method request headers: ${javaMultiMap(request.requestHeaders())}`);
}
