// Everything of a request that can be read without changing it: for templates, mappings, $context, the heads that
// are written, and the entry that logs and metrics get. The request itself, which adds the moves, extends it.
import type { Failure } from "../../base/failure.ts";
import type { Scope } from "../../store/records.ts";
import type { RestApiRequestEntry } from "../../telemetry/hop-observer.ts";
import type { JourneyTicket, KeptHop } from "../../telemetry/journeys/kept-hop.ts";
import type { ConnectionInfo } from "../../wire/byte-stream.ts";
import { BODY_NONE, type BodyFraming, type Exchange } from "../../wire/http1/exchange.ts";
import {
  FIELD_USER_AGENT,
  FIELD_X_AMZN_TRACE_ID,
  FIELD_X_POSTERN_TRACE,
} from "../../wire/http1/fields.ts";
import type { ResponseHead } from "../../wire/http1/response-head.ts";
import {
  type FollowedConnection,
  followedConnection,
} from "../integrations/followed-connection.ts";
import type { InvokeTarget } from "../invoke-target.ts";
import { uuid } from "../../base/ids.ts";
import type { RestApiLogFacts } from "../mapping/access-log-variables.ts";
import type { ExecutionLog } from "./execution-log.ts";
import type { RefusalRow } from "./failures.ts";
import type { LiveMethod } from "./live-method.ts";
import type { LiveContent, LiveRestApi, LiveRestStage } from "./live-stage.ts";
import type { MultiValues, RestContextFacts, RestMappingView } from "./mapping-functions.ts";
import { headersByName, parametersByName } from "./multi-values.ts";
import { RequestOverrides } from "./request-overrides.ts";
import { pathParameters } from "./resource-matcher.ts";
import type { RestApiServices } from "./rest-api-services.ts";

const NOTHING: Readonly<Record<string, string>> = Object.freeze({});
const NO_VALUES: MultiValues = new Map();
/** Of a request that no stage took. */
const NO_SCOPE: Scope = Object.freeze({ account: "", region: "" });
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
const INVALID_REQUEST_ID = "UUID_REPLACED_INVALID_REQUEST_ID";

