// Joins the resources of an inventory into ways, for one view: what stages serve, or what they would serve after the
// next deployment.
import type { Method, Resource } from "@aws-sdk/client-api-gateway";
import type { Integration } from "@aws-sdk/client-apigatewayv2";
import type {
  HttpApiItem,
  HttpApiStageItem,
  Inventory,
  InventoryItem,
  ListenerItem,
  LoadBalancerItem,
  RestApiItem,
  RestApiStageItem,
} from "./inventory.ts";
import type { View } from "./rule.ts";
import { isUnresolved } from "./unresolved.ts";
import type { Missing, Way, WayIntegration } from "./ways.ts";
import { parseWayUrl } from "./way-url.ts";

const STAGE_VARIABLE = /\$\{stageVariables\.([A-Za-z0-9_]+)\}/g;
const HTTP_API_TIMEOUT_MS = 30_000;
const REST_API_TIMEOUT_MS = 29_000;

type Target = Pick<Way, "link" | "linkVersion" | "loadBalancer" | "listener">;

const PUBLIC: Target = { link: null, linkVersion: 0, loadBalancer: null, listener: null };

/** Every way of the view, in the order of APIs, stages and routes. */
export function buildWays(inventory: Inventory, view: View): Way[] {
  const places = new Places(inventory);
  const ways: Way[] = [];
  for (const item of inventory.httpApis) {
    for (const stage of item.stages) ways.push(...httpApiWays(places, item, stage, view));
  }
  for (const item of inventory.restApis) {
    for (const stage of item.stages) ways.push(...restApiWays(places, item, stage, view));
  }
  return ways;
}

function httpApiWays(
  places: Places,
  item: HttpApiItem,
  stage: HttpApiStageItem,
  view: View,
): Way[] {
  const content = view === "configured" ? item : stage.deployed;
  if (content === null || content === "unreadable") return [];
  const ways: Way[] = [];
  for (const integration of content.integrations) {
    const id = integration.IntegrationId ?? "";
    const routeKeys = content.routes
      .filter((route) => route.Target === `integrations/${id}`)
      .map((route) => route.RouteKey ?? "");
    if (routeKeys.length === 0) continue;
    const variables = stage.stage.StageVariables ?? {};
    const described = httpApiIntegration(integration, variables, {
      arn: "",
      location: item.locations.get(id) ?? item.location,
    });
    ways.push({
      api: { kind: "http", item, stage },
      apiId: item.api.ApiId ?? "",
      apiName: item.api.Name ?? "",
      stageName: stage.stage.StageName ?? "",
      routeKeys,
      integration: described,
      ...places.ofHttpApi(described),
    });
  }
  return ways;
}

function httpApiIntegration(
  integration: Integration,
  variables: Readonly<Record<string, string>>,
  item: InventoryItem,
): WayIntegration {
  const configuredUri = integration.IntegrationUri ?? "";
  const uri = withStageVariables(configuredUri, variables);
  const isPrivate = integration.ConnectionType === "VPC_LINK";
  const url = isPrivate ? null : parseWayUrl(uri);
  const privateName = integration.TlsConfig?.ServerNameToVerify ?? null;
  const speaksTls = isPrivate ? privateName !== null : url?.scheme === "https";
  return {
    id: integration.IntegrationId ?? "",
    type: integration.IntegrationType ?? "",
    isPrivate,
    configuredUri,
    uri,
    url,
    integrationTarget: "",
    connectionId: withStageVariables(integration.ConnectionId ?? "", variables),
    timeoutMs: integration.TimeoutInMillis ?? HTTP_API_TIMEOUT_MS,
    speaks: speaksTls ? "tls" : "http",
    serverName: isPrivate ? privateName : speaksTls ? (url?.host ?? null) : null,
    skipsVerification: false,
    requestParameters: integration.RequestParameters ?? {},
    item,
  };
}

function restApiWays(
  places: Places,
  item: RestApiItem,
  stage: RestApiStageItem,
  view: View,
): Way[] {
  const content = view === "configured" ? item : stage.deployed;
  if (content === null || content === "unreadable") return [];
  const ways: Way[] = [];
  for (const resource of content.resources) {
    for (const [httpMethod, method] of Object.entries(resource.resourceMethods ?? {})) {
      const described = restApiIntegration({ resource, httpMethod, method, item, stage });
      if (described === null) continue;
      ways.push({
        api: { kind: "rest", item, stage },
        apiId: item.restApi.id ?? "",
        apiName: item.restApi.name ?? "",
        stageName: stage.stage.stageName ?? "",
        routeKeys: [`${httpMethod} ${resource.path ?? ""}`],
        integration: described,
        ...places.ofRestApi(described),
      });
    }
  }
  return ways;
}

interface RestMethodPlace {
  readonly resource: Resource;
  readonly httpMethod: string;
  readonly method: Method;
  readonly item: RestApiItem;
  readonly stage: RestApiStageItem;
}

