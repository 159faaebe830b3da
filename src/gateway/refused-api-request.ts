// A request that never came to a chain: its head could not be read, was over a limit of the parser or did not arrive in
// time. Which API it was for is known as far as its head could be read. It is told to observers once, so that it can be
// found and has a journey; no stage was chosen, so it counts for nobody's metrics and is in no stage's log, as AWS has
// it ("might not generate logs and metrics").
// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-monitor.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-monitor.html
import type { Clock } from "../base/clock.ts";
import type { Failure } from "../base/failure.ts";
import { quoteBytes } from "../base/quote-bytes.ts";
import type { Scope } from "../store/records.ts";
import type {
  HopObserver,
  HttpApiRequestEntry,
  RestApiRequestEntry,
} from "../telemetry/hop-observer.ts";
import type { JourneyStep } from "../telemetry/journeys/journey.ts";
import type { JourneySource } from "../telemetry/journeys/journey-source.ts";
import type { JourneyTicket, KeptHop } from "../telemetry/journeys/kept-hop.ts";
import type { RefusedRequest } from "../wire/http1/exchange.ts";
import { FIELD_HOST, FIELD_USER_AGENT, FIELD_X_POSTERN_TRACE } from "../wire/http1/fields.ts";
import { GatewayKeptHop, type KeptRequest } from "./integrations/gateway-kept-hop.ts";
import { addAnswer } from "./integrations/gateway-steps.ts";
import { StepWriter } from "./integrations/step-writer.ts";
import { refusedOffence } from "./refused-offence.ts";

const NO_SCOPE: Scope = Object.freeze({ account: "", region: "" });
/** Of a head that is not there as such, a method and a target that can be shown as they are. */
const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}) ([!-~]+)/;
/** Bytes of a target that is shown. */
const TARGET_BYTES_MAX = 1024;

/** What is needed of a gateway's services. */
export interface RefusalServices {
  readonly runtime: { readonly clock: Clock };
  readonly observer: HopObserver;
  readonly journeys: JourneySource;
}

/** Of the API, as far as it is known, and of what it answers. */
export interface RefusalFacts {
  readonly kind: "http-api" | "rest-api";
  /** "" where the head does not tell. */
  readonly apiId: string;
  readonly status: number;
  readonly message: string;
  readonly responseType: string;
  readonly requestId: string;
  readonly extendedRequestId: string;
}

export class RefusedApiRequest implements HttpApiRequestEntry, RestApiRequestEntry {
  readonly #services: RefusalServices;
  readonly #refused: RefusedRequest;
  readonly #facts: RefusalFacts;
  /** Complete; "" when somebody else answers. */
  #answerHead = "";
  readonly journey: JourneyTicket | null;
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly failure: Failure;
  responseLength = 0;
  finishedAtMs = 0;

  // What no request has that came to no stage
  readonly scope = NO_SCOPE;
  readonly detailedMetrics = false;
  readonly account = "";
  readonly apiName = "";
  readonly stageName = "";
  readonly routeKey = "";
  readonly resourceId = "";
  readonly resourcePath = "";
  readonly cacheResult = "";
  readonly isCanaryRequest = false;
  readonly apiKeyId = "";
  readonly integrationStatus = 0;
  readonly integrationErrorMessage = "";
  readonly validationErrorString = "";
  readonly executionLog = null;
  readonly integrationStartedAtMs = 0;
  readonly integrationAnsweredAtMs = 0;

  constructor(services: RefusalServices, refused: RefusedRequest, facts: RefusalFacts) {
    const { head, connection, offence } = refused;
    const { remoteAddress, remotePort } = connection;
    this.#services = services;
    this.#refused = refused;
    this.#facts = facts;
    const wish = head?.get(FIELD_X_POSTERN_TRACE);
    this.journey = services.journeys.ticketFor(wish, remoteAddress, remotePort, false);
    const [, method = "", target = ""] = REQUEST_LINE.exec(offence) ?? [];
    this.method = quoteBytes(head?.method ?? method);
    this.path = quoteBytes(head?.target ?? target, TARGET_BYTES_MAX);
    this.host = quoteBytes(head?.get(FIELD_HOST) ?? "", TARGET_BYTES_MAX);
    this.failure = refused.failure;
  }

