// What keeps a VPC link, of either kind, from being deleted: the methods of REST APIs whose integrations lead through
// it, in the deployments that stages serve and in what has not been deployed yet.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
import type { Resource } from "@aws-sdk/client-api-gateway";
import type { ScopedRecords } from "../../store/store.ts";

/** Stands for the configuration that is not deployed, as it does in test invocations [I]. */
const UNDEPLOYED_STAGE = "test-invoke-stage";

/** "api:METHOD:resource:stage" of each method that leads through the link; AWS names RESTApiId, not the path. */
export async function restReferencesTo(
  records: ScopedRecords,
  vpcLinkId: string,
): Promise<string[]> {
  const references: string[] = [];
  for (const { id, body } of await records.list("rest-stage")) {
    const restApiId = id.slice(0, id.indexOf("/"));
    const { stage } = body;
    for (const deploymentId of new Set([stage.deploymentId, stage.canarySettings?.deploymentId])) {
      if (deploymentId === undefined) continue;
      const found = await records.get("rest-deployment", `${restApiId}/${deploymentId}`);
      for (const resource of found?.content.resources ?? []) {
        const place = { restApiId, stageName: stage.stageName ?? "" };
        references.push(...referencesIn(resource, vpcLinkId, place));
      }
    }
  }
  for (const { id, body } of await records.list("rest-resource")) {
    const place = { restApiId: id.slice(0, id.indexOf("/")), stageName: UNDEPLOYED_STAGE };
    references.push(...referencesIn(body.resource, vpcLinkId, place));
  }
  return [...new Set(references)];
}

/** The text of the refusal. */
export function linkInUse(vpcLinkId: string, references: readonly string[]): string {
  return (
    `Cannot delete vpc link. Vpc link '${vpcLinkId}', is referenced in ` +
    `[${references.join(", ")}] in format of [RESTApiId:Method:Resource:Stage].`
  );
}

interface Place {
  readonly restApiId: string;
  readonly stageName: string;
}

function referencesIn(resource: Resource, vpcLinkId: string, place: Place): string[] {
  return Object.entries(resource.resourceMethods ?? {})
    .filter(([, { methodIntegration: integration }]) => {
      return integration?.connectionType === "VPC_LINK" && integration.connectionId === vpcLinkId;
    })
    .map(([method]) => `${place.restApiId}:${method}:${resource.id}:${place.stageName}`);
}
