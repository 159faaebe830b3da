// Stage: which stage of the API serves the request: always the first segment of the path. Then, for a stage with a
// canary, which deployment does.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html
import { failure } from "../../base/failure.ts";
import { CONTINUE, FAILED, type ChainStage } from "./chain-stage.ts";
import { REFUSALS } from "./failures.ts";

export const selectStage: ChainStage = (request) => {
  const { api, invoke, pathEnd } = request;
  const { target } = invoke;
  const slash = target.indexOf("/", 1);
  const end = slash === -1 || slash > pathEnd ? pathEnd : slash;
  const stage = api?.get(invoke.stageName ?? target.slice(1, end)) ?? null;
  if (stage === null) {
    request.refuse(REFUSALS.forbidden, failure("not-found", "No stage takes the path"));
    return FAILED;
  }
  const content = stage.pick();
  request.stage = stage;
  request.content = content;
  request.isCanaryRequest = stage.isCanary(content);
  if (content.snapshot.disableExecuteApiEndpoint) {
    request.refuse(
      REFUSALS.forbidden,
      failure("forbidden", "The execute-api endpoint is disabled"),
    );
    return FAILED;
  }
  request.routePath = end >= pathEnd ? "/" : target.slice(end, pathEnd);
  return CONTINUE;
};
