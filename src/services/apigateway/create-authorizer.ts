// CreateAuthorizer: who may call methods, said by a Lambda function or by user pools.
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html
import type { Authorizer } from "@aws-sdk/client-api-gateway";
import { alphanumericId } from "../../base/ids.ts";
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { AUTHORIZER_TYPES, checkAuthorizer, RESULT_TTL_S_DEFAULT } from "./authorizer-rules.ts";
import { findRestApi } from "./find-rest-api.ts";
import type { Input, Output } from "./operation-types.ts";
import { badRequest } from "./rest-errors.ts";

export async function createAuthorizer(
  input: Input<"CreateAuthorizer">,
  context: OperationContext,
): Promise<Output<"CreateAuthorizer">> {
  new Constraints()
    .enumeration("createAuthorizerInput.type", input.type, AUTHORIZER_TYPES)
    .throwIfViolated();
  await findRestApi(context, input.restApiId);
  const authorizer = newAuthorizer(input);
  checkAuthorizer(context, authorizer);
  for (const { body } of await context.records.list("rest-authorizer", `${input.restApiId}/`)) {
    if (body.authorizer.name !== input.name) continue;
    // [I] wording
    throw badRequest(
      `Authorizer name must be unique. Authorizer ${input.name} already exists in this RestApi.`,
    );
  }
  context.records.put("rest-authorizer", `${input.restApiId}/${authorizer.id}`, { authorizer });
  return authorizer;
}

/** What CreateAuthorizer and imports are given of an authorizer. */
export type AuthorizerSettings = Omit<Input<"CreateAuthorizer">, "restApiId">;

/** The authorizer as AWS answers it, with an id of its own. */
export function newAuthorizer(settings: AuthorizerSettings): Authorizer {
  const authorizer: Authorizer = {
    id: alphanumericId(6),
    name: settings.name,
    type: settings.type,
    authType: settings.authType ?? authTypeOf(settings.type),
    authorizerResultTtlInSeconds: settings.authorizerResultTtlInSeconds ?? RESULT_TTL_S_DEFAULT,
  };
  if (settings.providerARNs !== undefined) authorizer.providerARNs = settings.providerARNs;
  if (settings.authorizerUri !== undefined) authorizer.authorizerUri = settings.authorizerUri;
  if (settings.authorizerCredentials !== undefined) {
    authorizer.authorizerCredentials = settings.authorizerCredentials;
  }
  if (settings.identitySource !== undefined) authorizer.identitySource = settings.identitySource;
  if (settings.identityValidationExpression !== undefined) {
    authorizer.identityValidationExpression = settings.identityValidationExpression;
  }
  return authorizer;
}

function authTypeOf(type: string): string {
  return type === "COGNITO_USER_POOLS" ? "cognito_user_pools" : "custom";
}
