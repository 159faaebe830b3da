// Ways that begin with a URL and lead to a load balancer of the inventory: a REST API's methods, and public
// integrations of HTTP APIs that name a load balancer by its DNS name. Each rule about URLs looks at the way only if
// what comes before on the wire is in order: the port, then the protocol, then the name.
import { integrationResource } from "./resources.ts";
import type { InventoryPart } from "./inventory.ts";
import type { RuleContext } from "./rule.ts";
import { isUnresolved } from "./unresolved.ts";
import { reachesListener, type PrivateWay, type Way, type WayUrl } from "./ways.ts";

/** A way whose URL and listener are known. */
export interface UrlWay extends PrivateWay {
  readonly integration: Way["integration"] & { readonly url: WayUrl };
}

/** What a rule reads that looks at such ways and at the certificates that they meet. */
export const URL_WAY_INPUTS: readonly InventoryPart[] = [
  "httpApis",
  "restApis",
  "vpcLinks",
  "restVpcLinks",
  "loadBalancers",
  "listeners",
  "certificates",
];

/** Those of the context whose URL has the scheme; of private ones with a URL that is not known it says so. */
export function urlWays(context: RuleContext, scheme: WayUrl["scheme"]): UrlWay[] {
  const found: UrlWay[] = [];
  for (const way of context.ways) {
    if (!beginsWithUrl(way)) continue;
    const { uri, isPrivate } = way.integration;
    if (hasUrl(way)) {
      if (way.integration.url.scheme === scheme && reachesListener(way)) found.push(way);
    } else if (isPrivate && isOpen(uri)) {
      context.undecided(integrationResource(way), "Scheme, host or port of its URL are not known");
    }
  }
  return found;
}

/** Private integrations of HTTP APIs name a listener and no URL. */
export function beginsWithUrl({ api, integration }: Way): boolean {
  return api.kind === "rest" || !integration.isPrivate;
}

export function hasUrl(way: Way): way is Way & { readonly integration: { readonly url: WayUrl } } {
  return way.integration.url !== null;
}

function isOpen(uri: string): boolean {
  return isUnresolved(uri) || uri.includes("${stageVariables.");
}

/** "Integration of GET /pets", "Integration i1abcde": the beginning of a title. */
export function integrationTitle({ api, integration, routeKeys }: Way): string {
  return api.kind === "rest"
    ? `The integration of ${routeKeys[0] ?? ""}`
    : `Integration ${integration.id}`;
}

/** What a client gets when the TLS handshake fails. */
export function handshakeAnswer({ api }: Way): string {
  return api.kind === "rest"
    ? '500 {"message": "Internal server error"}'
    : '500 {"message":"Internal Server Error"}';
}
