// The data plane of REST APIs: keeps the live stages that snapshots describe, begins each request, and runs test
// invocations on configuration that is not deployed.
import { uuid } from "../base/ids.ts";
import type { Logger } from "../base/logger.ts";
import type { RestApiStageSnapshot, Snapshots, ThrottleSnapshot } from "../store/snapshots.ts";
import type { UsageIncrement } from "../store/record-api-key-usage.ts";
import type { HopObserver } from "../telemetry/hop-observer.ts";
import { silentLogSink, type LogSink } from "../telemetry/log-sink.ts";
import { noJourneys, type JourneySource } from "../telemetry/journeys/journey-source.ts";
import type { Exchange, RefusedRequest } from "../wire/http1/exchange.ts";
import type { WireRuntime } from "../wire/runtime.ts";
import { DateField } from "./http-api/date-field.ts";
import { RequestIds } from "./http-api/request-id.ts";
import { CONNECT_TIMEOUT_MS_DEFAULT } from "./http-api-gateway.ts";
import { parsePublicUri, type PublicUri } from "./integrations/public-uri.ts";
import type { InvokeTarget } from "./invoke-target.ts";
import type { ListenerLookup } from "./private-hop.ts";
import { RefusedApiRequest } from "./refused-api-request.ts";
import { ClientAnswer } from "./rest-api/client-answer.ts";
import { CognitoUserPools } from "./rest-api/cognito-user-pools.ts";
import { refusalRow } from "./rest-api/failures.ts";
import { type LiveRestApi, LiveRestStage } from "./rest-api/live-stage.ts";
import { RestApiRequest } from "./rest-api/request.ts";
import { writeAnswerHead } from "./rest-api/response-head-writer.ts";
import { ResponseCache } from "./caching/response-cache.ts";
import type { RestApiServices } from "./rest-api/rest-api-services.ts";
import {
  runTestInvoke,
  type TestInvokeOrder,
  type TestInvokeResult,
} from "./rest-api/test-invoke.ts";
import { UsageFlusher } from "./usage/usage-flusher.ts";
import { UsagePlans } from "./usage/usage-plans.ts";
import { LocalThrottleCounters, type ThrottleCounters } from "./throttle-counters.ts";
import { UpstreamCache } from "./upstream-cache.ts";

export interface RestApiGatewayOptions {
  readonly snapshots: Snapshots;
  readonly listeners: ListenerLookup;
  readonly runtime: WireRuntime;
  readonly observer: HopObserver;
  /** Takes the lines of access and execution logs; nobody when left out. */
  readonly logs?: LogSink;
  /** Which requests are followed; none when left out. */
  readonly journeys?: JourneySource;
  /** PEM certificates that TLS to backends trusts beside the public roots. */
  readonly trustedCas: readonly string[];
  /** Of a hop whose packets nobody answers; CONNECT_TIMEOUT_MS_DEFAULT when left out. */
  readonly connectTimeoutMs?: number;
  /** Whether plain HTTP listeners in this process are reached in memory; true when left out. */
  readonly fusedHops?: boolean;
  /** http(s) URL where Lambda functions are invoked; null or left out: `awsEndpoint`, or nowhere. */
  readonly lambdaEndpoint?: string | null;
  /** http(s) URL that stands for AWS's services; null or left out: nowhere. */
  readonly awsEndpoint?: string | null;
  /** Over all APIs of an account and region; none when left out or null. */
  readonly accountThrottle?: ThrottleSnapshot | null;
  /** This process's own when left out. */
  readonly counters?: ThrottleCounters;
  /** Writes down what API keys have used (recordApiKeyUsage); left out, it is only counted. */
  readonly writeUsage?: (increments: readonly UsageIncrement[]) => Promise<void>;
  /** Draws for canaries; Math.random when left out. */
  readonly random?: () => number;
}

export class RestApiGateway {
  readonly #apis = new Map<string, LiveRestApi>();
  readonly #services: RestApiServices;
  readonly #upstreams: UpstreamCache;
  readonly #usageFlusher: UsageFlusher;
  readonly #logger: Logger;

