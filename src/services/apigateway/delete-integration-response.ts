// DeleteIntegrationResponse. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegrationResponse.html
import type { OperationContext } from "../operation-context.ts";
import { findIntegration, findIntegrationResponse, saveIntegration } from "./find-method.ts";
import type { Input, Output } from "./operation-types.ts";
import { checkStatusCode } from "./status-code.ts";

export async function deleteIntegrationResponse(
  input: Input<"DeleteIntegrationResponse">,
  context: OperationContext,
): Promise<Output<"DeleteIntegrationResponse">> {
  checkStatusCode(input.statusCode);
  await findIntegrationResponse(context, input);
  const { integrationResponses, ...integration } = await findIntegration(context, input);
  const rest = { ...integrationResponses };
  delete rest[input.statusCode];
  const isEmpty = Object.keys(rest).length === 0;
  await saveIntegration(
    context,
    input,
    isEmpty ? integration : { ...integration, integrationResponses: rest },
  );
  return {};
}
