// PutMethodResponse: declares a status that a method may answer, with its headers and models.
// https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethodResponse.html
import type { MethodResponse } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findMethod, saveMethod } from "./find-method.ts";
import { checkMethodResponseHeaders } from "./mapping-expression.ts";
import { checkModels } from "./method-rules.ts";
import type { Input, Output } from "./operation-types.ts";
import { conflict } from "./rest-errors.ts";
import { checkStatusCode } from "./status-code.ts";

export async function putMethodResponse(
  input: Input<"PutMethodResponse">,
  context: OperationContext,
): Promise<Output<"PutMethodResponse">> {
  checkStatusCode(input.statusCode);
  const method = await findMethod(context, input);
  if (Object.hasOwn(method.methodResponses ?? {}, input.statusCode)) {
    throw conflict("Response already exists for this resource");
  }
  const response: MethodResponse = { statusCode: input.statusCode };
  if (input.responseParameters !== undefined) {
    checkMethodResponseHeaders(Object.keys(input.responseParameters));
    response.responseParameters = input.responseParameters;
  }
  if (input.responseModels !== undefined) {
    await checkModels(context, input.restApiId, input.responseModels);
    response.responseModels = input.responseModels;
  }
  const methodResponses = { ...method.methodResponses, [input.statusCode]: response };
  await saveMethod(context, input, { ...method, methodResponses });
  return response;
}
