// PutMethod: adds a method to a resource; one that is there is not overwritten.
// https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html
import type { Method } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { saveMethod } from "./find-method.ts";
import { findResource } from "./find-resource.ts";
import { checkHttpMethod, checkMethod } from "./method-rules.ts";
import type { Input, Output } from "./operation-types.ts";
import { conflict } from "./rest-errors.ts";

export async function putMethod(
  input: Input<"PutMethod">,
  context: OperationContext,
): Promise<Output<"PutMethod">> {
  const resource = await findResource(context, input);
  checkHttpMethod(input.httpMethod);
  const method = newMethod(input);
  await checkMethod(context, input.restApiId, method);
  if (Object.hasOwn(resource.resourceMethods ?? {}, input.httpMethod)) {
    throw conflict("Method already exists for this resource");
  }
  await saveMethod(context, input, method);
  return method;
}

function newMethod(input: Input<"PutMethod">): Method {
  const method: Method = {
    httpMethod: input.httpMethod,
    authorizationType: input.authorizationType,
    apiKeyRequired: input.apiKeyRequired ?? false,
  };
  if (input.authorizerId !== undefined) method.authorizerId = input.authorizerId;
  if (input.operationName !== undefined) method.operationName = input.operationName;
  if (input.requestParameters !== undefined) method.requestParameters = input.requestParameters;
  if (input.requestModels !== undefined) method.requestModels = input.requestModels;
  if (input.requestValidatorId !== undefined) method.requestValidatorId = input.requestValidatorId;
  if (input.authorizationScopes !== undefined) {
    method.authorizationScopes = input.authorizationScopes;
  }
  return method;
}
