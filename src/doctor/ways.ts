// Every way that a request can take from a stage to a backend, as the inventory has it: integration, VPC link, load
// balancer, listener. Rules look at ways instead of joining resources each for itself. Nothing is judged here: what
// is missing or cannot be known is said as such.
import type {
  HttpApiItem,
  HttpApiStageItem,
  InventoryItem,
  ListenerItem,
  LoadBalancerItem,
  RestApiItem,
  RestApiStageItem,
  RestVpcLinkItem,
  VpcLinkItem,
} from "./inventory.ts";

/** A reference that leads nowhere, or that nobody can follow before deployment. */
export type Missing = "missing" | "unresolved";

/** Where one integration of one stage leads. */
export interface Way {
  readonly api:
    | { readonly kind: "http"; readonly item: HttpApiItem; readonly stage: HttpApiStageItem }
    | { readonly kind: "rest"; readonly item: RestApiItem; readonly stage: RestApiStageItem };
  readonly apiId: string;
  readonly apiName: string;
  readonly stageName: string;
  /** "GET /pets", "$default": what leads to the integration, at least one. */
  readonly routeKeys: readonly string[];
  readonly integration: WayIntegration;
  /** Null: a public integration. */
  readonly link: VpcLinkItem | RestVpcLinkItem | Missing | null;
  /** 1: the kind of REST APIs with a Network Load Balancer, 2: with network interfaces; 0 without or unknown. */
  readonly linkVersion: 0 | 1 | 2;
  /** Null where no load balancer of the inventory is meant (public URLs, Cloud Map). */
  readonly loadBalancer: LoadBalancerItem | Missing | null;
  /** "missing" also where the load balancer has no listener on the URL's port. */
  readonly listener: ListenerItem | Missing | null;
}

export interface WayIntegration {
  /** HTTP APIs: IntegrationId. REST APIs: "resourceId/METHOD". */
  readonly id: string;
  readonly type: string;
  readonly isPrivate: boolean;
  /** As configured, and with stage variables put in. */
  readonly configuredUri: string;
  readonly uri: string;
  /** REST APIs: of the URI; HTTP APIs: of a public URI. Null where there is no URL or it cannot be read. */
  readonly url: WayUrl | null;
  /** REST APIs with a VPC link of the second kind. */
  readonly integrationTarget: string;
  readonly connectionId: string;
  readonly timeoutMs: number;
  /** What the gateway speaks to the listener. */
  readonly speaks: "http" | "tls" | "unresolved";
  /** The name that is sent as SNI and looked for on the certificate; null when TLS is not spoken. */
  readonly serverName: string | null;
  readonly skipsVerification: boolean;
  readonly requestParameters: Readonly<Record<string, string>>;
  readonly item: InventoryItem;
}

export interface WayUrl {
  readonly scheme: "http" | "https";
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** A way whose listener and load balancer are known. */
export interface PrivateWay extends Way {
  readonly listener: ListenerItem;
  readonly loadBalancer: LoadBalancerItem;
}

/** True where link and listener are both known. */
export function reachesListener(way: Way): way is PrivateWay {
  return typeof way.listener === "object" && way.listener !== null && isKnown(way.loadBalancer);
}

function isKnown(value: LoadBalancerItem | Missing | null): value is LoadBalancerItem {
  return typeof value === "object" && value !== null;
}
