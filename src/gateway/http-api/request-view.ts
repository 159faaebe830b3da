// Everything of a request that can be read without changing it: for mappings, $context variables, the heads that
// are written, and the entry that logs and metrics get. The request itself, which adds the moves, extends it.
import type { Failure } from "../../base/failure.ts";
import type { Scope } from "../../store/records.ts";
import type { HttpApiRequestEntry } from "../../telemetry/hop-observer.ts";
import type { JourneyTicket, KeptHop } from "../../telemetry/journeys/kept-hop.ts";
import type { ConnectionInfo } from "../../wire/byte-stream.ts";
import { BODY_NONE, type BodyFraming, type Exchange } from "../../wire/http1/exchange.ts";
import {
  FIELD_HOST,
  FIELD_USER_AGENT,
  FIELD_X_POSTERN_TRACE,
  type Fields,
} from "../../wire/http1/fields.ts";
import type { ResponseHead } from "../../wire/http1/response-head.ts";
import type { BodyCollector } from "../body-collector.ts";
import type { BackendHeadSource } from "../integrations/backend-head.ts";
import {
  type FollowedConnection,
  followedConnection,
} from "../integrations/followed-connection.ts";
import type { InvokeTarget } from "../invoke-target.ts";
import { type ContextFacts, contextVariable } from "../mapping/context-variables.ts";
import type { WritableFields } from "../mapping/mapped-fields.ts";
import type { MappingSource } from "../mapping/mapping-source.ts";
import { queryValue } from "../mapping/query-string.ts";
import { keepHttpApiHop } from "./http-api-kept-hop.ts";
import type { HttpApiServices } from "./http-api-services.ts";
import type { LiveApi } from "./live-api.ts";
import type { LiveRoute, LiveStage } from "./live-stage.ts";
import type { ResponseHeadSource } from "./response-head-writer.ts";
import { pathParameter } from "./route-key.ts";

const NO_BODY = Buffer.alloc(0);
/** Of a request that no stage took. */
const NO_SCOPE: Scope = Object.freeze({ account: "", region: "" });

