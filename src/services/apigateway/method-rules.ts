// What a method may refer to and which verbs there are.
// https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html
import type { Method } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { checkMethodParameters } from "./mapping-expression.ts";
import { badRequest } from "./rest-errors.ts";

/** In the order of AWS's message. */
export const HTTP_METHODS: readonly string[] = [
  "GET",
  "PUT",
  "POST",
  "DELETE",
  "PATCH",
  "OPTIONS",
  "HEAD",
  "ANY",
];
const AUTHORIZATION_TYPES = ["NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS"];

/** Throws unless the verb is one that a method or an integration may have. */
export function checkHttpMethod(httpMethod: string | undefined): void {
  if (httpMethod === undefined || httpMethod === "") {
    throw badRequest("Enumeration value for HttpMethod must be non-empty");
  }
  if (HTTP_METHODS.includes(httpMethod)) return;
  throw badRequest(`Invalid HttpMethod specified. Valid options are ${HTTP_METHODS.join(",")}`);
}

/** Throws when something that the method refers to is not there, or its parameters are no parameters. */
export async function checkMethod(
  context: OperationContext,
  restApiId: string,
  method: Method,
): Promise<void> {
  await checkAuthorization(context, restApiId, method);
  const { requestValidatorId } = method;
  if (requestValidatorId !== undefined) {
    const id = `${restApiId}/${requestValidatorId}`;
    if ((await context.records.get("rest-request-validator", id)) === undefined) {
      throw badRequest("Invalid Request Validator identifier specified");
    }
  }
  await checkModels(context, restApiId, method.requestModels);
  checkMethodParameters(Object.keys(method.requestParameters ?? {}));
}

/** Throws unless all models are there. */
export async function checkModels(
  context: OperationContext,
  restApiId: string,
  models: Readonly<Record<string, string>> | undefined,
): Promise<void> {
  for (const name of Object.values(models ?? {})) {
    if ((await context.records.get("rest-model", `${restApiId}/${name}`)) === undefined) {
      throw badRequest(`Invalid model identifier specified: ${name}`);
    }
  }
}

async function checkAuthorization(
  context: OperationContext,
  restApiId: string,
  method: Method,
): Promise<void> {
  const { authorizationType = "", authorizerId } = method;
  if (!AUTHORIZATION_TYPES.includes(authorizationType)) {
    // [I]
    throw badRequest(
      `Invalid authorization type specified. Valid options are ${AUTHORIZATION_TYPES.join(",")}`,
    );
  }
  if (authorizationType !== "CUSTOM" && authorizationType !== "COGNITO_USER_POOLS") return;
  const body = await context.records.get("rest-authorizer", `${restApiId}/${authorizerId}`);
  const isCognito = body?.authorizer.type === "COGNITO_USER_POOLS";
  if (body !== undefined && isCognito === (authorizationType === "COGNITO_USER_POOLS")) return;
  throw badRequest(
    "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or " +
      "COGNITO_USER_POOLS requires a valid authorizer.",
  );
}
