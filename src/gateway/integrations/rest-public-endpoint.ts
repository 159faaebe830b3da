// Endpoints of a REST API's public integrations: the URI's host by the system's resolver. The DNS names of load
// balancers that live here lead to the listeners of this process, under the rules that hold for the internet.
import type { Failure } from "../../base/failure.ts";
import type { ListenerSnapshot } from "../../store/snapshots.ts";
import type { Dialer } from "../../wire/byte-stream.ts";
import type { Upstream } from "../../wire/http1/exchange.ts";
import { createSocketDialer } from "../../wire/socket-dialer.ts";
import type { ListenerEndpoint } from "../private-hop.ts";
import type { CachedUpstream } from "../upstream-cache.ts";
import { backendTls } from "./backend-tls.ts";
import { BlockedUpstream } from "./blocked-upstream.ts";
import { publicHopBlockedBy } from "./http-proxy.ts";
import type { IntegrationServices } from "./integration.ts";
import { tlsKey, type RestEndpoint, type RestTlsWishes } from "./rest-endpoint.ts";

export interface RestPublicPlace extends RestTlsWishes {
  readonly tls: boolean;
  readonly host: string;
  readonly port: number;
  readonly connectTimeoutMs: number;
}

export class RestPublicEndpoint implements RestEndpoint {
  readonly pathPrefix = "";
  readonly throughNetworkLoadBalancer = false;
  readonly failure: Failure | null = null;
  readonly #services: IntegrationServices;
  readonly #place: RestPublicPlace;
  #listener: ListenerSnapshot | undefined = undefined;
  #upstream: Upstream | null = null;
  #cached: CachedUpstream | null = null;

  constructor(services: IntegrationServices, place: RestPublicPlace) {
    this.#services = services;
    this.#place = place;
  }

  connect(): Upstream | null {
    const endpoint = this.#services.listeners.findByDnsName(this.#place.host, this.#place.port);
    const stale = this.#cached?.closed ?? this.#upstream === null;
    if (stale || endpoint?.snapshot !== this.#listener) this.#prepare(endpoint);
    return this.#upstream;
  }

  #prepare(endpoint: ListenerEndpoint | undefined): void {
    const { runtime, upstreams } = this.#services;
    const { connectTimeoutMs, tls } = this.#place;
    this.#listener = endpoint?.snapshot;
    this.#cached = null;
    const blockedBy = endpoint === undefined ? null : publicHopBlockedBy(endpoint.snapshot);
    if (blockedBy !== null) {
      this.#upstream = new BlockedUpstream(blockedBy, connectTimeoutMs, runtime);
      return;
    }
    const host = endpoint?.address ?? this.#place.host;
    const port = endpoint?.port ?? this.#place.port;
    const name = tls ? tlsKey(this.#place.host, this.#place) : "";
    this.#cached = upstreams.acquire({
      key: `${host}:${port} tls=${name} in ${connectTimeoutMs}`,
      owners: endpoint === undefined ? [] : [endpoint.listenerArn],
      createDialer: () => this.#createDialer(host, port),
    });
    this.#upstream = this.#cached.upstream;
  }

  #createDialer(host: string, port: number): Dialer {
    const { runtime, trustedCas } = this.#services;
    const { tls, skipIssuer, clientCertificate, connectTimeoutMs } = this.#place;
    const settings = tls
      ? { ...backendTls(this.#place.host, trustedCas), skipIssuer, clientCertificate }
      : null;
    return createSocketDialer(
      { host, port, connectTimeoutMs, tls: settings, identity: null },
      runtime,
    );
  }
}
