// DeleteMethodResponse. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethodResponse.html
import type { OperationContext } from "../operation-context.ts";
import { findMethod, findMethodResponse, saveMethod } from "./find-method.ts";
import type { Input, Output } from "./operation-types.ts";
import { checkStatusCode } from "./status-code.ts";

export async function deleteMethodResponse(
  input: Input<"DeleteMethodResponse">,
  context: OperationContext,
): Promise<Output<"DeleteMethodResponse">> {
  checkStatusCode(input.statusCode);
  await findMethodResponse(context, input);
  const { methodResponses, ...method } = await findMethod(context, input);
  const rest = { ...methodResponses };
  delete rest[input.statusCode];
  const isEmpty = Object.keys(rest).length === 0;
  await saveMethod(context, input, isEmpty ? method : { ...method, methodResponses: rest });
  return {};
}
