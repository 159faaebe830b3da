// Stage: which stage of the API serves the request. A first path segment that names one, else $default.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
import { failure } from "../../base/failure.ts";
import { CONTINUE, FAILED, type ChainStage } from "./chain-stage.ts";
import { DEFAULT_STAGE_NAME, type LiveApi } from "./live-api.ts";
import type { LiveStage } from "./live-stage.ts";

export const selectStage: ChainStage = (request) => {
  const { api, invoke } = request;
  const { target, stageName } = invoke;
  const end = request.pathEnd;
  let stage: LiveStage | null = null;
  if (api !== null) {
    stage = stageName === null ? namedByPath(api, target, end) : api.stage(stageName);
    if (stage === null && stageName === null) stage = api.defaultStage;
  }
  if (stage === null) {
    request.failure = failure("not-found", "No stage takes the path");
    return FAILED;
  }
  request.useStage(stage);
  // [I] The API's own name is gone as if the API were not there.
  if (stage.snapshot.disableExecuteApiEndpoint) {
    request.failure = failure("not-found", "The execute-api endpoint is disabled");
    return FAILED;
  }
  request.routePath = pathWithoutStage(stage, target, end);
  return CONTINUE;
};

function namedByPath(api: LiveApi, target: string, end: number): LiveStage | null {
  if (!api.hasNamedStages) return null;
  const slash = target.indexOf("/", 1);
  return api.stage(target.slice(1, slash === -1 || slash > end ? end : slash));
}

function pathWithoutStage(stage: LiveStage, target: string, end: number): string {
  const { stageName } = stage.snapshot;
  const start = stageName === DEFAULT_STAGE_NAME ? 0 : stageName.length + 1;
  return start >= end ? "/" : target.slice(start, end);
}
