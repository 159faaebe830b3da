// Which decision of a REST API's chain a failure belongs to. Pure.
import { clientDecision } from "../integrations/gateway-steps.ts";
import { reachesBackend, wayDecision } from "../integrations/private-hop-steps.ts";
import { REFUSALS, type RefusalRow } from "./failures.ts";
import type { KeptRestApiRequest } from "./kept-rest-api-request.ts";
import { USAGE_PLAN_LIMIT } from "./request-api-key.ts";

/** Rows that one decision alone refuses with. */
const DECISIONS: ReadonlyMap<RefusalRow, string> = new Map([
  [REFUSALS.accessDenied, "cache"],
  [REFUSALS.authorizerConfiguration, "authorizer"],
  [REFUSALS.authorizerFailure, "authorizer"],
  [REFUSALS.badBody, "validation"],
  [REFUSALS.badParameters, "validation"],
  [REFUSALS.invalidApiKey, "api-key"],
  [REFUSALS.malformedProxyResponse, "response-mapping"],
  [REFUSALS.quotaExceeded, "usage-plan"],
  [REFUSALS.unauthorized, "authorizer"],
  [REFUSALS.unsupportedMediaType, "mapping"],
]);

/** The decision that failed; "" when nothing did. */
export function restApiDecision(kept: KeptRestApiRequest): string {
  const { failure, refusal, live, stage } = kept;
  if (failure === null) return "";
  const ofRow = refusal === null ? undefined : DECISIONS.get(refusal);
  if (ofRow !== undefined) return ofRow;
  const ofClient = clientDecision(failure.kind, stage !== null);
  if (ofClient !== "") return ofClient;
  switch (failure.kind) {
    case "not-found":
      return stage === null ? "stage" : "method";
    case "forbidden":
      return live === null ? "stage" : "authorizer";
    case "unauthorized":
      return "authorizer";
    case "throttled":
      return failure.detail === USAGE_PLAN_LIMIT ? "usage-plan" : "throttle";
    case "integration-not-found":
      return "integration";
    case "not-supported":
      return isOfIntegration(kept) ? "integration" : "authorizer";
    case "integration-misconfigured":
      return misconfigured(kept);
    case "internal":
      return "answer";
    default:
  }
  if (reachesBackend(failure.kind)) return wayDecision(failure.kind, kept.way);
  return (live?.integration ?? null) === null ? "answer" : "integration-answer";
}

function isOfIntegration({ live, failure }: KeptRestApiRequest): boolean {
  return live?.snapshot.authorizationType === "NONE" || live?.integration?.failure === failure;
}

function misconfigured(kept: KeptRestApiRequest): string {
  if (kept.phase === "answering") return "response-mapping";
  if (kept.live?.integration?.failure === kept.failure) return "integration";
  return kept.phase === "mapping" ? "mapping" : "integration";
}