/** Null for methods without integration, and for those that lead to no HTTP backend. */
function restApiIntegration(place: RestMethodPlace): WayIntegration | null {
  const { resource, httpMethod, method, item, stage } = place;
  const integration = method.methodIntegration;
  if (integration === undefined) return null;
  const type = integration.type ?? "";
  if (type !== "HTTP" && type !== "HTTP_PROXY") return null;
  const id = `${resource.id ?? ""}/${httpMethod}`;
  const variables = stage.stage.variables ?? {};
  const configuredUri = integration.uri ?? "";
  const uri = withStageVariables(configuredUri, variables);
  const url = parseWayUrl(uri);
  const speaks = url === null ? "unresolved" : url.scheme === "https" ? "tls" : "http";
  return {
    id,
    type,
    isPrivate: integration.connectionType === "VPC_LINK",
    configuredUri,
    uri,
    url,
    integrationTarget: withStageVariables(integration.integrationTarget ?? "", variables),
    connectionId: withStageVariables(integration.connectionId ?? "", variables),
    timeoutMs: integration.timeoutInMillis ?? REST_API_TIMEOUT_MS,
    speaks,
    serverName: speaks === "tls" ? (url?.host ?? null) : null,
    skipsVerification: integration.tlsConfig?.insecureSkipVerification === true,
    requestParameters: integration.requestParameters ?? {},
    item: { arn: "", location: item.locations.get(id) ?? item.location },
  };
}

/** Puts the stage's variables into a text; those that it has not stay as they are written. */
export function withStageVariables(
  text: string,
  variables: Readonly<Record<string, string>>,
): string {
  return text.replace(STAGE_VARIABLE, (whole, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? whole) : whole,
  );
}

/** Looks resources up by what refers to them. */
class Places {
  readonly #inventory: Inventory;
  readonly #loadBalancers = new Map<string, LoadBalancerItem>();
  readonly #loadBalancersByDnsName = new Map<string, LoadBalancerItem>();
  readonly #listeners = new Map<string, ListenerItem>();
  readonly #listenersByPort = new Map<string, ListenerItem>();

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
    for (const item of inventory.loadBalancers) {
      this.#loadBalancers.set(item.arn, item);
      const name = item.loadBalancer.DNSName?.toLowerCase();
      if (name !== undefined) this.#loadBalancersByDnsName.set(name, item);
    }
    for (const item of inventory.listeners) {
      this.#listeners.set(item.arn, item);
      const { LoadBalancerArn, Port } = item.listener;
      this.#listenersByPort.set(`${LoadBalancerArn} ${Port}`, item);
    }
  }

  ofHttpApi(integration: WayIntegration): Target {
    if (!integration.isPrivate) return this.#ofPublicUrl(integration);
    const { vpcLinks } = this.#inventory;
    const { connectionId, uri } = integration;
    const link =
      vpcLinks.find((item) => item.vpcLink.VpcLinkId === connectionId) ?? missing(connectionId);
    const target = { link, linkVersion: 2 as const };
    // Cloud Map services are no load balancers.
    if (uri.includes(":servicediscovery:"))
      return { ...target, loadBalancer: null, listener: null };
    const listener = this.#listeners.get(uri) ?? missing(uri);
    return { ...target, listener, loadBalancer: this.#balancerOf(listener) };
  }

  ofRestApi(integration: WayIntegration): Target {
    if (!integration.isPrivate) return this.#ofPublicUrl(integration);
    const { vpcLinks, restVpcLinks } = this.#inventory;
    const { connectionId } = integration;
    const first = restVpcLinks.find((item) => item.vpcLink.id === connectionId);
    if (first !== undefined) {
      const arn = first.vpcLink.targetArns?.[0] ?? "";
      return { link: first, linkVersion: 1, ...this.#byPort(arn, integration) };
    }
    const second = vpcLinks.find((item) => item.vpcLink.VpcLinkId === connectionId);
    const link = second ?? missing(connectionId);
    const linkVersion = second === undefined ? (0 as const) : (2 as const);
    const target = integration.integrationTarget;
    if (target.includes(":listener/")) {
      const listener = this.#listeners.get(target) ?? missing(target);
      return { link, linkVersion, listener, loadBalancer: this.#balancerOf(listener) };
    }
    return { link, linkVersion, ...this.#byPort(target, integration) };
  }

  /** A public URL may name a load balancer of the inventory. */
  #ofPublicUrl({ url }: WayIntegration): Target {
    if (url === null) return PUBLIC;
    const item = this.#loadBalancersByDnsName.get(url.host.toLowerCase());
    if (item === undefined) return PUBLIC;
    const listener = this.#listenersByPort.get(`${item.arn} ${url.port}`) ?? "missing";
    return { ...PUBLIC, loadBalancer: item, listener };
  }

  #byPort(
    loadBalancerArn: string,
    { url, uri }: WayIntegration,
  ): Pick<Target, "loadBalancer" | "listener"> {
    const loadBalancer = this.#loadBalancers.get(loadBalancerArn) ?? missing(loadBalancerArn);
    if (url === null) {
      return { loadBalancer, listener: isUnresolved(uri) ? "unresolved" : "missing" };
    }
    const listener =
      this.#listenersByPort.get(`${loadBalancerArn} ${url.port}`) ??
      (loadBalancer === "unresolved" ? "unresolved" : "missing");
    return { loadBalancer, listener };
  }

  #balancerOf(listener: ListenerItem | Missing): LoadBalancerItem | Missing {
    if (typeof listener === "string") return listener;
    const arn = listener.listener.LoadBalancerArn ?? "";
    return this.#loadBalancers.get(arn) ?? missing(arn);
  }
}

function missing(reference: string): Missing {
  return isUnresolved(reference) || reference.includes("${stageVariables.")
    ? "unresolved"
    : "missing";
}
