// REST APIs and VPC links of the first kind, read by the API Gateway API; what a stage serves, by GetExport.
// https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
import {
  GetExportCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetStagesCommand,
  GetVpcLinksCommand,
  type Method,
  type Resource,
  type RestApi,
  type Stage,
} from "@aws-sdk/client-api-gateway";
import { ImportReport } from "../../services/openapi/import-report.ts";
import type { ImportedMethod } from "../../services/openapi/imported-rest-api.ts";
import { readDocument } from "../../services/openapi/openapi-document.ts";
import { readRestApi } from "../../services/openapi/read-rest-api.ts";
import type {
  Deployed,
  RestApiContentItem,
  RestApiItem,
  RestApiStageItem,
  RestVpcLinkItem,
} from "../inventory.ts";
import type { AccountReader, Purpose } from "./account-reader.ts";
import type { AwsClients } from "./aws-clients.ts";
import { identifyRestApiContent, type DeployedResource } from "./deployed-rest-api.ts";
import { gatewayItem, type LivePlace } from "./live-item.ts";

const PAGE_ITEMS = 500;

export async function readRestApis(
  { apigateway }: AwsClients,
  reader: AccountReader,
  place: LivePlace,
): Promise<RestApiItem[]> {
  const purpose: Purpose = { part: "restApis", what: "list of REST APIs", of: "" };
  const { items } = await reader.list(purpose, async (position) => {
    const page = await apigateway.send(new GetRestApisCommand({ position, limit: PAGE_ITEMS }));
    return { items: page.items, next: page.position };
  });
  return Promise.all(items.map((api) => new RestApiRead(apigateway, reader, place).item(api)));
}

export async function readRestVpcLinks(
  { apigateway }: AwsClients,
  reader: AccountReader,
  place: LivePlace,
): Promise<RestVpcLinkItem[]> {
  const purpose: Purpose = { part: "restVpcLinks", what: "list of VPC links of REST APIs", of: "" };
  const { items } = await reader.list(purpose, async (position) => {
    const page = await apigateway.send(new GetVpcLinksCommand({ position, limit: PAGE_ITEMS }));
    return { items: page.items, next: page.position };
  });
  return items.map((vpcLink) => ({ ...gatewayItem(place, `/vpclinks/${vpcLink.id}`), vpcLink }));
}

/** Reads one API. */
class RestApiRead {
  readonly #client: AwsClients["apigateway"];
  readonly #reader: AccountReader;
  readonly #place: LivePlace;

  constructor(client: AwsClients["apigateway"], reader: AccountReader, place: LivePlace) {
    this.#client = client;
    this.#reader = reader;
    this.#place = place;
  }

  async item(restApi: RestApi): Promise<RestApiItem> {
    const restApiId = restApi.id ?? "";
    const [resources, stages] = await Promise.all([
      this.#reader.list(purposeOf(restApiId, "resources"), async (position) => {
        const page = await this.#client.send(
          new GetResourcesCommand({ restApiId, position, limit: PAGE_ITEMS, embed: ["methods"] }),
        );
        return { items: page.items, next: page.position };
      }),
      this.#reader.call(purposeOf(restApiId, "stages"), () =>
        this.#client.send(new GetStagesCommand({ restApiId })),
      ),
    ]);
    const content = { resources: resources.items };
    const listed = typeof stages === "string" ? [] : (stages.item ?? []);
    return {
      ...gatewayItem(this.#place, `/restapis/${restApiId}`),
      restApi: withPlainPolicy(restApi),
      ...content,
      stages: await Promise.all(listed.map((stage) => this.#stageItem(restApiId, stage, content))),
      locations: new Map(),
    };
  }

  async #stageItem(
    restApiId: string,
    stage: Stage,
    content: RestApiContentItem,
  ): Promise<RestApiStageItem> {
    return {
      ...gatewayItem(this.#place, `/restapis/${restApiId}/stages/${stage.stageName}`),
      stage,
      deployed: await this.#deployed(restApiId, stage, content),
    };
  }

  async #deployed(
    restApiId: string,
    { stageName = "", deploymentId }: Stage,
    content: RestApiContentItem,
  ): Promise<Deployed<RestApiContentItem>> {
    if (deploymentId === undefined) return null;
    const purpose = purposeOf(restApiId, `deployment of stage ${stageName}`);
    const answer = await this.#reader.call(purpose, async () => {
      const exported = await this.#client.send(
        new GetExportCommand({
          restApiId,
          stageName,
          exportType: "oas30",
          accepts: "application/json",
          parameters: { extensions: "apigateway" },
        }),
      );
      return readExport(exported.body, restApiId);
    });
    if (answer === "gone") return null;
    if (answer === "unreadable") return answer;
    const identified = identifyRestApiContent(answer, content);
    return { resources: identified.resources.map((each) => withTargets(each, content)) };
  }
}

/**
 * Through a VPC link of the second kind there is no way without a target, so where an export tells of none it has lost
 * it [I]: then it is the configured one.
 */
function withTargets(resource: Resource, configured: RestApiContentItem): Resource {
  const live = configured.resources.find(({ id }) => id === resource.id)?.resourceMethods ?? {};
  const methods = Object.entries(resource.resourceMethods ?? {}).map(([name, method]) => {
    const own = method.methodIntegration;
    const other = live[name]?.methodIntegration;
    const isLost =
      own !== undefined &&
      own.connectionType === "VPC_LINK" &&
      own.connectionId === other?.connectionId &&
      own.integrationTarget === undefined &&
      other?.integrationTarget !== undefined;
    if (!isLost) return [name, method];
    const { integrationTarget } = other;
    return [name, { ...method, methodIntegration: { ...own, integrationTarget } }];
  });
  if (methods.length === 0) return resource;
  return { ...resource, resourceMethods: Object.fromEntries(methods) };
}

async function readExport(
  bytes: Uint8Array | undefined,
  restApiId: string,
): Promise<DeployedResource[]> {
  const document = await readDocument(bytes ?? new Uint8Array());
  if (document === undefined) throw new Error("Cannot read the export: it is no OpenAPI document");
  // What the report says is about importing, which nobody does.
  const options = { restApiId, basePathMode: "ignore", report: new ImportReport() } as const;
  return readRestApi(document, options).resources.map(({ path, methods }) => ({
    path,
    methods: Object.fromEntries(methods.map((method) => [method.httpMethod, methodOf(method)])),
  }));
}

function methodOf({ httpMethod, security, operationName, integration }: ImportedMethod): Method {
  return {
    httpMethod,
    authorizationType: security.authorizationType,
    apiKeyRequired: security.apiKeyRequired,
    ...(operationName !== undefined && { operationName }),
    ...(integration !== undefined && { methodIntegration: integration }),
  };
}

/** API Gateway answers a policy as the inside of a JSON text. */
function withPlainPolicy(restApi: RestApi): RestApi {
  const { policy } = restApi;
  if (policy === undefined || !policy.startsWith('{\\"')) return restApi;
  try {
    return { ...restApi, policy: String(JSON.parse(`"${policy}"`)) };
  } catch {
    return restApi;
  }
}

function purposeOf(restApiId: string, what: string): Purpose {
  return { part: "restApis", what, of: `REST API ${restApiId}` };
}
