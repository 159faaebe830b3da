// Stage: authorisation. There are no authorisers yet, and a route that asks for one is not served without it: what
// AWS would refuse must not pass here.
import { failure } from "../../base/failure.ts";
import { CONTINUE, FAILED, type ChainStage } from "./chain-stage.ts";

export const authorize: ChainStage = (request) => {
  const route = request.route?.route;
  if (route === undefined || route.authorizationType === "NONE") return CONTINUE;
  const detail = `Postern has no ${route.authorizationType} authorisers yet`;
  request.warn("Cannot authorise a request", detail);
  request.failure = failure("not-supported", detail);
  return FAILED;
};
