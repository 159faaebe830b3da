// One request at an Application Load Balancer, from its head to its log entry: the object that every party calls.
// The client's connection feeds it the body, the target's feeds it the answer, the target group tells it when its
// target is gone, and the observer reads it at the end. What happens in which order before a target is chosen
// stands in request-chain.ts; heads are written by request-head-rewrite.ts and response-head-rewrite.ts.
//
//     chain ──► answer()  ─────────────────────────────────────► onResponseFinished ──► finish
//       │   └─► forward() ──► onResponseHead ─► …Data ─► …End ─┘        ▲
//       └─────► fail() ◄── onUpstreamFailed / onTargetGone ─────────────┘
//                 ▲ before the answer's head; after it the connection is broken off
//                 └─── onRequestAborted: the client left, or sent a body that cannot be read
import { failure } from "../../base/failure.ts";
import type { Failure } from "../../base/failure.ts";
import type { AlbRequestEntry } from "../../telemetry/hop-observer.ts";
import type { KeptHop } from "../../telemetry/journeys/kept-hop.ts";
import type { ByteStream } from "../../wire/byte-stream.ts";
import {
  BODY_CHUNKED,
  BODY_FIXED,
  BODY_NONE,
  BODY_UNTIL_CLOSE,
} from "../../wire/http1/exchange.ts";
import type {
  BodyFraming,
  Exchange,
  RequestReader,
  ResponseReader,
  UpstreamConnection,
  UpstreamFollower,
  UpstreamMessage,
  UpstreamRequest,
} from "../../wire/http1/exchange.ts";
import type { ResponseHead } from "../../wire/http1/response-head.ts";
import type { TargetChoice, TargetUser } from "../targets/target-choice.ts";
import type { AlbConnection } from "./alb-connection.ts";
import { AlbKeptHop } from "./alb-kept-hop.ts";
import type { AlbRuntime } from "./alb-runtime.ts";
import { FAILURES } from "./failures.ts";
import { composeGeneratedHead } from "./generated-head.ts";
import type { LiveListener } from "./live-listener.ts";
import { composeTargetHead } from "./request-head-rewrite.ts";
import { AlbRequestView } from "./request-view.ts";
import type { RequestRewrite } from "./request-head-rewrite.ts";
import { composeClientHead, composeInformationalHead } from "./response-head-rewrite.ts";
import { WebSocketTunnel } from "./web-socket-tunnel.ts";
import type { TunnelOwner } from "./web-socket-tunnel.ts";

/** What access logs show when the client left before the answer. */
const STATUS_CLIENT_GONE = 460;
const STATUS_BAD_REQUEST = 400;

const CRLF = "\r\n";

/** How far the answer is. */
const ANSWER_NONE = 0;
/** Ours: written whole. */
const ANSWER_GENERATED = 1;
/** The target's: its body is flowing. */
const ANSWER_FLOWING = 2;
const ANSWER_COMPLETE = 3;
/** The observer has it; nothing is done any more. */
const ANSWER_OVER = 4;

