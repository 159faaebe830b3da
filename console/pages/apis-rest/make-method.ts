// Makes a method as AWS's console does: with its path parameters, its integration and a response 200. When the
// integration is refused, the method is taken back, so that the form can be sent again.
import { apiGateway } from "../../commons/aws-clients.ts";
import type { IntegrationDraft } from "./integration-draft.ts";
import { methodOf, type MethodRequestDraft, pathParametersOf } from "./method-request-draft.ts";
import type { MethodPlace } from "./rest-apis.ts";
import { saveIntegration } from "./save-integration.ts";

export interface MethodDraft {
  readonly integration: IntegrationDraft;
  readonly request: MethodRequestDraft;
}

/** `path` is the resource's. */
export async function makeMethod(
  place: MethodPlace,
  path: string,
  { integration, request }: MethodDraft,
): Promise<void> {
  const client = await apiGateway();
  const { authorizationType, ...method } = await methodOf(place.restApiId, request);
  const pathParameters = pathParametersOf(path).map((name) => [
    `method.request.path.${name}`,
    true,
  ]);
  await client.putMethod({
    ...method,
    ...place,
    authorizationType,
    requestParameters: { ...Object.fromEntries(pathParameters), ...method.requestParameters },
  });
  try {
    await saveIntegration(place, undefined, integration);
    await client.putMethodResponse({
      ...place,
      statusCode: "200",
      responseModels: { "application/json": "Empty" },
    });
    if (!integration.isProxy) {
      await client.putIntegrationResponse({
        ...place,
        statusCode: "200",
        responseTemplates: { "application/json": "" },
      });
    }
  } catch (cause) {
    await client.deleteMethod({ ...place });
    throw cause;
  }
}
