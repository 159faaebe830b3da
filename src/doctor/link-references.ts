// Who refers to a VPC link: integrations as they are configured, and what stages have deployed, which need not be the
// same. AWS deletes a link only when nobody does.
import { withStageVariables } from "./build-ways.ts";
import type { HttpApiContentItem, Inventory, RestApiContentItem } from "./inventory.ts";
import type { StageToDeploy } from "./rule.ts";
import {
  httpStageContents,
  httpStageToDeploy,
  isHttpApi,
  restStageContents,
  restStageToDeploy,
} from "./stage-contents.ts";

export interface LinkReference {
  /** "GET /pets of REST API pets (r1s2t3u4v5)" */
  readonly name: string;
  /** The stage that serves it; null for what is configured. */
  readonly stage: StageToDeploy | null;
  readonly formerDeploymentId: string;
}

export interface LinkReferences {
  readonly configured: readonly LinkReference[];
  readonly deployed: readonly LinkReference[];
}

/** All references to links of either kind, by the link's id. */
export function linkReferences(inventory: Inventory): ReadonlyMap<string, LinkReferences> {
  const byLink = new Map<string, MutableReferences>();
  for (const item of inventory.httpApis.filter(isHttpApi)) {
    const api = `HTTP API ${item.api.Name ?? ""} (${item.api.ApiId ?? ""})`;
    const variables = item.stages.map(({ stage }) => stage.StageVariables ?? {});
    addConfigured(byLink, api, httpReferences(item, variables));
  }
  for (const item of inventory.restApis) {
    const api = `REST API ${item.restApi.name ?? ""} (${item.restApi.id ?? ""})`;
    const variables = item.stages.map(({ stage }) => stage.variables ?? {});
    addConfigured(byLink, api, restReferences(item, variables));
  }
  for (const { item, stage, content } of httpStageContents(inventory, "deployed")) {
    const found = httpReferences(content, [stage.stage.StageVariables ?? {}]);
    const formerDeploymentId = stage.stage.DeploymentId ?? "";
    addDeployed(byLink, { stage: httpStageToDeploy(item, stage), formerDeploymentId }, found);
  }
  for (const { item, stage, content } of restStageContents(inventory, "deployed")) {
    const found = restReferences(content, [stage.stage.variables ?? {}]);
    const formerDeploymentId = stage.stage.deploymentId ?? "";
    addDeployed(byLink, { stage: restStageToDeploy(item, stage), formerDeploymentId }, found);
  }
  return byLink;
}

interface MutableReferences {
  readonly configured: LinkReference[];
  readonly deployed: LinkReference[];
}

interface FoundReference {
  readonly linkId: string;
  /** "route GET /pets" */
  readonly name: string;
}

function addConfigured(
  byLink: Map<string, MutableReferences>,
  api: string,
  found: readonly FoundReference[],
): void {
  for (const { linkId, name } of found) {
    const reference = { name: `${name} of ${api}`, stage: null, formerDeploymentId: "" };
    referencesOf(byLink, linkId).configured.push(reference);
  }
}

function addDeployed(
  byLink: Map<string, MutableReferences>,
  place: { readonly stage: StageToDeploy; readonly formerDeploymentId: string },
  found: readonly FoundReference[],
): void {
  const { apiId, stageName } = place.stage;
  for (const { linkId, name } of found) {
    const reference = { ...place, name: `${name} of ${apiId} in stage ${stageName}` };
    referencesOf(byLink, linkId).deployed.push(reference);
  }
}

function referencesOf(byLink: Map<string, MutableReferences>, linkId: string): MutableReferences {
  const known = byLink.get(linkId);
  if (known !== undefined) return known;
  const references = { configured: [], deployed: [] };
  byLink.set(linkId, references);
  return references;
}

type Variables = Readonly<Record<string, string>>;

/** An integration without route refers to the link too. */
function httpReferences(
  { routes, integrations }: HttpApiContentItem,
  variables: readonly Variables[],
): FoundReference[] {
  const found: FoundReference[] = [];
  for (const { IntegrationId = "", ConnectionType, ConnectionId = "" } of integrations) {
    if (ConnectionType !== "VPC_LINK") continue;
    const leading = routes.filter(({ Target }) => Target === `integrations/${IntegrationId}`);
    const names = leading.map(({ RouteKey = "" }) => `route ${RouteKey}`);
    if (leading.length === 0) names.push(`integration ${IntegrationId} (no route)`);
    for (const linkId of linkIdsOf(ConnectionId, variables)) {
      found.push(...names.map((name) => ({ linkId, name })));
    }
  }
  return found;
}

function restReferences(
  { resources }: RestApiContentItem,
  variables: readonly Variables[],
): FoundReference[] {
  const found: FoundReference[] = [];
  for (const resource of resources) {
    for (const [httpMethod, method] of Object.entries(resource.resourceMethods ?? {})) {
      const { connectionType, connectionId = "" } = method.methodIntegration ?? {};
      if (connectionType !== "VPC_LINK") continue;
      const name = `${httpMethod} ${resource.path ?? ""}`;
      for (const linkId of linkIdsOf(connectionId, variables)) found.push({ linkId, name });
    }
  }
  return found;
}

/** With a stage variable in it, it depends on the stage which link is meant. */
function linkIdsOf(connectionId: string, variables: readonly Variables[]): Set<string> {
  if (!connectionId.includes("${")) return new Set([connectionId]);
  return new Set(variables.map((values) => withStageVariables(connectionId, values)));
}