export class RequestView
  implements
    HttpApiRequestEntry,
    MappingSource,
    ContextFacts,
    BackendHeadSource,
    ResponseHeadSource
{
  readonly services: HttpApiServices;
  readonly api: LiveApi | null;
  readonly exchange: Exchange;
  readonly invoke: InvokeTarget;
  readonly requestId: string;
  readonly method: string;
  /** Of the path in `invoke.target`. */
  readonly pathEnd: number;
  readonly journey: JourneyTicket | null;
  // What the chain decided
  stage: LiveStage | null;
  route: LiveRoute | null;
  routePath: string;
  failure: Failure | null;
  mappedPath: string | undefined;
  mappedQuery: string | undefined;
  mappedHost: string | undefined;
  // What the backend is sent
  backendMethod: string;
  backendTarget: string;
  backendHost: string;
  backendFields: WritableFields;
  backendFraming: BodyFraming;
  backendLength: number;
  forwardedBy: string;
  forwardedElement: string;
  /** The complete head; "" when none was sent. */
  sentHead: string;
  /** null until there is a connection to the backend. */
  connection: ConnectionInfo | null;
  connectionIsReused: boolean;
  readonly followed: FollowedConnection | null;
  // What it answered, and what the client gets
  responseHead: ResponseHead | null;
  responseFields: WritableFields;
  responseReason: string;
  status: number;
  clientFraming: BodyFraming;
  clientLength: number;
  closes: boolean;
  corsFields: string;
  /** The complete head; "" when none was sent. */
  answerHead: string;
  responseLength: number;
  requestCollector: BodyCollector | null;
  responseCollector: BodyCollector | null;
  // What logs and metrics want
  integrationStatus: number;
  errorMessage: string;
  errorResponseType: string;
  integrationErrorMessage: string;
  integrationStartedAtMs: number;
  integrationAnsweredAtMs: number;
  finishedAtMs: number;
  #beganAtMs: number;

  constructor(
    services: HttpApiServices,
    api: LiveApi | null,
    exchange: Exchange,
    invoke: InvokeTarget,
  ) {
    const { target } = invoke;
    const question = target.indexOf("?");
    this.services = services;
    this.api = api;
    this.exchange = exchange;
    this.invoke = invoke;
    this.requestId = services.ids.requestId();
    this.method = exchange.request.method;
    this.pathEnd = question === -1 ? target.length : question;
    this.journey = services.journeys.ticketFor(
      exchange.request.get(FIELD_X_POSTERN_TRACE),
      exchange.connection.remoteAddress,
      exchange.connection.remotePort,
      false,
    );
    this.stage = null;
    this.route = null;
    this.routePath = "";
    this.failure = null;
    this.mappedPath = undefined;
    this.mappedQuery = undefined;
    this.mappedHost = undefined;
    this.backendMethod = "";
    this.backendTarget = "";
    this.backendHost = "";
    this.backendFields = exchange.request;
    this.backendFraming = BODY_NONE;
    this.backendLength = 0;
    this.forwardedBy = "";
    this.forwardedElement = "";
    this.sentHead = "";
    this.connection = null;
    this.connectionIsReused = false;
    this.followed = followedConnection(services.journeys, this.journey);
    this.responseHead = null;
    this.responseFields = exchange.request;
    this.responseReason = "";
    this.status = 0;
    this.clientFraming = BODY_NONE;
    this.clientLength = 0;
    this.closes = false;
    this.corsFields = "";
    this.answerHead = "";
    this.responseLength = 0;
    this.requestCollector = null;
    this.responseCollector = null;
    this.integrationStatus = 0;
    this.errorMessage = "";
    this.errorResponseType = "";
    this.integrationErrorMessage = "";
    this.integrationStartedAtMs = 0;
    this.integrationAnsweredAtMs = 0;
    this.finishedAtMs = 0;
    this.#beganAtMs = 0;
  }

  // The client's request

  get clientFields(): Fields {
    return this.exchange.request;
  }

  get target(): string {
    return this.invoke.target;
  }

  get query(): string {
    return this.invoke.target.slice(this.pathEnd + 1);
  }

  /** The Host field as it came, "" for none. */
  get clientFieldHost(): string {
    return this.exchange.request.get(FIELD_HOST) ?? "";
  }

  /** The host that the client used; the API's own name when it came by path. */
  get clientHost(): string {
    return this.invoke.host ?? this.stage?.snapshot.endpointHost ?? "";
  }

  get gatewayAddress(): string {
    return this.exchange.connection.localAddress;
  }

  get isDefaultRoute(): boolean {
    return this.route !== null && this.route.path === null;
  }

  get dropsCorsFields(): boolean {
    return this.stage !== null && this.stage.cors !== null;
  }

  newTraceId(): string {
    return this.services.ids.traceId(this.services.runtime.clock.nowMs());
  }

  // For mappings

  requestHeader(lowerCaseName: string): string | undefined {
    return this.exchange.request.joined(lowerCaseName);
  }

  requestQuery(name: string): string | undefined {
    return queryValue(this.query, name);
  }

  requestPath(): string {
    return this.routePath;
  }

  pathParameter(name: string): string | undefined {
    const path = this.route?.path ?? null;
    return path === null ? undefined : pathParameter(path, this.routePath, name);
  }

  requestBody(): Buffer {
    return this.requestCollector?.whole() ?? NO_BODY;
  }

  responseHeader(lowerCaseName: string): string | undefined {
    return this.responseHead?.joined(lowerCaseName);
  }

  responseBody(): Buffer {
    return this.responseCollector?.whole() ?? NO_BODY;
  }

  contextVariable(name: string): string | undefined {
    return contextVariable(name, this);
  }

  stageVariable(name: string): string | undefined {
    const variables = this.stage?.snapshot.stageVariables;
    return variables !== undefined && Object.hasOwn(variables, name) ? variables[name] : undefined;
  }

  // For journeys

  get journeyLine(): string {
    return this.journey === null ? "" : this.journey.answerLine;
  }

  keepHop(): KeptHop {
    return keepHttpApiHop(this);
  }

  // For logs and metrics

  get account(): string {
    return this.scope.account;
  }

  get scope(): Scope {
    return this.stage?.scope ?? NO_SCOPE;
  }

  get detailedMetrics(): boolean {
    return this.route?.route.detailedMetrics ?? false;
  }

  get apiId(): string {
    return this.invoke.apiId;
  }

  get apiName(): string {
    return this.stage?.snapshot.apiName ?? "";
  }

  get stageName(): string {
    return this.stage?.snapshot.stageName ?? "";
  }

  get routeKey(): string {
    return this.route?.route.routeKey ?? "";
  }

  get path(): string {
    return this.invoke.target.slice(0, this.pathEnd);
  }

  get protocol(): string {
    return this.exchange.request.version;
  }

  get host(): string {
    return this.clientHost;
  }

  get sourceAddress(): string {
    return this.exchange.connection.remoteAddress;
  }

  get userAgent(): string {
    return this.exchange.request.get(FIELD_USER_AGENT) ?? "";
  }

  get receivedBytes(): number {
    return this.exchange.receivedBytes;
  }

  get sentBytes(): number {
    return this.exchange.sentBytes;
  }

  get startedAtMs(): number {
    return this.exchange.startedAtMs;
  }

  /** One moment, however often it is asked for: the clocks do not run quite alike. */
  get beganAtMs(): number {
    if (this.#beganAtMs === 0) {
      const { clock } = this.services.runtime;
      this.#beganAtMs = clock.nowMs() - (clock.monotonicMs() - this.exchange.startedAtMs);
    }
    return this.#beganAtMs;
  }
}