  get journeyLine(): string {
    return this.journey?.answerLine ?? "";
  }

  /** The answer is on its way, or somebody else answers: it is over. */
  end(answerHead: string, bodyLength: number): void {
    this.#answerHead = answerHead;
    this.responseLength = bodyLength;
    this.finishedAtMs = this.#services.runtime.clock.monotonicMs();
    if (this.#facts.kind === "http-api") this.#services.observer.httpApiRequest(this);
    else this.#services.observer.restApiRequest(this);
  }

  get apiId(): string {
    return this.#facts.apiId;
  }

  get requestId(): string {
    return this.#facts.requestId;
  }

  get extendedRequestId(): string {
    return this.#facts.extendedRequestId;
  }

  get status(): number {
    return this.#facts.status;
  }

  get errorMessage(): string {
    return this.#facts.message;
  }

  get errorResponseType(): string {
    return this.#facts.responseType;
  }

  get protocol(): string {
    return quoteBytes(this.#refused.head?.version ?? "");
  }

  get domainName(): string {
    return this.host;
  }

  get sourceAddress(): string {
    return this.#refused.connection.remoteAddress;
  }

  get userAgent(): string {
    return quoteBytes(this.#refused.head?.get(FIELD_USER_AGENT) ?? "", TARGET_BYTES_MAX);
  }

  get receivedBytes(): number {
    return this.#refused.receivedBytes;
  }

  get sentBytes(): number {
    return this.#answerHead.length + this.responseLength;
  }

  get startedAtMs(): number {
    return this.#refused.startedAtMs;
  }

  keepHop(): KeptHop {
    const { kind, apiId } = this.#facts;
    const offendingBytes = refusedOffence(this.#refused);
    const kept = this.#kept();
    const api = kind === "http-api" ? "HTTP API" : "REST API";
    return new GatewayKeptHop(kept, {
      kind,
      name: apiId === "" ? "API Gateway" : `${api} ${apiId}`,
      resources: [],
      steps: (journeyStartMs) => stepsOf(kept, offendingBytes, journeyStartMs),
    });
  }

  #kept(): KeptRequest {
    const { connection, head } = this.#refused;
    return {
      ticket: this.journey,
      apiId: this.apiId,
      startedAtMs: this.startedAtMs,
      headAtMs: this.finishedAtMs,
      integrationStartedAtMs: 0,
      integrationAnsweredAtMs: 0,
      finishedAtMs: this.finishedAtMs,
      status: this.status,
      integrationStatus: 0,
      failure: this.failure,
      requestId: this.requestId,
      traceId: "",
      method: this.method,
      target: this.path,
      host: this.host,
      clientAddress: connection.remoteAddress,
      clientPort: connection.remotePort,
      receivedBytes: this.receivedBytes,
      sentBytes: this.sentBytes,
      responseLength: this.responseLength,
      clientHead: head?.text ?? "",
      sentHead: "",
      backendHead: "",
      answerHead: this.#answerHead,
      connection: null,
      connectionIsReused: false,
      certificate: null,
      way: null,
    };
  }
}

/** What came and why it was refused, and what the client got. */
function stepsOf(
  kept: KeptRequest,
  offendingBytes: readonly string[],
  journeyStartMs: number,
): readonly JourneyStep[] {
  const { failure, clientAddress, clientPort } = kept;
  const steps = new StepWriter({ journeyStartMs, failure, failedDecision: "request" });
  const what = failure?.kind.replaceAll("-", " ") ?? "";
  const detail = failure === null || failure.detail === "" ? "" : `: ${failure.detail}`;
  steps.add({
    decision: "request",
    resource: `${clientAddress}:${clientPort}`,
    summary: `A request came from ${clientAddress}`,
    failed: `The head of the client's request was refused, ${what}${detail}`,
    evidence: {
      offendingBytes,
      host: kept.host,
      clientAddress,
      clientPort,
      receivedBytes: kept.receivedBytes,
    },
    fromMs: kept.startedAtMs,
    untilMs: kept.headAtMs,
  });
  addAnswer(steps, kept);
  return steps.finish();
}
