// The rules that an authorizer of a REST API has to keep, whether it is being created, imported or updated. The
// wordings are guesses [I] where nothing else is said.
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html
import type { Authorizer } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { badRequest } from "./rest-errors.ts";

export const RESULT_TTL_S_DEFAULT = 300;
export const RESULT_TTL_S_MAX = 3600;

/** AWS's order is not known [I]. */
export const AUTHORIZER_TYPES = ["TOKEN", "REQUEST", "COGNITO_USER_POOLS"] as const;

const LAMBDA_URI =
  /^arn:[^:]+:apigateway:[^:]+:lambda:path\/2015-03-31\/functions\/.+\/invocations$/;
const HEADER_SOURCE = /^method\.request\.header\.[A-Za-z0-9._$-]+$/;
const REQUEST_SOURCE =
  /^(method\.request\.(header|querystring)\.[A-Za-z0-9._$-]+|stageVariables\.[A-Za-z0-9_]+|context\.[A-Za-z0-9._]+)$/;
const USER_POOL_ARN = /^arn:[^:]+:cognito-idp:[^:]+:\d{12}:userpool\/.+$/;

/** Throws BadRequestException when AWS would not take the authorizer; warns of what has no effect here. */
export function checkAuthorizer(context: OperationContext, authorizer: Authorizer): void {
  if ((authorizer.name ?? "") === "") throw badRequest("Authorizer name must be non-empty");
  const ttlS = authorizer.authorizerResultTtlInSeconds ?? RESULT_TTL_S_DEFAULT;
  if (!Number.isInteger(ttlS) || ttlS < 0 || ttlS > RESULT_TTL_S_MAX) {
    throw badRequest(`Authorizer result TTL must be between 0 and ${RESULT_TTL_S_MAX}`);
  }
  if (authorizer.type === "COGNITO_USER_POOLS") checkUserPools(authorizer);
  else checkFunction(context, authorizer, ttlS);
}

function checkUserPools({ providerARNs = [], identitySource }: Authorizer): void {
  if (providerARNs.length === 0) {
    throw badRequest("Provider ARNs must be specified for COGNITO_USER_POOLS authorizers");
  }
  for (const arn of providerARNs) {
    if (!USER_POOL_ARN.test(arn)) throw badRequest(`Invalid user pool ARN: ${arn}`);
  }
  checkSources(identitySource ?? "", HEADER_SOURCE);
}

function checkFunction(context: OperationContext, authorizer: Authorizer, ttlS: number): void {
  const { authorizerUri: uri = "", identitySource = "", type } = authorizer;
  if (!LAMBDA_URI.test(uri)) {
    // Seen in clients' reports.
    throw badRequest(
      `Invalid Authorizer URI: ${uri}. Authorizer URI should be a valid API Gateway ARN that ` +
        "represents a Lambda function invocation.",
    );
  }
  // A REQUEST authorizer needs identity sources only for its cache.
  if (type === "TOKEN" || ttlS > 0 || identitySource !== "") {
    checkSources(identitySource, type === "TOKEN" ? HEADER_SOURCE : REQUEST_SOURCE);
  }
  context.logger.warn("Lambda authorizers are stored but not called yet", {
    authorizerId: authorizer.id,
  });
}

function checkSources(identitySource: string, form: RegExp): void {
  const sources = identitySource.split(",").map((source) => source.trim());
  const wrong = sources.find((source) => !form.test(source));
  if (wrong !== undefined) throw badRequest(`Invalid identity source specified: ${wrong}`);
}
