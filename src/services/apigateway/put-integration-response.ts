// PutIntegrationResponse: how the backend's answers of one pattern become a method's response. It needs the method
// response of that status to be there. https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html
import type { IntegrationResponse } from "@aws-sdk/client-api-gateway";
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { findIntegration, findMethodResponse, saveIntegration } from "./find-method.ts";
import { checkIntegrationResponse } from "./integration-response-rules.ts";
import type { Input, Output } from "./operation-types.ts";
import { shownIntegrationResponse } from "./shown-resource.ts";
import { constrainStatusCode } from "./status-code.ts";

export async function putIntegrationResponse(
  input: Input<"PutIntegrationResponse">,
  context: OperationContext,
): Promise<Output<"PutIntegrationResponse">> {
  const constraints = constrainStatusCode(new Constraints(), input.statusCode);
  constraints
    .enumeration("putIntegrationResponseInput.contentHandling", input.contentHandling, [
      "CONVERT_TO_BINARY",
      "CONVERT_TO_TEXT",
    ])
    .throwIfViolated();
  const integration = await findIntegration(context, input);
  const methodResponse = await findMethodResponse(context, input);
  const response: IntegrationResponse = { statusCode: input.statusCode };
  if (input.selectionPattern !== undefined) response.selectionPattern = input.selectionPattern;
  if (input.responseParameters !== undefined)
    response.responseParameters = input.responseParameters;
  if (input.responseTemplates !== undefined) response.responseTemplates = input.responseTemplates;
  if (input.contentHandling !== undefined) response.contentHandling = input.contentHandling;
  checkIntegrationResponse(response, methodResponse);
  await saveIntegration(context, input, {
    ...integration,
    integrationResponses: { ...integration.integrationResponses, [input.statusCode]: response },
  });
  return shownIntegrationResponse(response);
}
