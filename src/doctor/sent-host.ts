// Which Host field a backend gets through an integration, and what else of the request line is known beforehand.
import type { Inventory } from "./inventory.ts";
import type { KnownRequest } from "./host-rules.ts";
import { isUnresolved } from "./unresolved.ts";
import type { Way } from "./ways.ts";

export interface SentHost {
  /** "" where it cannot be known. */
  readonly host: string;
  /** False: clients may come by another name (a custom domain) and then send that one. */
  readonly isCertain: boolean;
  /** For people: "mapping overwrite:header.Host", "host of the URL", … */
  readonly from: string;
  /** Why it cannot be known; "" when it is. */
  readonly unknown: string;
}

/** The Host field that leaves the gateway. */
export function sentHost(inventory: Inventory, way: Way): SentHost {
  const mapped = mappedHost(way);
  if (mapped !== null) return mapped;
  const { url, isPrivate, uri } = way.integration;
  if (way.api.kind === "rest" || !isPrivate) {
    if (url !== null) return certain(url.host, "host of the URL");
    return unknown(`The host of the URL is not known: ${isUnresolved(uri) ? "unresolved" : uri}`);
  }
  const { api, hasCustomDomain } = way.api.item;
  if (api.DisableExecuteApiEndpoint === true) {
    return unknown("Clients reach the API by custom domain names only, and those are not examined");
  }
  if (hasCustomDomain === true) {
    return unknown("Clients may come by a custom domain name, and those are not examined");
  }
  const endpoint = /^https?:\/\/([^/]+)/i.exec(api.ApiEndpoint ?? "")?.[1] ?? "";
  const { region } = inventory.source;
  const host =
    endpoint !== "" && !isUnresolved(endpoint)
      ? endpoint
      : `${isUnresolved(way.apiId) ? "a1b2c3d4e5" : way.apiId}.execute-api.${region}.amazonaws.com`;
  return {
    host: host.toLowerCase(),
    isCertain: false,
    from: "the client's own Host field: the name of the API's endpoint",
    unknown: "",
  };
}

function certain(host: string, from: string): SentHost {
  if (isUnresolved(host)) return unknown(`The ${from} is not known before deployment`);
  return { host: host.toLowerCase(), isCertain: true, from, unknown: "" };
}

function unknown(why: string): SentHost {
  return { host: "", isCertain: false, from: "", unknown: why };
}

/** Null where no mapping sets the Host field. */
function mappedHost(way: Way): SentHost | null {
  const isHttp = way.api.kind === "http";
  const key = isHttp ? "overwrite:header.host" : "integration.request.header.host";
  for (const [name, value] of Object.entries(way.integration.requestParameters)) {
    if (name.toLowerCase() !== key) continue;
    const from = `mapping ${name}`;
    if (isHttp) {
      return value.includes("$")
        ? unknown(`The mapping ${name} depends on the request: ${value}`)
        : certain(value, from);
    }
    const literal = /^'(.*)'$/s.exec(value)?.[1];
    return literal === undefined
      ? unknown(`The mapping ${name} depends on the request: ${value}`)
      : certain(literal, from);
  }
  return null;
}

/** One request per route that leads to the integration, as the load balancer sees it. */
export function sentRequests(way: Way, host: string): KnownRequest[] {
  return way.routeKeys.map((routeKey) => {
    const space = routeKey.indexOf(" ");
    const method = space === -1 ? "" : routeKey.slice(0, space);
    return { host, method: method === "ANY" ? "" : method, path: sentPath(way, routeKey) };
  });
}

/** "" where it depends on the request. */
function sentPath(way: Way, routeKey: string): string {
  const { integration, api, linkVersion, stageName } = way;
  if (integration.requestParameters["overwrite:path"] !== undefined) return "";
  const prefix = stageName === "$default" || stageName === "" ? "" : `/${stageName}`;
  const isFromUrl = api.kind === "rest" || !integration.isPrivate;
  const space = routeKey.indexOf(" ");
  const path = isFromUrl
    ? (integration.url?.path ?? "")
    : space === -1
      ? ""
      : routeKey.slice(space + 1);
  if (path === "" || path.includes("{") || isUnresolved(path) || isUnresolved(prefix)) return "";
  // A REST API's stage shows through links of the second kind only, and templates may take it away again.
  if (isFromUrl) return linkVersion === 2 ? "" : path;
  return `${prefix}${path}`;
}
