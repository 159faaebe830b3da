// Everything of one HTTP API that its pages show, and what of it each stage has not deployed.
import type {
  Deployment,
  GetApiCommandOutput,
  Integration,
  Route,
  Stage,
} from "@aws-sdk/client-apigatewayv2";
import { apiGatewayV2 } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";
import { type Difference, differences } from "./http-differences.ts";
import { invokeUrls } from "./invoke-urls.ts";

export interface HttpApi {
  readonly apiId: string;
  readonly name: string;
  readonly api: GetApiCommandOutput;
  readonly routes: readonly Route[];
  readonly integrations: readonly Integration[];
  readonly stages: readonly Stage[];
  /** The newest first. */
  readonly deployments: readonly Deployment[];
  /** By stage name. */
  readonly invokeUrls: ReadonlyMap<string, string>;
  /** By stage name, for stages that have a deployment which is not what is configured. */
  readonly undeployed: ReadonlyMap<string, readonly Difference[]>;
}

const PAGE = "500";

export async function loadHttpApi(ApiId: string): Promise<HttpApi> {
  const client = await apiGatewayV2();
  const [api, routes, integrations, stages, deployments, urls] = await Promise.all([
    client.getApi({ ApiId }),
    everyPage(async (NextToken) => {
      const answer = await client.getRoutes({ ApiId, MaxResults: PAGE, NextToken });
      return { items: answer.Items, next: answer.NextToken };
    }),
    everyPage(async (NextToken) => {
      const answer = await client.getIntegrations({ ApiId, MaxResults: PAGE, NextToken });
      return { items: answer.Items, next: answer.NextToken };
    }),
    everyPage(async (NextToken) => {
      const answer = await client.getStages({ ApiId, MaxResults: PAGE, NextToken });
      return { items: answer.Items, next: answer.NextToken };
    }),
    everyPage(async (NextToken) => {
      const answer = await client.getDeployments({ ApiId, MaxResults: PAGE, NextToken });
      return { items: answer.Items, next: answer.NextToken };
    }),
    invokeUrls(),
  ]);
  return {
    apiId: ApiId,
    name: api.Name ?? ApiId,
    api,
    routes: routes.sort((a, b) => sortKey(a.RouteKey).localeCompare(sortKey(b.RouteKey))),
    integrations,
    stages: stages.sort((a, b) => (a.StageName ?? "").localeCompare(b.StageName ?? "")),
    deployments: deployments.sort((a, b) => timeOf(b.CreatedDate) - timeOf(a.CreatedDate)),
    invokeUrls: urls.get(ApiId) ?? new Map(),
    undeployed: await undeployedOf(ApiId, stages),
  };
}

/** Routes stand in order of path, then of method. */
function sortKey(routeKey = ""): string {
  const [method = "", path = ""] = routeKey.split(" ");
  return `${path} ${method}`;
}

function timeOf(date: Date | undefined): number {
  return date?.getTime() ?? 0;
}

async function undeployedOf(
  apiId: string,
  stages: readonly Stage[],
): Promise<Map<string, readonly Difference[]>> {
  const deployed = stages.filter(({ DeploymentId }) => (DeploymentId ?? "") !== "");
  if (deployed.length === 0) return new Map();
  const now = await exported(apiId, undefined);
  const found = await Promise.all(
    deployed.map(async ({ StageName = "" }) => {
      return [StageName, differences(await exported(apiId, StageName), now)] as const;
    }),
  );
  return new Map(found.filter(([, list]) => list.length > 0));
}

async function exported(ApiId: string, StageName: string | undefined): Promise<unknown> {
  return JSON.parse(await exportHttpApi({ apiId: ApiId, stageName: StageName, type: "JSON" }));
}

export interface ExportWish {
  readonly apiId: string;
  /** Undefined for the API as it is configured now. */
  readonly stageName: string | undefined;
  readonly type: "JSON" | "YAML";
  readonly withExtensions?: boolean;
}

/** The OpenAPI document as text. */
export async function exportHttpApi(wish: ExportWish): Promise<string> {
  const client = await apiGatewayV2();
  const { body } = await client.exportApi({
    ApiId: wish.apiId,
    StageName: wish.stageName,
    Specification: "OAS30",
    OutputType: wish.type,
    IncludeExtensions: wish.withExtensions ?? true,
  });
  return new TextDecoder().decode(body);
}

/** The routes that lead to an integration. */
export function routesTo(http: HttpApi, integrationId: string | undefined): Route[] {
  return http.routes.filter(({ Target }) => Target === `integrations/${integrationId}`);
}

/** "PRIVATE alb listener", as people tell integrations apart. */
export function integrationText(integration: Integration | undefined): string {
  if (integration === undefined) return "";
  const { IntegrationMethod = "", IntegrationUri = "" } = integration;
  return `${IntegrationMethod} ${targetText(IntegrationUri)}`;
}

/** A URL as it is, an ARN of a listener by the load balancer's name. */
export function targetText(uri: string): string {
  const [, kind = "", name = "", id = ""] =
    /:listener\/(app|net|gwy)\/([^/]+)\/[^/]+\/(.+)$/.exec(uri) ?? [];
  if (name === "") return uri;
  return `${kind === "app" ? "ALB" : "NLB"} ${name} (listener ${id})`;
}
