// The documentation of a REST API: its parts, the versions that were published of them, and which stages show which.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-documenting-api.html
import type {
  DocumentationPart,
  DocumentationPartLocation,
  DocumentationVersion,
} from "@aws-sdk/client-api-gateway";
import { apiGateway } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";
import { locationText } from "./documentation-locations.ts";
import { memberPatches } from "./patches.ts";
import { listStages } from "./stages.ts";

const PAGE_ITEMS = 500;

/** In order of place. */
export async function listDocumentationParts(restApiId: string): Promise<DocumentationPart[]> {
  const client = await apiGateway();
  const found = await everyPage(async (position) => {
    const answer = await client.getDocumentationParts({ restApiId, limit: PAGE_ITEMS, position });
    return { items: answer.items, next: answer.position };
  });
  return found.sort((a, b) => locationText(a.location).localeCompare(locationText(b.location)));
}

export interface PublishedVersion extends DocumentationVersion {
  /** The stages that show it. */
  readonly stageNames: readonly string[];
}

/** Newest first. */
export async function listDocumentationVersions(restApiId: string): Promise<PublishedVersion[]> {
  const client = await apiGateway();
  const [versions, stages] = await Promise.all([
    everyPage(async (position) => {
      const answer = await client.getDocumentationVersions({
        restApiId,
        limit: PAGE_ITEMS,
        position,
      });
      return { items: answer.items, next: answer.position };
    }),
    listStages(restApiId),
  ]);
  return versions
    .map((version) => ({
      ...version,
      stageNames: stages
        .filter(({ documentationVersion }) => documentationVersion === version.version)
        .map(({ stageName = "" }) => stageName),
    }))
    .sort((a, b) => Number(b.createdDate ?? 0) - Number(a.createdDate ?? 0));
}

export async function createDocumentationPart(
  restApiId: string,
  location: DocumentationPartLocation,
  properties: string,
): Promise<void> {
  await (await apiGateway()).createDocumentationPart({ restApiId, location, properties });
}

export async function updateDocumentationPart(
  restApiId: string,
  before: DocumentationPart,
  properties: string,
): Promise<void> {
  const patchOperations = memberPatches("/properties", before.properties, properties);
  if (patchOperations.length === 0) return;
  const client = await apiGateway();
  await client.updateDocumentationPart({
    restApiId,
    documentationPartId: before.id,
    patchOperations,
  });
}

export async function deleteDocumentationPart(
  restApiId: string,
  documentationPartId: string,
): Promise<void> {
  await (await apiGateway()).deleteDocumentationPart({ restApiId, documentationPartId });
}

export interface PublicationDraft {
  readonly version: string;
  /** "" publishes for no stage yet. */
  readonly stageName: string;
  readonly description: string;
}

/** Freezes the parts as they are. */
export async function publishDocumentation(
  restApiId: string,
  { version, stageName, description }: PublicationDraft,
): Promise<void> {
  const client = await apiGateway();
  await client.createDocumentationVersion({
    restApiId,
    documentationVersion: version,
    ...(stageName === "" ? {} : { stageName }),
    ...(description === "" ? {} : { description }),
  });
}

export async function describeDocumentation(
  restApiId: string,
  { version, description: before }: DocumentationVersion,
  description: string,
): Promise<void> {
  const patchOperations = memberPatches("/description", before, description);
  if (patchOperations.length === 0) return;
  const client = await apiGateway();
  await client.updateDocumentationVersion({
    restApiId,
    documentationVersion: version,
    patchOperations,
  });
}

export async function deleteDocumentationVersion(
  restApiId: string,
  documentationVersion: string,
): Promise<void> {
  await (await apiGateway()).deleteDocumentationVersion({ restApiId, documentationVersion });
}

/** The warnings. https://docs.aws.amazon.com/apigateway/latest/api/API_ImportDocumentationParts.html */
export async function importDocumentation(
  restApiId: string,
  mode: "merge" | "overwrite",
  document: string,
): Promise<readonly string[]> {
  const client = await apiGateway();
  const { warnings = [] } = await client.importDocumentationParts({
    restApiId,
    mode,
    body: new TextEncoder().encode(document),
  });
  return warnings;
}
