// One request to an HTTP API on its way: what the client's connection and the backend's connection report ends up
// here, and the stages of the chain move it on. It is made per request and holds everything about it, so nothing
// else is allocated for one.
import { failure, type Failure, type FailureKind } from "../../base/failure.ts";
import type { IntegrationSnapshot } from "../../store/snapshots.ts";
import type { ByteStream } from "../../wire/byte-stream.ts";
import { CoarseTimer, type TimerOwner } from "../../wire/coarse-timers.ts";
import {
  BODY_CHUNKED,
  BODY_FIXED,
  BODY_NONE,
  type Exchange,
  type RequestReader,
  type ResponseReader,
  type Upstream,
  type UpstreamConnection,
  type UpstreamRequest,
} from "../../wire/http1/exchange.ts";
import { FIELD_CONTENT_LENGTH, FIELD_ORIGIN } from "../../wire/http1/fields.ts";
import type { ResponseHead } from "../../wire/http1/response-head.ts";
import { BodyCollector } from "../body-collector.ts";
import { writeBackendHead } from "../integrations/backend-head.ts";
import { type IntegrationRequest, timeoutMsOf } from "../integrations/integration.ts";
import type { InvokeTarget } from "../invoke-target.ts";
import { failureBody, failureRow } from "./failures.ts";
import type { HttpApiServices } from "./http-api-services.ts";
import type { LiveApi } from "./live-api.ts";
import type { LiveRoute, LiveStage } from "./live-stage.ts";
import { REQUEST_STAGES, RESPONSE_STAGES, runStages } from "./request-chain.ts";
import { PAYLOAD_BYTES_MAX } from "./request-sizes.ts";
import { RequestView } from "./request-view.ts";
import { clientFramingOf, writeGeneratedHead, writeResponseHead } from "./response-head-writer.ts";

/** A connection that takes as long as the integration may take has a time limit, and a reason, of its own. */
const CONNECT_GRACE_MS = 1000;

/** What is wrong with a request whose body ends, for its connection, where the fault is. */
const BODY_FAULTS: ReadonlySet<FailureKind> = new Set<FailureKind>([
  "body-too-large",
  "malformed-body",
  "request-body-timeout",
]);

