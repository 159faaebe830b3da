// Stage: limits of the stage for the method, then of the account. A usage plan's come before, with its key.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
import { failure } from "../../base/failure.ts";
import { CONTINUE, FAILED, type ChainStage } from "./chain-stage.ts";
import { REFUSALS } from "./failures.ts";

export const throttle: ChainStage = (request) => {
  const ofMethod = request.live?.throttle ?? null;
  const ofAccount = request.stage?.accountThrottle ?? null;
  const nowMs = request.exchange.headAtMs;
  if (ofMethod !== null && !ofMethod.take(nowMs)) {
    request.refuse(REFUSALS.throttled, failure("throttled", "Limit of the method"));
    return FAILED;
  }
  if (ofAccount !== null && !ofAccount.take(nowMs)) {
    request.refuse(REFUSALS.throttled, failure("throttled", "Limit of the account"));
    return FAILED;
  }
  return CONTINUE;
};
