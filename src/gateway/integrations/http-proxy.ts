// Public HTTP integrations: the URL's host by the system's resolver, over verified TLS for https. The DNS names of
// load balancers that live here are no names that a resolver knows; they lead to the listeners of this process,
// under the rules that hold for somebody on the internet.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
import { failure, type Failure } from "../../base/failure.ts";
import { connectionAllowed } from "../../store/security-groups.ts";
import type { IntegrationSnapshot, ListenerSnapshot } from "../../store/snapshots.ts";
import type { Upstream } from "../../wire/http1/exchange.ts";
import { createSocketDialer } from "../../wire/socket-dialer.ts";
import type { ListenerEndpoint } from "../private-hop.ts";
import type { CachedUpstream } from "../upstream-cache.ts";
import { backendTls } from "./backend-tls.ts";
import { BlockedUpstream } from "./blocked-upstream.ts";
import {
  timeoutMsOf,
  type Integration,
  type IntegrationRequest,
  type IntegrationServices,
} from "./integration.ts";
import { fillParameters, type PublicUri } from "./public-uri.ts";

/** [I] Stands for API Gateway's own public addresses where a load balancer's security groups are asked. */
export const EGRESS_ADDRESS = "203.0.113.1";

/** Why a listener cannot be reached from the internet; null when it can. Pure. */
export function publicHopBlockedBy(listener: ListenerSnapshot): Failure | null {
  if (listener.scheme === "internal") {
    return failure("connect-timeout", `${listener.loadBalancerName} is internal`);
  }
  const verdict = connectionAllowed({
    sourceGroups: null,
    destinationGroups: listener.securityGroups,
    sourceAddress: EGRESS_ADDRESS,
    destinationAddresses: listener.nodeAddresses,
    port: listener.port,
  });
  if (verdict.allowed) return null;
  const detail = `ingress rules of ${verdict.groupIds.join(", ")} do not allow port ${listener.port}`;
  return failure("security-group-blocked", detail);
}

export class HttpProxyIntegration implements Integration {
  readonly snapshot: IntegrationSnapshot;
  readonly #services: IntegrationServices;
  readonly #uri: PublicUri;
  #listener: ListenerSnapshot | undefined = undefined;
  #upstream: Upstream | null = null;
  #cached: CachedUpstream | null = null;

  constructor(snapshot: IntegrationSnapshot, services: IntegrationServices, uri: PublicUri) {
    this.snapshot = snapshot;
    this.#services = services;
    this.#uri = uri;
  }

  resolve(request: IntegrationRequest): Failure | null {
    const endpoint = this.#services.listeners.findByDnsName(this.#uri.host, this.#uri.port);
    const stale = this.#cached?.closed ?? this.#upstream === null;
    if (stale || endpoint?.snapshot !== this.#listener) this.#prepare(endpoint);
    request.upstream = this.#upstream;
    request.backendTarget = this.#target(request);
    request.backendHost = this.#uri.hostField;
    request.forwardedBy = request.gatewayAddress;
    return null;
  }

  #target(request: IntegrationRequest): string {
    let path = fillParameters(this.#uri.path, request);
    // The $default route passes the whole path on.
    if (request.isDefaultRoute) path = joinPaths(path, request.routePath);
    const own = fillParameters(this.#uri.query, request);
    const query =
      own === "" || request.query === "" ? own + request.query : `${own}&${request.query}`;
    return query === "" ? path : `${path}?${query}`;
  }

  #prepare(endpoint: ListenerEndpoint | undefined): void {
    const { runtime, connectTimeoutMs } = this.#services;
    this.#listener = endpoint?.snapshot;
    this.#cached = null;
    const blockedBy = endpoint === undefined ? null : publicHopBlockedBy(endpoint.snapshot);
    if (blockedBy !== null) {
      this.#upstream = new BlockedUpstream(blockedBy, connectTimeoutMs, runtime);
      return;
    }
    const host = endpoint?.address ?? this.#uri.host;
    const port = endpoint?.port ?? this.#uri.port;
    const timeoutMs = Math.min(connectTimeoutMs, timeoutMsOf(this.snapshot));
    const serverName = this.#uri.tls ? this.#uri.host : null;
    this.#cached = this.#services.upstreams.acquire({
      key: `${host}:${port} tls=${serverName ?? ""} in ${timeoutMs}`,
      owners: endpoint === undefined ? [] : [endpoint.listenerArn],
      createDialer: () => this.#createDialer(host, port, timeoutMs),
    });
    this.#upstream = this.#cached.upstream;
  }

  #createDialer(host: string, port: number, connectTimeoutMs: number) {
    const { runtime, trustedCas } = this.#services;
    const tls = this.#uri.tls ? backendTls(this.#uri.host, trustedCas) : null;
    return createSocketDialer({ host, port, connectTimeoutMs, tls, identity: null }, runtime);
  }
}

function joinPaths(base: string, path: string): string {
  return base.endsWith("/") ? base + path.slice(1) : base + path;
}