export class HttpApiRequest
  extends RequestView
  implements RequestReader, ResponseReader, IntegrationRequest, TimerOwner
{
  /** The stage of the chain that runs, or waits. */
  stageIndex: number;
  upstream: Upstream | null;
  #upstreamRequest: UpstreamRequest | null;
  #requestBytes: number;
  #requestEnded: boolean;
  #requestBodySent: boolean;
  #responseEnded: boolean;
  /** A head went to the client; what fails now breaks the connection. */
  #answered: boolean;
  #finished: boolean;
  /** The integration's timeout: from the end of the request to the end of the answer. */
  readonly #deadline: CoarseTimer;
  #timeoutMs: number;
  #connected: boolean;
  /** The client does not take its answer as fast as the backend sends it. */
  #heldUp: boolean;

  constructor(
    services: HttpApiServices,
    api: LiveApi | null,
    exchange: Exchange,
    invoke: InvokeTarget,
  ) {
    super(services, api, exchange, invoke);
    this.stageIndex = 0;
    this.upstream = null;
    this.#upstreamRequest = null;
    this.#requestBytes = 0;
    this.#requestEnded = exchange.request.framing === BODY_NONE;
    this.#requestBodySent = false;
    this.#responseEnded = false;
    this.#answered = false;
    this.#finished = false;
    this.#deadline = new CoarseTimer(this);
    this.#timeoutMs = 0;
    this.#connected = false;
    this.#heldUp = false;
  }

  begin(): void {
    this.exchange.start(this);
    runStages(this, REQUEST_STAGES);
  }

  // What stages do to the request

  useStage(stage: LiveStage): void {
    this.stage = stage;
  }

  useRoute(route: LiveRoute): void {
    this.route = route;
  }

  /** The client waits with its body until `ready`, then the chain goes on. */
  resumeAfter(ready: Promise<void>): void {
    this.exchange.pauseBody();
    void ready.then(() => {
      if (this.#finished) return;
      this.exchange.resumeBody();
      runStages(this, REQUEST_STAGES);
    });
  }

  /** True when the whole body is there; else it is being collected and the chain goes on when it is. */
  collectRequestBody(): boolean {
    if (this.#requestEnded) return true;
    this.requestCollector = new BodyCollector();
    this.exchange.sendContinue();
    return false;
  }

  collectResponseBody(): boolean {
    if (this.#responseEnded || this.responseHead?.framing === BODY_NONE) return true;
    this.responseCollector = new BodyCollector();
    return false;
  }

  /** Puts mapped path, query and Host in the place of what the integration chose. */
  applyTargetMapping(): void {
    if (this.mappedHost !== undefined) this.backendHost = this.mappedHost;
    if (this.mappedPath === undefined && this.mappedQuery === undefined) return;
    const chosen = this.backendTarget;
    const question = chosen.indexOf("?");
    const end = question === -1 ? chosen.length : question;
    const path = this.mappedPath ?? chosen.slice(0, end);
    let query = chosen.slice(end + 1);
    if (this.mappedQuery !== undefined) {
      // The client's query is the end of the chosen one; what the integration's URI has of its own stays.
      const own = query.slice(0, query.length - this.query.length);
      query = own === "" || own.endsWith("&") || this.mappedQuery === "" ? own : `${own}&`;
      query = this.mappedQuery === "" ? query.replace(/&$/, "") : query + this.mappedQuery;
    }
    this.backendTarget = query === "" ? path : `${path}?${query}`;
  }

  /** Sends the request on; false when there is nowhere to send it. */
  send(integration: IntegrationSnapshot): boolean {
    const { upstream, requestCollector, exchange } = this;
    if (upstream === null) return false;
    const { request } = exchange;
    this.backendMethod = integration.method === "ANY" ? this.method : integration.method;
    if (requestCollector !== null) {
      this.backendFraming = BODY_FIXED;
      this.backendLength = requestCollector.length;
    } else {
      this.backendFraming = request.framing;
      this.backendLength = request.framing === BODY_FIXED ? request.contentLength : 0;
    }
    if (this.backendFraming === BODY_FIXED && this.backendLength === 0) {
      this.backendFraming = BODY_NONE;
    }
    this.forwardedElement = this.services.ownElements.text(
      this.forwardedBy,
      this.sourceAddress,
      this.clientHost,
    );
    const timeoutMs = timeoutMsOf(integration);
    this.#timeoutMs = timeoutMs;
    this.integrationStartedAtMs = this.services.runtime.timers.nowMs();
    this.sentHead = writeBackendHead(this);
    this.#upstreamRequest = upstream.request(
      {
        method: this.backendMethod,
        head: this.sentHead,
        framing: this.backendFraming,
        responseTimeoutMs: timeoutMs,
        bodyIdleTimeoutMs: timeoutMs,
        follower: this.followed,
      },
      this,
    );
    if (requestCollector !== null && requestCollector.length > 0) {
      this.#upstreamRequest.writeBody(requestCollector.whole());
    }
    if (this.#requestEnded || this.backendFraming === BODY_NONE) this.#endRequestBody();
    else exchange.sendContinue();
    return true;
  }

  /** Answers with a status and fields alone. */
  answerWithoutBody(status: number, fields: string): void {
    this.status = status;
    this.corsFields = fields;
    this.#respondGenerated(0);
    this.exchange.end();
  }

  /** Sends the head of the backend's answer, and its body if that was collected. */
  sendResponse(): void {
    const head = this.responseHead as ResponseHead;
    const { exchange, responseCollector } = this;
    if (responseCollector !== null) {
      this.clientFraming = BODY_FIXED;
      this.clientLength = responseCollector.length;
    } else {
      this.clientFraming = clientFramingOf(head.framing, exchange.request.minorVersion);
      this.clientLength = head.framing === BODY_FIXED ? head.contentLength : bodilessLength(head);
    }
    this.closes = !exchange.keepAlive || this.clientFraming > BODY_CHUNKED;
    this.#answered = true;
    this.answerHead = writeResponseHead(this, this.services.date.line());
    exchange.respond(this.answerHead, this.clientFraming, this.closes);
    if (responseCollector === null) return;
    if (responseCollector.length > 0) exchange.write(responseCollector.whole());
    exchange.end();
  }

  /** The one exit for failures: an answer if the client can still have one, else the end of its connection. */
  answerFailure(): void {
    const reason = this.failure ?? failure("internal");
    const row = failureRow(reason);
    this.failure = reason;
    this.errorMessage = row.message;
    this.errorResponseType = row.responseType;
    this.integrationErrorMessage = row.integrationError;
    if (this.#answered || row.status === 0) {
      this.#breakOff();
      return;
    }
    this.status = row.status;
    const cors = this.stage?.cors ?? null;
    this.corsFields = cors === null ? "" : cors.simpleFields(this.clientFields.get(FIELD_ORIGIN));
    const body = failureBody(row);
    // A body that is too large or cannot be read is not read to its end.
    if (BODY_FAULTS.has(reason.kind)) this.closes = true;
    this.responseLength = body.length;
    this.#respondGenerated(body.length);
    this.exchange.write(Buffer.from(body, "latin1"));
    this.exchange.end();
  }

  warn(message: string, reason: string): void {
    const { apiId, stageName, routeKey } = this;
    this.services.runtime.logger.warn(message, { apiId, stageName, routeKey, reason });
  }

  // RequestReader

  onRequestData(chunk: Buffer): void {
    this.#requestBytes += chunk.length;
    if (this.#requestBytes > PAYLOAD_BYTES_MAX) {
      this.#fail(failure("body-too-large"));
    } else if (this.requestCollector !== null) {
      this.requestCollector.add(chunk);
    } else if (this.#upstreamRequest !== null && !this.#upstreamRequest.writeBody(chunk)) {
      this.exchange.pauseBody();
    }
  }

  onRequestEnd(_trailers: string): void {
    if (this.#requestEnded) return;
    this.#requestEnded = true;
    if (this.#upstreamRequest !== null) this.#endRequestBody();
    else if (this.requestCollector !== null && !this.#answered) runStages(this, REQUEST_STAGES);
  }

  onResponseDrain(): void {
    this.#heldUp = false;
    this.#upstreamRequest?.resumeResponse();
  }

  onRequestAborted(reason: Failure): void {
    this.#leaveUpstream();
    this.failure ??= reason;
    // The client is still there when its body was at fault, and can be answered during this call.
    if (!this.#answered && BODY_FAULTS.has(reason.kind)) this.answerFailure();
    this.#finish();
  }

  onResponseFinished(): void {
    this.#finish();
  }

  // ResponseReader

  onUpstreamConnected(reused: boolean, connection: UpstreamConnection): void {
    this.#connected = true;
    this.connection = connection.info;
    this.connectionIsReused = reused;
  }

  /** [I] Informational answers end at the gateway, which reads the whole answer before it answers. */
  onInformational(_head: ResponseHead): void {}

  onResponseHead(head: ResponseHead): void {
    this.integrationAnsweredAtMs = this.services.runtime.timers.nowMs();
    this.responseHead = head;
    this.responseFields = head;
    this.responseReason = head.reason;
    this.status = head.status;
    this.integrationStatus = head.status;
    if (head.framing === BODY_FIXED && head.contentLength > PAYLOAD_BYTES_MAX) {
      this.#fail(failure("malformed-response", "The body is larger than 10 MB"));
      return;
    }
    this.stageIndex = 0;
    runStages(this, RESPONSE_STAGES);
  }

  onResponseData(chunk: Buffer): void {
    this.responseLength += chunk.length;
    if (this.responseLength > PAYLOAD_BYTES_MAX) {
      this.#fail(failure("malformed-response", "The body is larger than 10 MB"));
    } else if (this.responseCollector !== null) {
      this.responseCollector.add(chunk);
    } else if (!this.exchange.write(chunk)) {
      this.#heldUp = true;
      this.#upstreamRequest?.pauseResponse();
    }
  }

  onResponseEnd(_trailers: string): void {
    this.#responseEnded = true;
    this.#upstreamRequest = null;
    if (this.followed !== null) this.followed.isBack();
    this.services.runtime.timers.remove(this.#deadline);
    // An early answer: what the client still sends goes nowhere, so nothing holds it back any more.
    if (!this.#requestEnded) this.exchange.resumeBody();
    if (this.#answered) this.exchange.end();
    else if (this.responseCollector !== null) runStages(this, RESPONSE_STAGES);
  }

  /** The gateway answers Expect itself, before the backend is asked. */
  onContinue(): void {}

  /** Upgrade is not passed on, so no backend has reason to. */
  onUpgraded(_head: ResponseHead, stream: ByteStream): void {
    stream.destroy();
    this.#upstreamRequest = null;
    this.#fail(failure("malformed-response", "The endpoint switched protocols unasked"));
  }

  onRequestDrain(): void {
    this.exchange.resumeBody();
  }

  onUpstreamFailed(reason: Failure): void {
    this.#upstreamRequest = null;
    this.#fail(reason);
  }

  // TimerOwner

  /**
   * AWS's limit is one for the whole integration, however steadily the answer trickles in. It reads the answer
   * before it sends it on, so the time that a slow client takes is not the integration's.
   */
  onTimer(): void {
    if (this.#upstreamRequest === null || this.#heldUp) return;
    if (this.#connected) {
      this.#fail(failure("response-timeout"));
      return;
    }
    this.#connected = true;
    this.services.runtime.timers.arm(this.#deadline, CONNECT_GRACE_MS);
  }

  // Inside

  #endRequestBody(): void {
    if (this.#requestBodySent) return;
    this.#requestBodySent = true;
    if (this.#upstreamRequest === null) return;
    this.services.runtime.timers.arm(this.#deadline, this.#timeoutMs);
    this.#upstreamRequest.endBody();
  }

  /** Gives up what is still under way, and the connection with it. */
  #leaveUpstream(): void {
    this.#upstreamRequest?.abort();
    this.#upstreamRequest = null;
    if (this.followed !== null) this.followed.isBack();
  }

  #fail(reason: Failure): void {
    this.#leaveUpstream();
    this.services.runtime.timers.remove(this.#deadline);
    this.failure = reason;
    this.answerFailure();
  }

  #breakOff(): void {
    this.exchange.abort(true);
    this.#finish();
  }

  #respondGenerated(bodyLength: number): void {
    this.#answered = true;
    this.closes ||= !this.exchange.keepAlive;
    const { status, closes, corsFields, requestId, journeyLine } = this;
    const dateLine = this.services.date.line();
    this.answerHead = writeGeneratedHead({
      status,
      bodyLength,
      closes,
      corsFields,
      requestId,
      journeyLine,
      dateLine,
    });
    this.exchange.respond(this.answerHead, bodyLength === 0 ? BODY_NONE : BODY_FIXED, closes);
    // What the client still sends of a body is thrown away by its connection; let it come.
    if (!this.#requestEnded) this.exchange.resumeBody();
  }

  #finish(): void {
    if (this.#finished) return;
    this.#finished = true;
    this.services.runtime.timers.remove(this.#deadline);
    this.finishedAtMs = this.services.runtime.timers.nowMs();
    this.services.observer.httpApiRequest(this);
    if (this.stage !== null && this.stage.accessLog !== null) this.stage.accessLog.write(this);
  }
}

/** Content-Length of an answer without body: what the backend said of a HEAD, nothing with 304 unless it did. */
function bodilessLength(head: ResponseHead): number {
  const stated = head.get(FIELD_CONTENT_LENGTH);
  return stated === undefined || !/^\d+$/.test(stated) ? -1 : Number(stated);
}
