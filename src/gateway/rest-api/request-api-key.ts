// Stage: API key and usage plan, for methods that require a key. The plan's throttle and quota count here, before
// those of the stage and the account.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
import { failure } from "../../base/failure.ts";
import { CONTINUE, FAILED, type ChainStage } from "./chain-stage.ts";
import { shownSecret } from "./execution-log.ts";
import { REFUSALS } from "./failures.ts";
import { logMethodRequest } from "./request-method.ts";
import type { RestApiRequest } from "./request.ts";

const API_KEY_FIELD = "x-api-key";
/** What the failure says, by which it is told from other limits. */
export const USAGE_PLAN_LIMIT = "Limit of the usage plan";

export const checkApiKey: ChainStage = (request) => {
  const method = request.live?.snapshot;
  if (method?.apiKeyRequired !== true || request.log?.isTestInvoke === true) return CONTINUE;
  request.apiKey = keyOf(request);
  const verdict = request.services.usage.admit({
    apiId: request.apiId,
    stageName: request.stageName,
    methodKey: `${method.resourcePath}/${method.httpMethod}`,
    keyValue: request.apiKey,
    nowMs: request.services.runtime.clock.nowMs(),
  });
  request.apiKeyId = verdict.apiKeyId;
  logVerdict(request, verdict.refusal === "");
  switch (verdict.refusal) {
    case "":
      return CONTINUE;
    case "INVALID_API_KEY":
      request.refuse(REFUSALS.invalidApiKey, failure("forbidden", "No valid API key"));
      return FAILED;
    case "THROTTLED":
      request.refuse(REFUSALS.throttled, failure("throttled", USAGE_PLAN_LIMIT));
      return FAILED;
    case "QUOTA_EXCEEDED":
      request.refuse(REFUSALS.quotaExceeded, failure("throttled", "Quota of the usage plan"));
      return FAILED;
  }
};

/** What public execution logs have of it: the check, and only then the beginning of the execution. */
function logVerdict(request: RestApiRequest, succeeded: boolean): void {
  const { log, requestId, apiKey } = request;
  if (log === null || log.errorsOnly) return;
  const apiStage = `${request.apiId}/${request.stageName}`;
  const shown = shownSecret(apiKey);
  log.info(
    `Verifying Usage Plan for request: ${requestId}. API Key: ${shown} API Stage: ${apiStage}`,
  );
  if (succeeded) {
    log.info(`Usage Plan check succeeded for API Key ${shown} and API Stage ${apiStage}`);
    logMethodRequest(request);
  }
}

function keyOf(request: RestApiRequest): string {
  return request.content?.snapshot.apiKeySource === "AUTHORIZER"
    ? (request.authorizer["usageIdentifierKey"] ?? "")
    : (request.exchange.request.joined(API_KEY_FIELD) ?? "");
}
