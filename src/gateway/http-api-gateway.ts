// The data plane of HTTP APIs: keeps the live stages that snapshots describe and begins each request. A new
// snapshot of a stage in use has its routes built before it takes over, so no request waits for a deployment.
import type { Logger } from "../base/logger.ts";
import type { ThrottleSnapshot } from "../store/snapshots.ts";
import type { HttpApiStageSnapshot, Snapshots } from "../store/snapshots.ts";
import type { HopObserver } from "../telemetry/hop-observer.ts";
import { silentLogSink, type LogSink } from "../telemetry/log-sink.ts";
import { noJourneys, type JourneySource } from "../telemetry/journeys/journey-source.ts";
import type { Exchange, RefusedRequest } from "../wire/http1/exchange.ts";
import type { WireRuntime } from "../wire/runtime.ts";
import { failureBody, failureRow } from "./http-api/failures.ts";
import { DateField } from "./http-api/date-field.ts";
import type { HttpApiServices } from "./http-api/http-api-services.ts";
import { LiveApi } from "./http-api/live-api.ts";
import { RequestIds } from "./http-api/request-id.ts";
import { OwnElements } from "./integrations/forwarded.ts";
import { LiveStage } from "./http-api/live-stage.ts";
import { HttpApiRequest } from "./http-api/request.ts";
import { writeGeneratedHead } from "./http-api/response-head-writer.ts";
import type { InvokeTarget } from "./invoke-target.ts";
import type { ListenerLookup } from "./private-hop.ts";
import { RefusedApiRequest } from "./refused-api-request.ts";
import { LocalThrottleCounters, type ThrottleCounters } from "./throttle-counters.ts";
import { UpstreamCache } from "./upstream-cache.ts";

/** How long API Gateway waits for a connection; never longer than the integration's own timeout [I]. */
export const CONNECT_TIMEOUT_MS_DEFAULT = 30_000;

export interface HttpApiGatewayOptions {
  readonly snapshots: Snapshots;
  readonly listeners: ListenerLookup;
  readonly runtime: WireRuntime;
  readonly observer: HopObserver;
  /** Takes the lines of access logs; nobody when left out. */
  readonly logs?: LogSink;
  /** Which requests are followed; none when left out. */
  readonly journeys?: JourneySource;
  /** PEM certificates that TLS to backends trusts beside the public roots. */
  readonly trustedCas: readonly string[];
  /** Of a hop whose packets nobody answers; CONNECT_TIMEOUT_MS_DEFAULT when left out. */
  readonly connectTimeoutMs?: number;
  /** Whether plain HTTP listeners in this process are reached in memory; true when left out. */
  readonly fusedHops?: boolean;
  /** Over all APIs of an account and region; none when left out or null. */
  readonly accountThrottle?: ThrottleSnapshot | null;
  /** This process's own when left out. */
  readonly counters?: ThrottleCounters;
}

export class HttpApiGateway {
  readonly #apis = new Map<string, LiveApi>();
  readonly #services: HttpApiServices;
  readonly #upstreams: UpstreamCache;
  readonly #logger: Logger;
  /** The latest snapshot of each stage, while its live stage is being built. */
  readonly #latest = new Map<string, HttpApiStageSnapshot>();

  constructor(options: HttpApiGatewayOptions) {
    const { snapshots, listeners, runtime, observer, trustedCas } = options;
    const counters = options.counters ?? new LocalThrottleCounters();
    const accountLimits = options.accountThrottle ?? null;
    this.#upstreams = new UpstreamCache(runtime);
    this.#logger = runtime.logger;
    this.#services = {
      snapshots,
      listeners,
      runtime,
      observer,
      logs: options.logs ?? silentLogSink,
      journeys: options.journeys ?? noJourneys,
      trustedCas,
      counters,
      upstreams: this.#upstreams,
      connectTimeoutMs: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS_DEFAULT,
      fusedHops: options.fusedHops ?? true,
      date: new DateField(runtime.clock),
      ids: new RequestIds(),
      ownElements: new OwnElements(),
      accountThrottle: (account, region) =>
        accountLimits === null
          ? null
          : counters.throttle(`account ${account} ${region}`, accountLimits),
    };
    snapshots.subscribe("http-api-stage", (key, snapshot) => this.#stageChanged(key, snapshot));
    snapshots.subscribe("listener", (key, snapshot) => {
      if (snapshot === null) this.#upstreams.closeOwnedBy(key);
    });
    snapshots.subscribe("vpc-link", (key, snapshot) => {
      if (snapshot?.status !== "AVAILABLE") this.#upstreams.closeOwnedBy(key);
    });
  }

