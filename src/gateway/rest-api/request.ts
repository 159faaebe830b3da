// One request to a REST API on its way: what the client's connection and the backend's connection report ends up
// here, and the stages of the chain move it on. Bodies stream through where nothing on the way reads them; else
// they are collected, and the chain goes on when they are there.
import { failure, type Failure, type FailureKind } from "../../base/failure.ts";
import type { ByteStream } from "../../wire/byte-stream.ts";
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
import { CoarseTimer, type TimerOwner } from "../../wire/coarse-timers.ts";
import type { ResponseHead } from "../../wire/http1/response-head.ts";
import { BodyCollector } from "../body-collector.ts";
import { clientFramingOf } from "../http-api/response-head-writer.ts";
import type { KeptHop } from "../../telemetry/journeys/kept-hop.ts";
import type { InvokeTarget } from "../invoke-target.ts";
import type { CognitoVerdict } from "./cognito-user-pools.ts";
import { REFUSALS, refusalLogLine, refusalRow, type RefusalRow } from "./failures.ts";
import { type GatewayAnswer, GatewayResponses } from "./gateway-responses.ts";
import type { LiveRestApi } from "./live-stage.ts";
import { hostNameMismatch } from "./name-mismatch.ts";
import type { MappedParts } from "./request-mapping.ts";
import { REQUEST_STAGES, RESPONSE_STAGES, runStages } from "./request-chain.ts";
import { PAYLOAD_BYTES_MAX } from "./request-sizes.ts";
import { RestRequestView } from "./request-view.ts";
import { ClientAnswer } from "./client-answer.ts";
import { needsResponseBody } from "./response-body.ts";
import { writeAnswerHead, writeProxiedHead } from "./response-head-writer.ts";
import { keepRestApiHop } from "./rest-api-kept-hop.ts";
import type { RestApiServices } from "./rest-api-services.ts";

/** Answers of known length up to this are read before they are passed on, so that a broken one can become a 504. */
export const RESPONSE_HELD_BYTES_MAX = 65_536;
/** Between bytes of a streamed answer: Regional and private APIs, and edge-optimised ones. */
export const STREAM_IDLE_TIMEOUT_MS = 300_000;
export const EDGE_STREAM_IDLE_TIMEOUT_MS = 30_000;

const NO_BODY = Buffer.alloc(0);

/** Faults of a body whose client is still there, to be told. */
const BODY_FAULTS: ReadonlySet<FailureKind> = new Set<FailureKind>([
  "malformed-body",
  "request-body-timeout",
]);

/** For requests that reached no stage. */
const BUILT_IN_RESPONSES = new GatewayResponses({});

/** How the answer's body is treated. */
const RESPONSE_PENDING = 0;
const RESPONSE_HELD = 1;
const RESPONSE_STREAMS = 2;

