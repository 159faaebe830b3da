// Stage: the stage's cache. A kept answer ends the request's way here. A client that asks for a fresh one by
// Cache-Control: max-age=0 gets it where no authorisation is asked for that, else what the method's settings say.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
import { failure } from "../../base/failure.ts";
import { CONTINUE, DONE, FAILED, type ChainStage } from "./chain-stage.ts";
import { ClientAnswer } from "./client-answer.ts";
import { REFUSALS } from "./failures.ts";
import type { RestApiRequest } from "./request.ts";

const MAX_AGE_ZERO = /(?:^|,)\s*max-age\s*=\s*0\s*(?:,|$)/i;
/** [I] RFC 9111's warning code for anything else. */
const WARNING = "199 cache-invalidation-unauthorized";

export const lookUpCache: ChainStage = (request) => {
  const { stage, live, services } = request;
  if (stage?.snapshot.cacheEnabled !== true || live?.snapshot.settings.cachingEnabled !== true) {
    return CONTINUE;
  }
  const key = services.cache.keyOf(stage.snapshot, live.snapshot, request);
  if (key === null) return CONTINUE;
  const ownCache = request.isCanaryRequest && stage.snapshot.canary?.useStageCache !== true;
  request.cacheKey = ownCache ? `${key} canary` : key;
  // AWS counts as missed what the endpoint serves although caching is on.
  request.cacheResult = "miss";
  let warns = false;
  if (MAX_AGE_ZERO.test(request.exchange.request.joined("cache-control") ?? "")) {
    const { settings } = live.snapshot;
    if (!settings.requireAuthorizationForCacheControl) {
      services.cache.invalidate(request.cacheKey);
      return CONTINUE;
    }
    if (settings.unauthorizedCacheControlHeaderStrategy === "FAIL_WITH_403") {
      request.cacheResult = "";
      request.refuse(REFUSALS.accessDenied, failure("forbidden", "Cache invalidation"));
      return FAILED;
    }
    warns = settings.unauthorizedCacheControlHeaderStrategy === "SUCCEED_WITH_RESPONSE_HEADER";
  }
  return answerFromCache(request, request.cacheKey, warns);
};

function answerFromCache(request: RestApiRequest, key: string, warns: boolean): 0 | 2 {
  const { cache, runtime } = request.services;
  const kept = cache.get(key, runtime.clock.nowMs());
  if (kept === undefined) return CONTINUE;
  const answer = new ClientAnswer(kept.status);
  for (const [name, value] of kept.fields) {
    if (name.toLowerCase() === "content-type") answer.contentType = value;
    else answer.fields.push([name, value]);
  }
  if (warns) answer.fields.push(["Warning", WARNING]);
  answer.body = kept.body;
  request.cacheKey = null;
  request.cacheResult = "hit";
  request.sendAnswer(answer);
  return DONE;
}