  /** Whether the API has a stage that is deployed. */
  hasApi(apiId: string): boolean {
    return this.#apis.has(apiId);
  }

  /** Serves a request. [I] An API that is not there, or has nothing deployed, gives 404 as an unknown stage does. */
  handle(exchange: Exchange, invoke: InvokeTarget): void {
    const api = this.#apis.get(invoke.apiId) ?? null;
    new HttpApiRequest(this.#services, api, exchange, invoke).begin();
  }

  /** The whole answer to a request whose head was refused; the connection closes after it. */
  refuse(refused: RefusedRequest, apiId: string): string {
    const row = failureRow(refused.failure);
    const body = failureBody(row);
    const request = this.#refusedRequest(refused, apiId, row.status);
    const head = writeGeneratedHead({
      status: row.status,
      bodyLength: body.length,
      closes: true,
      corsFields: "",
      journeyLine: request.journeyLine,
      requestId: request.requestId,
      dateLine: this.#services.date.line(),
    });
    const sentBody = refused.head?.method === "HEAD" ? "" : body;
    request.end(head, sentBody.length);
    return head + sentBody;
  }

  /** One that somebody else answers with `status`, because nothing in the head tells whom it was for. */
  noteRefused(refused: RefusedRequest, status: number): void {
    this.#refusedRequest(refused, "", status).end("", 0);
  }

  #refusedRequest(refused: RefusedRequest, apiId: string, status: number): RefusedApiRequest {
    const { message, responseType } = failureRow(refused.failure);
    return new RefusedApiRequest(this.#services, refused, {
      kind: "http-api",
      apiId,
      status,
      message,
      responseType,
      requestId: this.#services.ids.requestId(),
      extendedRequestId: "",
    });
  }

  /** Closes connections to backends; those in use when their request is done. */
  close(): void {
    this.#upstreams.close();
  }

  #stageChanged(key: string, snapshot: HttpApiStageSnapshot | null): Promise<void> | void {
    const slash = key.indexOf("/");
    const apiId = key.slice(0, slash);
    const stageName = key.slice(slash + 1);
    if (snapshot === null) {
      this.#latest.delete(key);
      this.#remove(apiId, stageName);
      return undefined;
    }
    const replaced = this.#apis.get(apiId)?.stage(stageName) ?? null;
    const stage = new LiveStage(snapshot, this.#services);
    this.#latest.set(key, snapshot);
    // A stage that served nobody yet is built by its first request.
    const building = replaced === null || replaced.matcher === null ? null : stage.build();
    if (building === null) {
      this.#put(stage);
      return undefined;
    }
    return building.then(() => {
      if (this.#latest.get(key) === snapshot) this.#put(stage);
    });
  }

  #put(stage: LiveStage): void {
    const { apiId, stageName } = stage.snapshot;
    this.#latest.delete(`${apiId}/${stageName}`);
    let api = this.#apis.get(apiId);
    if (api === undefined) {
      api = new LiveApi();
      this.#apis.set(apiId, api);
    }
    api.set(stageName, stage);
    this.#logger.debug("A stage is live", { apiId, stageName });
  }

  #remove(apiId: string, stageName: string): void {
    const api = this.#apis.get(apiId);
    if (api === undefined) return;
    api.delete(stageName);
    this.#services.counters.forget(`${apiId}/${stageName}/`);
    if (api.stageCount === 0) this.#apis.delete(apiId);
  }
}
