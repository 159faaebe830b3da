// How resources, methods and integration responses look in answers.
// https://docs.aws.amazon.com/apigateway/latest/api/API_Resource.html
import type {
  Integration,
  IntegrationResponse,
  Method,
  Resource,
} from "@aws-sdk/client-api-gateway";

/** The resource with its methods, or, unless they are asked for, with their names alone. */
export function shownResource(resource: Resource, embed: readonly string[] | undefined): Resource {
  const methods = Object.entries(resource.resourceMethods ?? {});
  const { resourceMethods: _, ...shown } = resource;
  if (methods.length === 0) return shown;
  const withMethods = embed?.includes("methods") === true;
  return {
    ...shown,
    resourceMethods: Object.fromEntries(
      methods.map(([name, method]) => [name, withMethods ? shownMethod(method) : {}]),
    ),
  };
}

/** The method with its integration and responses. */
export function shownMethod(method: Method): Method {
  const integration = method.methodIntegration;
  if (integration === undefined) return method;
  return { ...method, methodIntegration: shownIntegration(integration) };
}

/** The integration with its responses. */
export function shownIntegration(integration: Integration): Integration {
  const responses = integration.integrationResponses;
  if (responses === undefined) return integration;
  return {
    ...integration,
    integrationResponses: Object.fromEntries(
      Object.entries(responses).map(([code, response]) => [
        code,
        shownIntegrationResponse(response),
      ]),
    ),
  };
}

/** An empty template is answered as null. */
export function shownIntegrationResponse(response: IntegrationResponse): IntegrationResponse {
  const templates = response.responseTemplates;
  if (templates === undefined) return response;
  const shown = Object.entries(templates).map(([type, template]) => [
    type,
    template === "" ? null : template,
  ]);
  return { ...response, responseTemplates: Object.fromEntries(shown) as Record<string, string> };
}
