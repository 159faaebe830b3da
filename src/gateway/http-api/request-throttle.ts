// Stage: limits of the account, then of the route.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
import { failure } from "../../base/failure.ts";
import { CONTINUE, FAILED, type ChainStage } from "./chain-stage.ts";

export const throttle: ChainStage = (request) => {
  const account = request.stage?.accountThrottle ?? null;
  const route = request.route?.throttle ?? null;
  const nowMs = request.exchange.headAtMs;
  if (account !== null && !account.take(nowMs)) {
    request.failure = failure("throttled", "Limit of the account");
    return FAILED;
  }
  if (route !== null && !route.take(nowMs)) {
    request.failure = failure("throttled", "Limit of the route");
    return FAILED;
  }
  return CONTINUE;
};