export abstract class RestRequestView
  implements RestApiLogFacts, RestMappingView, RestApiRequestEntry
{
  readonly services: RestApiServices;
  readonly api: LiveRestApi | null;
  readonly exchange: Exchange;
  readonly invoke: InvokeTarget;
  readonly requestId: string;
  readonly extendedRequestId: string;
  /** Of the path in `invoke.target`. */
  readonly pathEnd: number;
  readonly journey: JourneyTicket | null;
  /** The client's, unless X-HTTP-Method-Override says otherwise. */
  method: string;
  // What the chain decided
  stage: LiveRestStage | null;
  content: LiveContent | null;
  live: LiveMethod | null;
  routePath: string;
  isCanaryRequest: boolean;
  apiKey: string;
  apiKeyId: string;
  authorizer: Readonly<Record<string, string>>;
  log: ExecutionLog | null;
  failure: Failure | null;
  refusal: RefusalRow | null;
  // Bodies, once they are there as a whole
  requestBodyBytes: Buffer | null;
  responseBodyBytes: Buffer | null;
  // What the backend is sent
  backendMethod: string;
  backendTarget: string;
  backendFraming: BodyFraming;
  backendLength: number;
  /** null until there is a connection to the endpoint. */
  connection: ConnectionInfo | null;
  connectionIsReused: boolean;
  readonly followed: FollowedConnection | null;
  // What it answered, and what the client gets
  responseHead: ResponseHead | null;
  status: number;
  clientFraming: BodyFraming;
  closes: boolean;
  /** The complete head; "" when none was sent. */
  answerHead: string;
  responseLength: number;
  // What logs and metrics want
  cacheResult: "" | "hit" | "miss";
  integrationStatus: number;
  /** What the authoriser said; 0 when none was asked. */
  authorizerStatus: number;
  authorizerLatencyMs: number;
  errorMessage: string;
  errorResponseType: string;
  integrationErrorMessage: string;
  validationErrorString: string;
  integrationStartedAtMs: number;
  integrationAnsweredAtMs: number;
  finishedAtMs: number;
  /** Response templates read the endpoint's answer. */
  answering: boolean;
  #traceId: string;
  #beganAtMs: number;
  #pathParameters: ReadonlyMap<string, string> | null;
  #queryParameters: MultiValues | null;
  #requestHeaders: MultiValues | null;
  #responseHeaders: MultiValues | null;
  #overrides: RequestOverrides | null;

  constructor(
    services: RestApiServices,
    api: LiveRestApi | null,
    exchange: Exchange,
    invoke: InvokeTarget,
  ) {
    const { target } = invoke;
    const question = target.indexOf("?");
    this.services = services;
    this.api = api;
    this.exchange = exchange;
    this.invoke = invoke;
    this.requestId = requestIdOf(exchange);
    this.extendedRequestId = services.ids.requestId();
    this.pathEnd = question === -1 ? target.length : question;
    this.journey = services.journeys.ticketFor(
      exchange.request.get(FIELD_X_POSTERN_TRACE),
      exchange.connection.remoteAddress,
      exchange.connection.remotePort,
      false,
    );
    this.method = exchange.request.method;
    this.stage = null;
    this.content = null;
    this.live = null;
    this.routePath = "";
    this.isCanaryRequest = false;
    this.apiKey = "";
    this.apiKeyId = "";
    this.authorizer = NOTHING;
    this.log = null;
    this.failure = null;
    this.refusal = null;
    this.requestBodyBytes = null;
    this.responseBodyBytes = null;
    this.backendMethod = "";
    this.backendTarget = "";
    this.backendFraming = BODY_NONE;
    this.backendLength = 0;
    this.connection = null;
    this.connectionIsReused = false;
    this.followed = followedConnection(services.journeys, this.journey);
    this.responseHead = null;
    this.status = 0;
    this.clientFraming = BODY_NONE;
    this.closes = false;
    this.answerHead = "";
    this.responseLength = 0;
    this.cacheResult = "";
    this.integrationStatus = 0;
    this.authorizerStatus = 0;
    this.authorizerLatencyMs = 0;
    this.errorMessage = "";
    this.errorResponseType = "";
    this.integrationErrorMessage = "";
    this.validationErrorString = "";
    this.integrationStartedAtMs = 0;
    this.integrationAnsweredAtMs = 0;
    this.finishedAtMs = 0;
    this.answering = false;
    this.#traceId = "";
    this.#beganAtMs = 0;
    this.#pathParameters = null;
    this.#queryParameters = null;
    this.#requestHeaders = null;
    this.#responseHeaders = null;
    this.#overrides = null;
  }

  // For mappings and templates

  get context(): RestContextFacts {
    return this;
  }

  get stageVariables(): Readonly<Record<string, string>> {
    return this.content?.stageVariables ?? NOTHING;
  }

  get overrides(): RequestOverrides {
    return (this.#overrides ??= new RequestOverrides());
  }

  /** Whether a template has overridden anything so far. */
  get hasOverrides(): boolean {
    return this.#overrides !== null;
  }

  pathParameters(): ReadonlyMap<string, string> {
    return (this.#pathParameters ??= pathParameters(this.resourcePath, this.routePath));
  }

  /** All values of a field, by its lower-case name, joined. */
  requestHeaderValue(lowerCaseName: string): string | undefined {
    return this.exchange.request.joined(lowerCaseName);
  }

  queryParameters(): MultiValues {
    return (this.#queryParameters ??= parametersByName(this.query));
  }

  requestHeaders(): MultiValues {
    return (this.#requestHeaders ??= headersByName(this.exchange.request));
  }

  requestBody(): string {
    return this.requestBodyBytes?.toString("utf8") ?? "";
  }

  responseHeaders(): MultiValues {
    if (this.responseHead === null) return NO_VALUES;
    return (this.#responseHeaders ??= headersByName(this.responseHead));
  }

  responseBody(): string {
    return this.responseBodyBytes?.toString("utf8") ?? "";
  }

  inputBody(): string {
    return this.answering ? this.responseBody() : this.requestBody();
  }

  // For journeys

  get journeyLine(): string {
    return this.journey === null ? "" : this.journey.answerLine;
  }

  abstract keepHop(): KeptHop;

  // For $context and logs

  get query(): string {
    return this.invoke.target.slice(this.pathEnd + 1);
  }

  get account(): string {
    return this.scope.account;
  }

  get scope(): Scope {
    return this.stage?.scope ?? NO_SCOPE;
  }

  get apiName(): string {
    return this.content?.snapshot.apiName ?? "";
  }

  get detailedMetrics(): boolean {
    return this.live?.snapshot.settings.metricsEnabled ?? false;
  }

  get apiId(): string {
    return this.invoke.apiId;
  }

  get stageName(): string {
    return this.stage?.snapshot.stageName ?? "";
  }

  get resourceId(): string {
    return this.live?.snapshot.resourceId ?? "";
  }

  get resourcePath(): string {
    return this.live?.snapshot.resourcePath ?? "";
  }

  get path(): string {
    return this.invoke.target.slice(0, this.pathEnd);
  }

  get clientMethod(): string {
    return this.exchange.request.method;
  }

  get protocol(): string {
    return this.exchange.request.version;
  }

  /** The host that the client used; the API's own name when it came by path. */
  get domainName(): string {
    return this.invoke.host ?? this.stage?.snapshot.endpointHost ?? "";
  }

  get sourceAddress(): string {
    return this.exchange.connection.remoteAddress;
  }

  get userAgent(): string {
    return this.exchange.request.get(FIELD_USER_AGENT) ?? "";
  }

  /** The client's trace, or one that begins here. */
  get traceId(): string {
    if (this.#traceId === "") {
      const given = this.exchange.request.get(FIELD_X_AMZN_TRACE_ID);
      const { ids, runtime } = this.services;
      this.#traceId = given?.includes("Root=") ? given : ids.traceId(runtime.clock.nowMs());
    }
    return this.#traceId;
  }

  get executionLog(): readonly string[] | null {
    return this.log?.stageLines(this.requestId) ?? null;
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

  get deploymentId(): string {
    return this.content?.snapshot.deploymentId ?? "";
  }

  get endpointType(): string {
    return this.content?.snapshot.endpointType ?? "";
  }

  get integrationRequestId(): string {
    const head = this.responseHead;
    return head?.joined("x-amz-request-id") ?? head?.joined("x-amzn-requestid") ?? "";
  }

  get endpointRequestId2(): string {
    return this.responseHead?.joined("x-amz-id-2") ?? "";
  }

  get integrationLatencyMs(): number {
    const { integrationAnsweredAtMs, integrationStartedAtMs } = this;
    if (integrationAnsweredAtMs === 0) return 0;
    return Math.round(integrationAnsweredAtMs - integrationStartedAtMs);
  }

  get responseLatencyMs(): number {
    const endMs = this.finishedAtMs || this.services.runtime.clock.monotonicMs();
    return Math.round(endMs - this.exchange.startedAtMs);
  }
}

/** A client may name its request by a UUID. */
function requestIdOf(exchange: Exchange): string {
  const given = exchange.request.joined("x-amzn-requestid");
  if (given === undefined) return uuid();
  return UUID.test(given) ? given : INVALID_REQUEST_ID;
}
