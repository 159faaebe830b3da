// Stage: which route takes the request. A preflight that no route takes goes on without one, for the CORS settings
// to answer; any other request ends here with 404, whether path or method is unknown.
import { failure } from "../../base/failure.ts";
import { CONTINUE, FAILED, WAIT, type ChainStage } from "./chain-stage.ts";
import { isPreflight } from "./request-cors-preflight.ts";

export const selectRoute: ChainStage = (request) => {
  const { stage } = request;
  if (stage === null) return FAILED;
  const { matcher } = stage;
  if (matcher === null) {
    const building = stage.build();
    if (building === null) return selectRoute(request);
    request.resumeAfter(building);
    return WAIT;
  }
  const matched = matcher.match(request.method, request.routePath);
  if (matched === null) {
    if (stage.cors !== null && isPreflight(request)) return CONTINUE;
    request.failure = failure("not-found", "No route takes method and path");
    return FAILED;
  }
  request.useRoute(stage.route(matched));
  return CONTINUE;
};