  constructor(options: RestApiGatewayOptions) {
    const { snapshots, listeners, runtime, observer, trustedCas } = options;
    const counters = options.counters ?? new LocalThrottleCounters();
    const accountLimits = options.accountThrottle ?? null;
    this.#upstreams = new UpstreamCache(runtime);
    this.#logger = runtime.logger;
    const usage = new UsagePlans({
      snapshots,
      throttle: (name, limits) => counters.throttle(name, limits),
    });
    this.#usageFlusher = new UsageFlusher({
      usage,
      clock: runtime.clock,
      logger: runtime.logger,
      write: options.writeUsage ?? (() => Promise.resolve()),
    });
    this.#usageFlusher.start();
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
      usage,
      cache: new ResponseCache(),
      userPools: new CognitoUserPools(options.awsEndpoint ?? null),
      lambdaEndpoint: endpointUri(options.lambdaEndpoint),
      awsEndpoint: endpointUri(options.awsEndpoint),
      random: options.random ?? Math.random,
      accountThrottle: (account, region) =>
        accountLimits === null
          ? null
          : counters.throttle(`account ${account} ${region}`, accountLimits),
    };
    snapshots.subscribe("rest-api-stage", (key, snapshot) => this.#stageChanged(key, snapshot));
    snapshots.subscribe("listener", (key, snapshot) => {
      if (snapshot === null) this.#upstreams.closeOwnedBy(key);
    });
    for (const kind of ["vpc-link", "rest-vpc-link"] as const) {
      snapshots.subscribe(kind, (key, snapshot) => {
        if (snapshot?.status !== "AVAILABLE") this.#upstreams.closeOwnedBy(key);
      });
    }
  }

  /** Whether the API has a stage. */
  hasApi(apiId: string): boolean {
    return this.#apis.has(apiId);
  }

  handle(exchange: Exchange, invoke: InvokeTarget): void {
    const api = this.#apis.get(invoke.apiId) ?? null;
    new RestApiRequest(this.#services, api, exchange, invoke).begin();
  }

  /** The whole answer to a request whose head was refused; the connection closes after it. */
  refuse(refused: RefusedRequest, apiId: string): string {
    const refusal = refusalRow(refused.failure);
    const { ids, date } = this.#services;
    const request = new RefusedApiRequest(this.#services, refused, {
      kind: "rest-api",
      apiId,
      status: refusal.status,
      message: refusal.message ?? "",
      responseType: refusal.responseType,
      requestId: uuid(),
      extendedRequestId: ids.requestId(),
    });
    const answer = new ClientAnswer(refusal.status, { errorType: refusal.errorType });
    const body = `{"message":${JSON.stringify(refusal.message)}}`;
    answer.body = Buffer.from(body, "latin1");
    const { requestId, extendedRequestId, journeyLine } = request;
    const source = { requestId, extendedRequestId, traceId: "", closes: true, journeyLine };
    const head = writeAnswerHead(source, answer, date.line());
    const sentBody = refused.head?.method === "HEAD" ? "" : body;
    request.end(head, sentBody.length);
    return head + sentBody;
  }

  /** Runs a method of content that need not be deployed. */
  testInvoke(order: TestInvokeOrder): Promise<TestInvokeResult> {
    return runTestInvoke(order, this.#services);
  }

  /** Forgets the answers that a stage's cache keeps. */
  flushStageCache(apiId: string, stageName: string): void {
    this.#services.cache.flush(apiId, stageName);
  }

  /** Closes connections to backends (those in use when their request is done); fulfils when usage is written down. */
  async close(): Promise<void> {
    this.#upstreams.close();
    await this.#usageFlusher.stop();
  }

  #stageChanged(key: string, snapshot: RestApiStageSnapshot | null): void {
    const slash = key.indexOf("/");
    const apiId = key.slice(0, slash);
    const stageName = key.slice(slash + 1);
    const api = this.#apis.get(apiId);
    if (snapshot === null) {
      api?.delete(stageName);
      if (api?.size === 0) this.#apis.delete(apiId);
      this.#services.counters.forget(`${apiId}/${stageName}/`);
      this.#services.cache.flush(apiId, stageName);
      return;
    }
    const stage = new LiveRestStage(snapshot, this.#services);
    if (api === undefined) this.#apis.set(apiId, new Map([[stageName, stage]]));
    else api.set(stageName, stage);
    this.#logger.debug("A stage is live", { apiId, stageName });
  }
}

function endpointUri(url: string | null | undefined): PublicUri | null {
  if (url === null || url === undefined) return null;
  const uri = parsePublicUri(url);
  if (uri === null) throw new Error(`Cannot use the endpoint ${url}: it is no http or https URL`);
  return uri;
}
