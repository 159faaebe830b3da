// HTTP APIs and VPC links of the second kind, read by the API Gateway v2 API; what a stage serves, by ExportApi.
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html
import {
  ExportApiCommand,
  GetApisCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  GetVpcLinksCommand,
  type Api,
  type Stage,
} from "@aws-sdk/client-apigatewayv2";
import type {
  Deployed,
  HttpApiContentItem,
  HttpApiItem,
  HttpApiStageItem,
  VpcLinkItem,
} from "../inventory.ts";
import type { AccountReader, Purpose, Unread } from "./account-reader.ts";
import type { AwsClients } from "./aws-clients.ts";
import {
  identifyHttpApiContent,
  routesAsExported,
  type DeployedRoute,
} from "./deployed-http-api.ts";
import { missingMembers, withConfigured } from "./export-losses.ts";
import { gatewayItem, type LivePlace } from "./live-item.ts";
import { readExportedHttpApi } from "./read-exported-http-api.ts";

/** What AWS's own page size is, too. */
const PAGE_ITEMS = "100";
/** A stage that follows every change says so when it has. */
const UP_TO_DATE = /^Successfully deployed /;

/** WebSocket APIs are none of the doctor's. */
export async function readHttpApis(
  clients: AwsClients,
  reader: AccountReader,
  place: LivePlace,
): Promise<HttpApiItem[]> {
  const purpose: Purpose = { part: "httpApis", what: "list of HTTP APIs", of: "" };
  const { apigatewayv2 } = clients;
  const { items } = await reader.list(purpose, async (NextToken) => {
    const page = await apigatewayv2.send(new GetApisCommand({ NextToken, MaxResults: PAGE_ITEMS }));
    return { items: page.Items, next: page.NextToken };
  });
  const apis = items.filter((api) => api.ProtocolType !== "WEBSOCKET");
  return Promise.all(apis.map((api) => new HttpApiRead(clients, reader, place).item(api)));
}

export async function readVpcLinks(
  { apigatewayv2 }: AwsClients,
  reader: AccountReader,
  place: LivePlace,
): Promise<VpcLinkItem[]> {
  const purpose: Purpose = { part: "vpcLinks", what: "list of VPC links of HTTP APIs", of: "" };
  const { items } = await reader.list(purpose, async (NextToken) => {
    const page = await apigatewayv2.send(
      new GetVpcLinksCommand({ NextToken, MaxResults: PAGE_ITEMS }),
    );
    return { items: page.Items, next: page.NextToken };
  });
  return items.map((vpcLink) => ({
    ...gatewayItem(place, `/vpclinks/${vpcLink.VpcLinkId}`),
    vpcLink,
  }));
}

/** Reads one API. */
class HttpApiRead {
  readonly #clients: AwsClients;
  readonly #reader: AccountReader;
  readonly #place: LivePlace;

  constructor(clients: AwsClients, reader: AccountReader, place: LivePlace) {
    this.#clients = clients;
    this.#reader = reader;
    this.#place = place;
  }

  async item(api: Api): Promise<HttpApiItem> {
    const apiId = api.ApiId ?? "";
    const [routes, integrations, stages] = await Promise.all([
      this.#reader.list(purposeOf(apiId, "routes"), async (NextToken) => {
        const page = await this.#clients.apigatewayv2.send(
          new GetRoutesCommand({ ApiId: apiId, NextToken, MaxResults: PAGE_ITEMS }),
        );
        return { items: page.Items, next: page.NextToken };
      }),
      this.#reader.list(purposeOf(apiId, "integrations"), async (NextToken) => {
        const page = await this.#clients.apigatewayv2.send(
          new GetIntegrationsCommand({ ApiId: apiId, NextToken, MaxResults: PAGE_ITEMS }),
        );
        return { items: page.Items, next: page.NextToken };
      }),
      this.#reader.list(purposeOf(apiId, "stages"), async (NextToken) => {
        const page = await this.#clients.apigatewayv2.send(
          new GetStagesCommand({ ApiId: apiId, NextToken, MaxResults: PAGE_ITEMS }),
        );
        return { items: page.Items, next: page.NextToken };
      }),
    ]);
    const content = { routes: routes.items, integrations: integrations.items };
    const isWhole = routes.isWhole && integrations.isWhole;
    return {
      ...gatewayItem(this.#place, `/apis/${apiId}`),
      api,
      ...content,
      stages: await Promise.all(
        stages.items.map((stage) => this.#stageItem(apiId, stage, isWhole ? content : null)),
      ),
      locations: new Map(),
    };
  }

  async #stageItem(
    apiId: string,
    stage: Stage,
    content: HttpApiContentItem | null,
  ): Promise<HttpApiStageItem> {
    return {
      ...gatewayItem(this.#place, `/apis/${apiId}/stages/${stage.StageName}`),
      stage,
      deployed: await this.#deployed(apiId, stage, content),
    };
  }

  /** A stage that follows every change, and did, serves what is configured. `content` is null when that is not known. */
  async #deployed(
    apiId: string,
    stage: Stage,
    content: HttpApiContentItem | null,
  ): Promise<Deployed<HttpApiContentItem>> {
    if (stage.DeploymentId === undefined) return null;
    const { AutoDeploy, LastDeploymentStatusMessage: status = "", StageName } = stage;
    const live = content ?? { routes: [], integrations: [] };
    if (content !== null && AutoDeploy === true && UP_TO_DATE.test(status)) {
      return identifyHttpApiContent(routesAsExported(live), live);
    }
    const exported = await this.#export(apiId, StageName);
    if (exported === "gone") return null;
    if (exported === "unreadable") return exported;
    const routes = await this.#withLosses(apiId, stage, { exported, live });
    return identifyHttpApiContent(routes, live);
  }

  /** As the stage has it, or without a stage as it is configured. */
  #export(apiId: string, StageName: string | undefined): Promise<DeployedRoute[] | Unread> {
    const what = StageName === undefined ? "export" : `deployment of stage ${StageName}`;
    return this.#reader.call(purposeOf(apiId, what), async () => {
      const { body } = await this.#clients.apigatewayv2.send(
        new ExportApiCommand({
          ApiId: apiId,
          Specification: "OAS30",
          OutputType: "JSON",
          StageName,
          IncludeExtensions: true,
        }),
      );
      return readExportedHttpApi(body);
    });
  }

  /** Postern's exports are known to be whole. */
  async #withLosses(
    apiId: string,
    { StageName }: Stage,
    { exported, live }: { exported: DeployedRoute[]; live: HttpApiContentItem },
  ): Promise<readonly DeployedRoute[]> {
    const isWhole = this.#clients.postern !== null || missingMembers(exported, live).length === 0;
    if (isWhole) return exported;
    const configured = await this.#export(apiId, undefined);
    if (typeof configured === "string") return exported;
    const lost = missingMembers(configured, live);
    if (lost.length === 0) return exported;
    this.#reader.note([
      {
        part: "httpApis",
        what: `${lost.join(", ")} of what stage ${StageName} of HTTP API ${apiId} serves`,
        why: "ExportApi does not tell it; what is configured is taken to be deployed",
      },
    ]);
    return withConfigured(exported, lost, live);
  }
}

function purposeOf(apiId: string, what: string): Purpose {
  return { part: "httpApis", what, of: `HTTP API ${apiId}` };
}
