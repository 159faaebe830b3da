// Stage: API key and usage plan, for methods that require a key. The plan's throttle and quota count here, before
// those of the stage and the account.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
import { failure } from "../../base/failure.ts";
import { CONTINUE, FAILED, type ChainStage } from "./chain-stage.ts";
import { REFUSALS } from "./failures.ts";
import type { RestApiRequest } from "./request.ts";

const API_KEY_FIELD = "x-api-key";

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
  switch (verdict.refusal) {
    case "":
      return CONTINUE;
    case "INVALID_API_KEY":
      request.refuse(REFUSALS.invalidApiKey, failure("forbidden", "No valid API key"));
      return FAILED;
    case "THROTTLED":
      request.refuse(REFUSALS.throttled, failure("throttled", "Limit of the usage plan"));
      return FAILED;
    case "QUOTA_EXCEEDED":
      request.refuse(REFUSALS.quotaExceeded, failure("throttled", "Quota of the usage plan"));
      return FAILED;
  }
};

function keyOf(request: RestApiRequest): string {
  return request.content?.snapshot.apiKeySource === "AUTHORIZER"
    ? (request.authorizer["usageIdentifierKey"] ?? "")
    : (request.exchange.request.joined(API_KEY_FIELD) ?? "");
}
