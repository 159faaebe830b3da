// The inventory of the local store: one account and region of this Postern, as its own AWS APIs would tell it. What a
// stage serves is what its deployment has frozen. Reads a consistent state and changes nothing.
import type { Resource } from "@aws-sdk/client-api-gateway";
import type { HealthBoard } from "../../store/health-board.ts";
import type { RecordKind, Scope, StoredRecord } from "../../store/records.ts";
import type { AllRecords, ScopedRecords } from "../../store/store.ts";
import { publicRootPems } from "../../wire/tls/public-roots.ts";
import type {
  HttpApiContentItem,
  HttpApiItem,
  HttpApiStageItem,
  Inventory,
  RestApiItem,
  RestApiStageItem,
} from "../inventory.ts";
import { ChainTrust } from "./chain-trust.ts";
import { identifyHttpApiContent, routesAsExported } from "./deployed-http-api.ts";
import { identifyRestApiContent, resourcesAsExported } from "./deployed-rest-api.ts";
import { gatewayItem } from "./live-item.ts";
import { readStoreBalancing } from "./store-balancing.ts";
import { WorkSlices } from "../work-slices.ts";
import { readStoreNetwork } from "./store-network.ts";

export interface StoreSourceOptions {
  readonly scope: Scope;
  readonly health: HealthBoard;
  readonly nowMs: number;
  /** PEM certificates that private hops trust beside the public roots, the local authority's among them. */
  readonly trustedCas: readonly string[];
  /** For people: "Postern at http://127.0.0.1:4566". */
  readonly name: string;
}

/** The inventory of the scope. */
export async function readStoreInventory(
  records: AllRecords,
  options: StoreSourceOptions,
): Promise<Inventory> {
  const { scope, health, nowMs, trustedCas, name } = options;
  const scoped = records.in(scope);
  const trust = new ChainTrust(trustedCas, publicRootPems);
  const vpcLinks = await scoped.list("vpc-link");
  const restVpcLinks = await scoped.list("rest-vpc-link");
  return {
    source: { kind: "store", name, ...scope, isPostern: true },
    httpApis: await readHttpApis(scoped),
    restApis: await readRestApis(scoped),
    vpcLinks: vpcLinks.map(({ id, body: { vpcLink } }) => ({
      ...gatewayItem(scope, `/vpclinks/${id}`),
      vpcLink,
    })),
    restVpcLinks: restVpcLinks.map(({ id, body: { vpcLink } }) => ({
      ...gatewayItem(scope, `/vpclinks/${id}`),
      vpcLink,
    })),
    ...(await readStoreBalancing(scoped, health, { trust, nowMs, isAmazon: false })),
    ...(await readStoreNetwork(scoped)),
  };
}

/** Records by the API that their ids begin with. */
async function byApi<K extends RecordKind>(
  scoped: ScopedRecords,
  kind: K,
): Promise<(apiId: string) => readonly StoredRecord<K>[]> {
  const groups = Map.groupBy(await scoped.list(kind), ({ id }) => id.slice(0, id.indexOf("/")));
  return (apiId) => groups.get(apiId) ?? [];
}

async function readHttpApis(scoped: ScopedRecords): Promise<HttpApiItem[]> {
  const routesOf = await byApi(scoped, "http-api-route");
  const integrationsOf = await byApi(scoped, "http-api-integration");
  const stagesOf = await byApi(scoped, "http-api-stage");
  const items: HttpApiItem[] = [];
  const slices = new WorkSlices();
  for (const { id, body } of await scoped.list("http-api")) {
    await slices.breathe();
    const content: HttpApiContentItem = {
      routes: routesOf(id).map((record) => record.body.route),
      integrations: integrationsOf(id).map((record) => record.body.integration),
    };
    const stages: HttpApiStageItem[] = [];
    for (const { body: stageBody } of stagesOf(id)) {
      const { stage } = stageBody;
      const deployment = await scoped.get("http-api-deployment", `${id}/${stage.DeploymentId}`);
      stages.push({
        ...gatewayItem(scoped.scope, `/apis/${id}/stages/${stage.StageName}`),
        stage,
        deployed:
          deployment === undefined
            ? null
            : identifyHttpApiContent(routesAsExported(deployment.content), content),
      });
    }
    const item = gatewayItem(scoped.scope, `/apis/${id}`);
    items.push({ ...item, api: body.api, ...content, stages, locations: new Map() });
  }
  return items;
}

async function readRestApis(scoped: ScopedRecords): Promise<RestApiItem[]> {
  const resourcesOf = await byApi(scoped, "rest-resource");
  const stagesOf = await byApi(scoped, "rest-stage");
  const items: RestApiItem[] = [];
  const slices = new WorkSlices();
  for (const { id, body } of await scoped.list("rest-api")) {
    await slices.breathe();
    const resources = resourcesOf(id).map((record) => withoutEmptyMethods(record.body.resource));
    const stages: RestApiStageItem[] = [];
    for (const { body: stageBody } of stagesOf(id)) {
      const { stage } = stageBody;
      const deployment = await scoped.get("rest-deployment", `${id}/${stage.deploymentId}`);
      stages.push({
        ...gatewayItem(scoped.scope, `/restapis/${id}/stages/${stage.stageName}`),
        stage,
        deployed:
          deployment === undefined
            ? null
            : identifyRestApiContent(resourcesAsExported(deployment.content.resources), {
                resources,
              }),
      });
    }
    const item = gatewayItem(scoped.scope, `/restapis/${id}`);
    items.push({ ...item, restApi: body.restApi, resources, stages, locations: new Map() });
  }
  return items;
}

/** As GetResources answers: a resource without methods has no list of them. */
function withoutEmptyMethods(resource: Resource): Resource {
  const { resourceMethods = {}, ...place } = resource;
  return Object.keys(resourceMethods).length === 0 ? place : resource;
}
