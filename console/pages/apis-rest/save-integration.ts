// Saves the integration of a method: by patches where its type stays, else in whole, since the API has no patch for the
// type. Integration responses and cache keys outlive that.
import type { Integration, PatchOperation } from "@aws-sdk/client-api-gateway";
import { apiGateway } from "../../commons/aws-clients.ts";
import { currentPlace } from "../../commons/place.ts";
import { type IntegrationDraft, integrationOf } from "./integration-draft.ts";
import { entryPatches, memberPatches } from "./patches.ts";
import type { MethodPlace } from "./rest-apis.ts";

/** `before` is undefined where the method has no integration. */
export async function saveIntegration(
  place: MethodPlace,
  before: Integration | undefined,
  draft: IntegrationDraft,
): Promise<void> {
  const { region } = await currentPlace();
  const after = integrationOf(draft, region);
  if (before === undefined || before.type !== after.type) {
    await putIntegration(place, before, after);
    return;
  }
  const patchOperations = patchesOf(before, after);
  if (patchOperations.length === 0) return;
  await (await apiGateway()).updateIntegration({ ...place, patchOperations });
}

function patchesOf(before: Integration, after: Integration): PatchOperation[] {
  return [
    ...memberPatches("/connectionType", before.connectionType, after.connectionType),
    ...memberPatches("/connectionId", before.connectionId, after.connectionId),
    ...memberPatches("/integrationTarget", before.integrationTarget, after.integrationTarget),
    ...memberPatches("/uri", before.uri, after.uri),
    ...memberPatches("/httpMethod", before.httpMethod, after.httpMethod),
    ...memberPatches("/credentials", before.credentials, after.credentials),
    ...memberPatches(
      "/tlsConfig/insecureSkipVerification",
      before.tlsConfig?.insecureSkipVerification ?? false,
      after.tlsConfig?.insecureSkipVerification ?? false,
    ),
    ...memberPatches("/timeoutInMillis", before.timeoutInMillis, after.timeoutInMillis),
    ...memberPatches("/passthroughBehavior", before.passthroughBehavior, after.passthroughBehavior),
    ...memberPatches("/contentHandling", before.contentHandling, after.contentHandling),
    ...entryPatches("/requestParameters", before.requestParameters, after.requestParameters),
    ...entryPatches("/requestTemplates", before.requestTemplates, after.requestTemplates),
  ];
}

async function putIntegration(
  place: MethodPlace,
  before: Integration | undefined,
  after: Integration,
): Promise<void> {
  const client = await apiGateway();
  const { httpMethod: integrationHttpMethod, type, tlsConfig, ...others } = after;
  await client.putIntegration({
    ...others,
    ...place,
    type,
    integrationHttpMethod,
    ...(tlsConfig?.insecureSkipVerification === true ? { tlsConfig } : {}),
    cacheKeyParameters: before?.cacheKeyParameters,
  });
  for (const [statusCode, response] of Object.entries(before?.integrationResponses ?? {})) {
    await client.putIntegrationResponse({ ...place, ...response, statusCode });
  }
}
