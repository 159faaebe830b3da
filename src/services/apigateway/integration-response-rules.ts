// What an integration response may be beside its method response.
// https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html
import type { IntegrationResponse, MethodResponse } from "@aws-sdk/client-api-gateway";
import { checkResponseMappings } from "./mapping-expression.ts";
import { checkTemplates } from "./mapping-templates.ts";

/** Throws unless its headers are declared, its mappings are mappings and its templates stand under content types. */
export function checkIntegrationResponse(
  response: IntegrationResponse,
  methodResponse: MethodResponse | undefined,
): void {
  checkResponseMappings(
    response.responseParameters ?? {},
    methodResponse?.responseParameters ?? {},
  );
  checkTemplates(response.responseTemplates);
}