export class RestApiRequest
  extends RestRequestView
  implements RequestReader, ResponseReader, TimerOwner
{
  /** The stage of the chain that runs, or waits. */
  stageIndex: number;
  /** What the client gets, where it is not the endpoint's answer as it comes. */
  answer: ClientAnswer | null;
  /** null until a body has to be collected. */
  requestCollector: BodyCollector | null;
  /** The complete head for the endpoint. */
  backendHead: string;
  backendBody: Buffer | null;
  /** Content-Type of a body that is not the client's. */
  backendMediaType: string;
  mapped: MappedParts | null;
  /** What a user pool's keys say of the client's token; null before they were asked. */
  tokenVerdict: CognitoVerdict | null;
  cacheKey: string | null;
  #responseMode: 0 | 1 | 2;
  #responseCollector: BodyCollector | null;
  #upstreamRequest: UpstreamRequest | null;
  /** Of the integration as a whole: from the end of the request to the end of an answer that is read first. */
  readonly #deadline: CoarseTimer;
  #timeoutMs: number;
  #connected: boolean;
  #requestBytes: number;
  #requestEnded: boolean;
  #requestBodySent: boolean;
  /** A head went to the client; what fails now breaks the connection. */
  #answered: boolean;
  #finished: boolean;

  constructor(
    services: RestApiServices,
    api: LiveRestApi | null,
    exchange: Exchange,
    invoke: InvokeTarget,
  ) {
    super(services, api, exchange, invoke);
    this.stageIndex = 0;
    this.answer = null;
    this.requestCollector = null;
    this.backendHead = "";
    this.backendBody = null;
    this.backendMediaType = "";
    this.mapped = null;
    this.tokenVerdict = null;
    this.cacheKey = null;
    this.#responseMode = RESPONSE_PENDING;
    this.#responseCollector = null;
    this.#upstreamRequest = null;
    this.#deadline = new CoarseTimer(this);
    this.#timeoutMs = 0;
    this.#connected = false;
    this.#requestBytes = 0;
    this.#requestEnded = exchange.request.framing === BODY_NONE;
    this.#requestBodySent = false;
    this.#answered = false;
    this.#finished = false;
  }

  keepHop(): KeptHop {
    return keepRestApiHop(this);
  }

  begin(): void {
    this.beginAt(0);
  }

  /** From a later stage on, for what has been settled otherwise. */
  beginAt(stageIndex: number): void {
    this.stageIndex = stageIndex;
    this.exchange.start(this);
    runStages(this, REQUEST_STAGES);
  }

  // What stages do to the request

  /** For a stage that returns FAILED. `message` replaces the row's own. */
  refuse(refusal: RefusalRow, reason: Failure, message = ""): void {
    this.refusal = refusal;
    this.failure = reason;
    this.errorMessage = message;
  }

  refuseFor(reason: Failure): void {
    this.refuse(refusalRow(reason), reason);
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

  /** Sends the head that the stages have made, and the body: theirs, or the client's as it comes. */
  send(upstream: Upstream, timeoutMs: number): void {
    const { backendBody, exchange } = this;
    this.#timeoutMs = timeoutMs;
    this.integrationStartedAtMs = this.services.runtime.timers.nowMs();
    this.#upstreamRequest = upstream.request(
      {
        method: this.backendMethod,
        head: this.backendHead,
        framing: this.backendFraming,
        responseTimeoutMs: timeoutMs,
        bodyIdleTimeoutMs: this.#bodyIdleTimeoutMs(timeoutMs),
        follower: this.followed,
      },
      this,
    );
    if (backendBody !== null && backendBody.length > 0) {
      this.#upstreamRequest.writeBody(backendBody);
    }
    if (this.#requestEnded || this.backendFraming === BODY_NONE || backendBody !== null) {
      this.#endRequestBody();
    } else {
      exchange.sendContinue();
    }
  }

  /** The endpoint's part is played without one: a mock, or a kept answer. */
  answerFromHere(status: number): void {
    this.integrationStatus = status;
    this.status = status;
    this.#runResponseStages();
  }

  /** The head of the endpoint's answer, and its body if it is there; else that follows as it comes. */
  sendProxied(): void {
    const head = this.responseHead as ResponseHead;
    const { exchange, responseBodyBytes } = this;
    if (responseBodyBytes === null) {
      this.clientFraming = clientFramingOf(head.framing, exchange.request.minorVersion);
    } else {
      this.clientFraming = responseBodyBytes.length === 0 ? BODY_NONE : BODY_FIXED;
      this.responseLength = responseBodyBytes.length;
    }
    this.closes ||= !exchange.keepAlive || this.clientFraming > BODY_CHUNKED;
    this.#answered = true;
    this.answerHead = writeProxiedHead(this, head, this.services.date.line());
    exchange.respond(this.answerHead, this.clientFraming, this.closes);
    if (responseBodyBytes === null) return;
    if (responseBodyBytes.length > 0) exchange.write(responseBodyBytes);
    this.#endAnswer();
  }

  /** An answer that the stages have made. */
  sendAnswer(answer: ClientAnswer): void {
    const { exchange } = this;
    this.status = answer.status;
    this.responseLength = answer.body.length;
    this.closes ||= !exchange.keepAlive;
    this.#answered = true;
    this.answerHead = writeAnswerHead(this, answer, this.services.date.line());
    const framing = answer.body.length === 0 ? BODY_NONE : BODY_FIXED;
    exchange.respond(this.answerHead, framing, this.closes);
    // What the client still sends of a body is thrown away by its connection; let it come.
    if (!this.#requestEnded) exchange.resumeBody();
    if (answer.body.length > 0) exchange.write(answer.body);
    this.#endAnswer();
  }

  /** The one exit for failures: an answer if the client can still have one, else the end of its connection. */
  answerFailure(): void {
    const reason = this.failure ?? failure("internal");
    const refusal = this.refusal ?? refusalRow(reason);
    this.failure = reason;
    this.refusal = refusal;
    if (this.errorMessage === "") this.errorMessage = refusal.message ?? "";
    this.errorResponseType = refusal.responseType;
    this.integrationErrorMessage = refusal.integrationError;
    if (this.#answered || refusal.status === 0) {
      this.exchange.abort(true);
      this.#finish();
      return;
    }
    this.#logFailure(refusal, reason);
    // A body that is too large is not read to its end.
    if (refusal === REFUSALS.tooLarge) this.closes = true;
    const made = this.#gatewayAnswer(refusal);
    this.log?.error(`Method completed with status: ${made.status}`);
    this.sendAnswer(ClientAnswer.ofGateway(made, refusal));
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
    this.#upstreamRequest?.resumeResponse();
  }

  onRequestAborted(reason: Failure): void {
    this.#leaveUpstream();
    // The client is still there when its body was at fault, and can be answered during this call.
    if (!this.#answered && BODY_FAULTS.has(reason.kind)) {
      this.refuseFor(reason);
      this.answerFailure();
    }
    this.failure ??= reason;
    this.#finish();
  }

  onResponseFinished(): void {
    this.#finish();
  }

  // ResponseReader

  onUpstreamConnected(reused: boolean, connection: UpstreamConnection): void {
    this.connection = connection.info;
    this.connectionIsReused = reused;
    this.#connected = true;
    this.#armDeadline();
  }

  /** [I] Informational answers end at the gateway, which reads the whole answer before it answers. */
  onInformational(_head: ResponseHead): void {}

  onResponseHead(head: ResponseHead): void {
    this.integrationAnsweredAtMs = this.services.runtime.timers.nowMs();
    this.responseHead = head;
    this.status = head.status;
    this.integrationStatus = head.status;
    this.log?.info(
      `Received response. Status: ${head.status}, Integration latency: ${this.integrationLatencyMs} ms`,
    );
    const streams = this.live?.integration?.snapshot.streams === true;
    if (head.framing === BODY_FIXED && head.contentLength > PAYLOAD_BYTES_MAX && !streams) {
      this.#fail(failure("malformed-response", "The body is larger than 10 MB"));
      return;
    }
    if (this.#holdsResponse(head, streams)) {
      this.#responseMode = RESPONSE_HELD;
      return;
    }
    this.#responseMode = RESPONSE_STREAMS;
    // From here on the client's pace counts too: only the gaps between the endpoint's bytes are limited.
    this.services.runtime.timers.remove(this.#deadline);
    this.#runResponseStages();
  }

  onResponseData(chunk: Buffer): void {
    if (this.#responseMode === RESPONSE_STREAMS) {
      this.responseLength += chunk.length;
      if (!this.exchange.write(chunk)) this.#upstreamRequest?.pauseResponse();
      return;
    }
    if (this.#responseCollector === null) {
      if (chunk.length === this.responseHead?.contentLength) {
        // All of it at once, as small answers come: no copy is needed.
        this.responseBodyBytes = chunk;
        this.#runResponseStages();
        this.responseBodyBytes = null;
        return;
      }
      this.#responseCollector = new BodyCollector();
    }
    this.#responseCollector.add(chunk);
    if (this.#responseCollector.length > PAYLOAD_BYTES_MAX) {
      this.#fail(failure("malformed-response", "The body is larger than 10 MB"));
    }
  }

  onResponseEnd(_trailers: string): void {
    this.#upstreamRequest = null;
    if (this.followed !== null) this.followed.isBack();
    this.services.runtime.timers.remove(this.#deadline);
    // An early answer: what the client still sends goes nowhere, so nothing holds it back any more.
    if (!this.#requestEnded) this.exchange.resumeBody();
    if (this.#responseMode === RESPONSE_STREAMS) {
      this.#logCompletion();
      this.exchange.end();
      return;
    }
    if (this.#answered) return;
    this.responseBodyBytes = this.#responseCollector?.whole() ?? NO_BODY;
    this.#runResponseStages();
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
    const endpoint = this.live?.integration?.endpoint;
    const neverMade =
      (reason.kind === "connect-reset" || reason.kind === "reset-before-response") &&
      !this.connectionIsReused &&
      endpoint?.throughNetworkLoadBalancer === true;
    this.#fail(neverMade ? failure("connect-refused", reason.detail, reason.evidence) : reason);
  }

  // TimerOwner

  onTimer(): void {
    if (this.#upstreamRequest !== null) this.#fail(failure("response-timeout"));
  }

  // Inside

  #armDeadline(): void {
    if (!this.#connected || !this.#requestBodySent || this.#upstreamRequest === null) return;
    this.services.runtime.timers.arm(this.#deadline, this.#timeoutMs);
  }

  #runResponseStages(): void {
    this.answering = true;
    this.stageIndex = 0;
    runStages(this, RESPONSE_STAGES);
  }

  #holdsResponse(head: ResponseHead, streams: boolean): boolean {
    if (streams) return false;
    if (head.framing === BODY_NONE) return true;
    if (head.framing !== BODY_FIXED || head.contentLength <= RESPONSE_HELD_BYTES_MAX) return true;
    return needsResponseBody(this);
  }

  #bodyIdleTimeoutMs(timeoutMs: number): number {
    if (this.live?.integration?.snapshot.streams !== true) return timeoutMs;
    const edge = this.content?.snapshot.endpointType === "EDGE";
    return edge ? EDGE_STREAM_IDLE_TIMEOUT_MS : STREAM_IDLE_TIMEOUT_MS;
  }

  #gatewayAnswer(refusal: RefusalRow): GatewayAnswer {
    const accept = this.exchange.request.joined("accept") ?? "";
    const responses = this.content?.gatewayResponses ?? BUILT_IN_RESPONSES;
    return responses.answer(refusal, this, accept);
  }

  #logFailure(refusal: RefusalRow, reason: Failure): void {
    if (this.log === null) return;
    const detail =
      reason.kind === "tls-name-mismatch" ? hostNameMismatch(reason.detail) : reason.detail;
    const line = refusalLogLine(refusal, detail);
    if (line !== "") this.log.error(line);
  }

  #logCompletion(): void {
    if (this.log === null || this.refusal !== null) return;
    this.log.info("Successfully completed execution");
    this.log.info(`Method completed with status: ${this.status}`);
  }

  #endAnswer(): void {
    this.#logCompletion();
    this.exchange.end();
  }

  #endRequestBody(): void {
    if (this.#requestBodySent) return;
    this.#requestBodySent = true;
    this.#armDeadline();
    this.#upstreamRequest?.endBody();
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
    this.refuseFor(reason);
    this.answerFailure();
  }

  #finish(): void {
    if (this.#finished) return;
    this.#finished = true;
    this.services.runtime.timers.remove(this.#deadline);
    this.finishedAtMs = this.services.runtime.timers.nowMs();
    this.services.observer.restApiRequest(this);
    const { content, log } = this;
    if (content === null) return;
    if (log !== null && !log.isTestInvoke) {
      log.writeTo(this.services.logs, content.executionLogPlace, this.requestId);
    }
    if (content.accessLog !== null) content.accessLog.write(this);
  }
}
