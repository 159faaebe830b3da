// Stage: authorisation. User pools of Cognito are asked; there are no Lambda or IAM authorisers yet, and a method that
// asks for one is not served without it: what AWS would refuse must not pass here. A request without any
// credentials gets AWS's own answer.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
import { failure } from "../../base/failure.ts";
import type { RestAuthorizerSnapshot } from "../../store/snapshots.ts";
import { FIELD_AUTHORIZATION } from "../../wire/http1/fields.ts";
import { CONTINUE, FAILED, WAIT, type ChainStage } from "./chain-stage.ts";
import type { CognitoVerdict } from "./cognito-user-pools.ts";
import { REFUSALS } from "./failures.ts";
import type { RestApiRequest } from "./request.ts";

const HEADER_SOURCE = "method.request.header.";

export const authorize: ChainStage = (request) => {
  const type = request.live?.snapshot.authorizationType ?? "NONE";
  if (type === "NONE" || request.log?.isTestInvoke === true) return CONTINUE;
  if (type === "COGNITO_USER_POOLS") return askUserPools(request);
  if (type === "AWS_IAM" && !request.exchange.request.has(FIELD_AUTHORIZATION)) {
    request.refuse(REFUSALS.missingToken, failure("unauthorized", "No Authorization field"));
    return FAILED;
  }
  return refuseUnsupported(request, type);
};

function askUserPools(request: RestApiRequest): 0 | 1 | 3 {
  if (request.tokenVerdict !== null) return concluded(request, request.tokenVerdict);
  const method = request.live?.snapshot;
  const authorizer = request.content?.snapshot.authorizers[method?.authorizerId ?? ""];
  if (method === undefined || authorizer === undefined) {
    request.refuse(REFUSALS.authorizerConfiguration, failure("not-found", "No such authorizer"));
    return FAILED;
  }
  const token = tokenOf(request, authorizer);
  if (token === "") {
    request.refuse(REFUSALS.unauthorized, failure("unauthorized", "No token"));
    return FAILED;
  }
  const { userPools } = request.services;
  const scopes = method.authorizationScopes;
  const { clock } = request.services.runtime;
  const askedAtMs = clock.monotonicMs();
  const asked = userPools.verify(token, authorizer, scopes).then((verdict) => {
    request.tokenVerdict = verdict;
    request.authorizerLatencyMs = Math.round(clock.monotonicMs() - askedAtMs);
  });
  request.resumeAfter(asked);
  return WAIT;
}

function tokenOf(request: RestApiRequest, { identitySource }: RestAuthorizerSnapshot): string {
  const name = identitySource.startsWith(HEADER_SOURCE)
    ? identitySource.slice(HEADER_SOURCE.length)
    : "Authorization";
  return request.requestHeaderValue(name.toLowerCase())?.trim() ?? "";
}

function concluded(request: RestApiRequest, verdict: CognitoVerdict): 0 | 3 {
  if (verdict === "unauthorized") {
    request.authorizerStatus = 401;
    request.refuse(REFUSALS.unauthorized, failure("unauthorized", "The token is not accepted"));
    return FAILED;
  }
  if (verdict === "unavailable") {
    request.authorizerStatus = 500;
    const detail = "The keys of the user pool could not be fetched";
    request.services.runtime.logger.warn("Cannot authorise a request", {
      apiId: request.apiId,
      resourcePath: request.resourcePath,
      reason: detail,
    });
    request.refuse(REFUSALS.authorizerFailure, failure("not-supported", detail));
    return FAILED;
  }
  request.authorizerStatus = 200;
  request.authorizer = verdict;
  return CONTINUE;
}

function refuseUnsupported(request: RestApiRequest, type: string): 3 {
  const detail = `Postern has no ${type} authorisers yet`;
  const { apiId, stageName, resourcePath } = request;
  request.services.runtime.logger.warn("Cannot authorise a request", {
    apiId,
    stageName,
    resourcePath,
    reason: detail,
  });
  request.refuseFor(failure("not-supported", detail));
  return FAILED;
}