export class AlbRequest
  extends AlbRequestView
  implements
    RequestReader,
    ResponseReader,
    UpstreamMessage,
    UpstreamFollower,
    RequestRewrite,
    TargetUser,
    TunnelOwner,
    AlbRequestEntry
{
  // UpstreamMessage; the time limits are the load balancer's
  head: string;

  // What the chain decides
  closesBothConnections: boolean;
  /** Fields of a generated answer behind Connection, each ended by CRLF. */
  moreLines: string;

  /** Where the next hop sees a followed request come from; 0 while it is not on its way. */
  #leftOnAddress: string;
  #leftOnPort: number;

  #choice: TargetChoice | null;
  #upstream: UpstreamRequest | null;
  #answer: 0 | 1 | 2 | 3 | 4;
  /** The client has sent all of the request. */
  #isReceived: boolean;
  #answerFraming: BodyFraming;
  #continued: boolean;
  /** The target takes no more of the body for now. */
  #isHeldUp: boolean;
  #tunnel: WebSocketTunnel | null;

  constructor(runtime: AlbRuntime, live: LiveListener, exchange: Exchange, client: AlbConnection) {
    super(runtime, live, exchange, client);
    this.head = "";
    this.closesBothConnections = false;
    this.moreLines = "";
    this.#leftOnAddress = "";
    this.#leftOnPort = 0;
    this.#choice = null;
    this.#upstream = null;
    this.#answer = ANSWER_NONE;
    this.#isReceived = exchange.request.framing === BODY_NONE;
    this.#answerFraming = BODY_NONE;
    this.#continued = false;
    this.#isHeldUp = false;
    this.#tunnel = null;
  }

  // UpstreamMessage

  get responseTimeoutMs(): number {
    return this.live.settings.idleTimeoutMs;
  }

  get bodyIdleTimeoutMs(): number {
    return this.live.settings.idleTimeoutMs;
  }

  get closeAfterwards(): boolean {
    return this.closesBothConnections;
  }

  get follower(): UpstreamFollower | null {
    return this.journey === null ? null : this;
  }

  // What the chain does with it

  /** Sends it to a target. */
  forward(choice: TargetChoice): void {
    const { exchange, received } = this;
    this.#choice = choice;
    this.target = choice.target;
    this.failedOpen = choice.failedOpen;
    this.traceId = this.runtime.traceIds.extend(received.joined("x-amzn-trace-id") ?? "");
    this.head = composeTargetHead(this);
    const upstream = choice.upstream.request(this, this);
    // It may have failed on the spot.
    if (this.#answer !== ANSWER_NONE) return;
    this.#upstream = upstream;
    if (received.expectsContinue && !this.#isReceived) {
      this.#continued = true;
      exchange.sendContinue();
    }
    exchange.start(this);
  }

  /** Answers it with what the load balancer makes itself. */
  answer(status: number, contentType: string, body: Buffer, close = false): void {
    const { exchange } = this;
    const awaitsContinue = this.received.expectsContinue && !this.#isReceived && !this.#continued;
    const closes = close || this.closesBothConnections || !exchange.keepAlive || awaitsContinue;
    this.elbStatus = status;
    this.#answer = ANSWER_GENERATED;
    const moreLines = this.moreLines + (this.journey?.answerLine ?? "");
    const made = { status, contentType, bodyBytes: body.length, moreLines };
    const head = composeGeneratedHead(made, this.live, this.runtime.date.text(), closes);
    exchange.start(this);
    // What is left of the body is of no use: it is thrown away, or left unread where the connection ends.
    if (closes) exchange.pauseBody();
    else exchange.resumeBody();
    this.clientHead = head;
    exchange.respond(head, BODY_FIXED, closes);
    if (body.length > 0) exchange.write(body);
    exchange.end();
  }

  /** Ends it for that reason: by a page, or, when the answer has begun, by breaking the connection off. */
  fail(reason: Failure): void {
    if (this.#answer === ANSWER_OVER) return;
    this.failure = reason;
    this.#letGoOfTarget();
    const { status, page, close } = FAILURES[reason.kind];
    if (this.#answer === ANSWER_NONE && page !== null) {
      this.answer(status, page.contentType, page.body, close);
      return;
    }
    if (this.#tunnel !== null) {
      this.#tunnel.close(reason);
      return;
    }
    if (this.#answer === ANSWER_NONE) this.elbStatus = status;
    // Only a reset tells a client of HTTP/1.0 that the end is not the end.
    this.exchange.abort(this.#answerFraming === BODY_UNTIL_CLOSE);
    this.#finish();
  }

  // RequestReader: the client's side

  onRequestData(chunk: Buffer): void {
    const upstream = this.#upstream;
    if (upstream === null || upstream.writeBody(chunk)) return;
    this.#isHeldUp = true;
    this.exchange.pauseBody();
  }

  onRequestEnd(trailers: string): void {
    this.#isReceived = true;
    this.#upstream?.endBody(trailers);
  }

  onResponseDrain(): void {
    this.#upstream?.resumeResponse();
  }

  onRequestAborted(reason: Failure): void {
    if (this.#answer === ANSWER_OVER) return;
    this.failure = reason;
    this.#letGoOfTarget();
    const { status, page } = FAILURES[reason.kind];
    if (this.#answer === ANSWER_NONE) {
      this.elbStatus = status;
      // Gone before its request was complete is the client's error, later is 460.
      if (status === STATUS_CLIENT_GONE && !this.#isReceived) this.elbStatus = STATUS_BAD_REQUEST;
      // The client is still there when its body was at fault, and can be answered during this call.
      if (page !== null) this.answer(status, page.contentType, page.body, true);
    }
    this.#finish();
  }

  onResponseFinished(): void {
    this.#finish();
  }

  // ResponseReader: the target's side

  onLeaving(connection: UpstreamConnection): void {
    const { info } = connection;
    this.#comesBack();
    if (this.journey === null) return;
    this.#leftOnAddress = info.identity === null ? info.localAddress : info.identity.sourceAddress;
    this.#leftOnPort = info.localPort;
    this.runtime.journeys.leavesOn(this.journey, this.#leftOnAddress, this.#leftOnPort);
  }

  onUpstreamConnected(reused: boolean, connection: UpstreamConnection): void {
    this.sentToTargetAtMs = this.runtime.wire.timers.nowMs();
    this.targetConnectionIsNew = !reused;
    this.targetConnection = connection;
  }

  onInformational(head: ResponseHead): void {
    if (this.#answer === ANSWER_NONE) {
      this.exchange.respondInformational(composeInformationalHead(head));
    }
  }

  onContinue(): void {
    // The client was told to go on when the target was chosen.
  }

  onResponseHead(head: ResponseHead): void {
    const { exchange } = this;
    this.targetAnsweredAtMs = this.runtime.wire.timers.nowMs();
    this.targetStatus = head.status;
    this.elbStatus = head.status;
    this.answerHead = head;
    let framing = head.framing;
    if (framing === BODY_UNTIL_CLOSE || framing === BODY_CHUNKED) {
      // HTTP/1.0 knows no chunks (RFC 9112 §6.1).
      framing = this.received.minorVersion === 1 ? BODY_CHUNKED : BODY_UNTIL_CLOSE;
    }
    const close =
      framing === BODY_UNTIL_CLOSE ||
      this.closesBothConnections ||
      !this.#isReceived ||
      !exchange.keepAlive;
    this.#answer = ANSWER_FLOWING;
    this.#answerFraming = framing;
    this.clientHead = this.#withJourney(composeClientHead(head, this.live, framing, close));
    exchange.respond(this.clientHead, framing, close);
  }

  onResponseData(chunk: Buffer): void {
    if (!this.exchange.write(chunk)) this.#upstream?.pauseResponse();
  }

  onResponseEnd(trailers: string): void {
    const upstream = this.#upstream;
    this.#upstream = null;
    // The target had enough before the client was through: what still comes is thrown away.
    if (!this.#isReceived) {
      upstream?.abort();
      this.exchange.resumeBody();
    }
    this.#letGoOfTarget();
    this.#answer = ANSWER_COMPLETE;
    this.exchange.end(this.#answerFraming === BODY_CHUNKED ? trailers : "");
  }

  onUpgraded(head: ResponseHead, stream: ByteStream): void {
    if (!this.isUpgrade) {
      stream.destroy();
      this.onUpstreamFailed(failure("malformed-response", "101 that nobody asked for"));
      return;
    }
    this.targetAnsweredAtMs = this.runtime.wire.timers.nowMs();
    this.targetStatus = head.status;
    this.elbStatus = head.status;
    this.answerHead = head;
    this.#answer = ANSWER_COMPLETE;
    this.#upstream = null;
    this.client.becomesTunnel();
    this.clientHead = this.#withJourney(composeInformationalHead(head));
    const client = this.exchange.upgrade(this.clientHead);
    const ends = { client, target: stream };
    const { idleTimeoutMs } = this.live.settings;
    this.#tunnel = new WebSocketTunnel(this.runtime.wire, this, idleTimeoutMs, ends);
  }

  onRequestDrain(): void {
    this.#isHeldUp = false;
    this.exchange.resumeBody();
  }

  onUpstreamFailed(reason: Failure): void {
    this.#upstream = null;
    // A target cannot answer half a request: the silence is the client's.
    const isClients = reason.kind === "response-timeout" && !this.#isReceived && !this.#isHeldUp;
    this.fail(isClients ? failure("request-body-timeout") : reason);
  }

  // The tunnel's and the target group's side

  /** The WebSocket is over. */
  onTunnelClosed(reason: Failure | null): void {
    this.failure ??= reason;
    this.#letGoOfTarget();
    this.#finish();
    this.client.tunnelEnded();
  }

  onTargetGone(reason: Failure): void {
    this.#choice = null;
    this.fail(reason);
  }

  // AlbRequestEntry, the part that the stream of bytes decides

  keepHop(): KeptHop {
    return new AlbKeptHop(this.runtime, this);
  }

  get connectionType(): AlbRequestEntry["connectionType"] {
    const isSecure = this.connection.tls !== null;
    if (this.#tunnel !== null) return isSecure ? "wss" : "ws";
    return isSecure ? "https" : "http";
  }

  get receivedBytes(): number {
    return this.exchange.receivedBytes + (this.#tunnel?.receivedBytes ?? 0);
  }

  get sentBytes(): number {
    return this.exchange.sentBytes + (this.#tunnel?.sentBytes ?? 0);
  }

  #letGoOfTarget(): void {
    const upstream = this.#upstream;
    const choice = this.#choice;
    this.#upstream = null;
    this.#choice = null;
    upstream?.abort();
    choice?.release(this);
    this.#comesBack();
  }

  /** The connection that a followed request was sent on is no longer its own. */
  #comesBack(): void {
    if (this.#leftOnPort === 0 || this.journey === null) return;
    this.runtime.journeys.isBackFrom(this.journey, this.#leftOnAddress, this.#leftOnPort);
    this.#leftOnPort = 0;
  }

  /** A complete head, and the field that names the journey where the request asked for one. */
  #withJourney(head: string): string {
    if (this.journey === null || this.journey.answerLine === "") return head;
    return `${head.slice(0, -CRLF.length)}${this.journey.answerLine}${CRLF}`;
  }

  #finish(): void {
    if (this.#answer === ANSWER_OVER) return;
    this.#answer = ANSWER_OVER;
    this.finishedAtMs = this.runtime.wire.timers.nowMs();
    this.runtime.observer.albRequest(this);
  }
}
