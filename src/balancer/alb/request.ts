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
import type { AlbRequestEntry, Journey } from "../../telemetry/hop-observer.ts";
import type { ByteStream, ConnectionInfo } from "../../wire/byte-stream.ts";
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
  UpstreamMessage,
  UpstreamRequest,
} from "../../wire/http1/exchange.ts";
import { FIELD_HOST, FIELD_USER_AGENT } from "../../wire/http1/fields.ts";
import type { RequestHead } from "../../wire/http1/request-head.ts";
import type { ResponseHead } from "../../wire/http1/response-head.ts";
import type { TargetChoice, TargetUser } from "../targets/target-choice.ts";
import type { RedirectParts } from "./action-redirect.ts";
import type { AlbRuntime } from "./alb-runtime.ts";
import { FAILURES } from "./failures.ts";
import { composeGeneratedHead } from "./generated-head.ts";
import type { LiveListener } from "./live-listener.ts";
import { portColon, splitTarget, withoutControls } from "./request-facts.ts";
import type { QueryPair, RequestFacts } from "./request-facts.ts";
import { composeTargetHead } from "./request-head-rewrite.ts";
import type { RequestRewrite } from "./request-head-rewrite.ts";
import { composeClientHead, composeInformationalHead } from "./response-head-rewrite.ts";
import type { CompiledRule } from "./rule-matcher.ts";
import { WebSocketTunnel } from "./web-socket-tunnel.ts";
import type { TunnelOwner } from "./web-socket-tunnel.ts";

/** matchedRulePriority of a request that no rule was asked about. */
export const NO_RULE = -1;

/** What access logs show when the client left before the answer. */
const STATUS_CLIENT_GONE = 460;
const STATUS_BAD_REQUEST = 400;

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
  implements
    RequestReader,
    ResponseReader,
    UpstreamMessage,
    RequestFacts,
    RequestRewrite,
    TargetUser,
    TunnelOwner,
    AlbRequestEntry
{
  readonly runtime: AlbRuntime;
  readonly live: LiveListener;
  readonly exchange: Exchange;
  readonly received: RequestHead;
  readonly connection: ConnectionInfo;
  readonly journey: Journey | null;

  // RequestFacts
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  queryPairs: readonly QueryPair[] | null;

  // RequestRewrite
  readonly authority: string;
  readonly originTarget: string;
  readonly isUpgrade: boolean;
  traceId: string;
  invalidFieldsDropped: number;
  invalidFieldsForwarded: number;

  // UpstreamMessage; the time limits are the load balancer's
  head: string;

  // What the chain decides
  rule: CompiledRule | null;
  closesBothConnections: boolean;
  /** Fields of a generated answer behind Connection, each ended by CRLF. */
  moreLines: string;

  // AlbRequestEntry
  elbStatus: number;
  targetStatus: number;
  targetGroupArn: string;
  target: string;
  matchedRulePriority: number;
  actionsExecuted: string;
  redirectUrl: string;
  failure: Failure | null;
  sentToTargetAtMs: number;
  targetAnsweredAtMs: number;
  finishedAtMs: number;

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

  constructor(runtime: AlbRuntime, live: LiveListener, exchange: Exchange) {
    const received = exchange.request;
    this.runtime = runtime;
    this.live = live;
    this.exchange = exchange;
    this.received = received;
    this.connection = exchange.connection;
    this.journey = runtime.journeys === null ? null : runtime.journeys(exchange);
    const parts = live.targetParts;
    splitTarget(received.target, parts);
    const host = parts.authority === "" ? (received.get(FIELD_HOST) ?? "") : parts.authority;
    const isPlain = received.isWellFormed;
    this.method = received.method;
    this.host = live.hosts.forRules(isPlain ? host : withoutControls(host));
    this.path = isPlain ? parts.path : withoutControls(parts.path);
    this.query = isPlain ? parts.query : withoutControls(parts.query);
    this.queryPairs = null;
    this.authority = parts.authority;
    this.originTarget = parts.originTarget;
    this.isUpgrade = received.upgrade === "websocket" && received.method === "GET";
    this.traceId = "";
    this.invalidFieldsDropped = 0;
    this.invalidFieldsForwarded = 0;
    this.head = "";
    this.rule = null;
    this.closesBothConnections = false;
    this.moreLines = "";
    this.elbStatus = 0;
    this.targetStatus = 0;
    this.targetGroupArn = "";
    this.target = "";
    this.matchedRulePriority = NO_RULE;
    this.actionsExecuted = "";
    this.redirectUrl = "";
    this.failure = null;
    this.sentToTargetAtMs = 0;
    this.targetAnsweredAtMs = 0;
    this.finishedAtMs = 0;
    this.#choice = null;
    this.#upstream = null;
    this.#answer = ANSWER_NONE;
    this.#isReceived = received.framing === BODY_NONE;
    this.#answerFraming = BODY_NONE;
    this.#continued = false;
    this.#isHeldUp = false;
    this.#tunnel = null;
  }

  // Facts that are made when asked for

  get fields(): RequestHead {
    return this.received;
  }

  get sourceAddress(): string {
    return this.connection.remoteAddress;
  }

  get framing(): BodyFraming {
    return this.received.framing;
  }

  get responseTimeoutMs(): number {
    return this.live.settings.idleTimeoutMs;
  }

  get bodyIdleTimeoutMs(): number {
    return this.live.settings.idleTimeoutMs;
  }

  get closeAfterwards(): boolean {
    return this.closesBothConnections;
  }

  get ruleArn(): string {
    return this.rule?.rule.ruleArn ?? "";
  }

  redirectParts(): RedirectParts {
    const host = this.authority || this.received.get(FIELD_HOST) || this.live.snapshot.dnsName;
    const colon = portColon(host);
    return {
      protocol: this.live.protocol,
      host: colon === -1 ? host : host.slice(0, colon),
      port: this.live.snapshot.port,
      path: this.path,
      query: this.query,
    };
  }

  // What the chain does with it

  /** Sends it to a target. */
  forward(choice: TargetChoice): void {
    const { exchange, received } = this;
    this.#choice = choice;
    this.target = choice.target;
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
    const made = { status, contentType, bodyBytes: body.length, moreLines: this.moreLines };
    const head = composeGeneratedHead(made, this.live, this.runtime.date.text(), closes);
    exchange.start(this);
    // What is left of the body is of no use: it is thrown away, or left unread where the connection ends.
    if (closes) exchange.pauseBody();
    else exchange.resumeBody();
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

  /** A step for whoever follows the request; callers look first whether there is a journey. */
  note(
    decision: string,
    resource: string,
    evidence: Readonly<Record<string, unknown>> | null,
    reason: Failure | null,
  ): void {
    if (this.journey === null) return;
    this.journey.step({
      hop: "listener",
      decision,
      resource,
      atMs: this.runtime.clock.monotonicMs(),
      evidence: evidence ?? {},
      failure: reason,
    });
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

  onUpstreamConnected(reused: boolean): void {
    this.sentToTargetAtMs = this.runtime.wire.timers.nowMs();
    if (this.journey !== null) this.note("target-connected", this.target, { reused }, null);
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
    if (this.journey !== null) this.note("answer", this.target, { status: head.status }, null);
    exchange.respond(composeClientHead(head, this.live, framing, close), framing, close);
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
    this.#answer = ANSWER_COMPLETE;
    this.#upstream = null;
    const client = this.exchange.upgrade(composeInformationalHead(head));
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
    if (this.journey !== null) this.note("target-failed", this.target, null, reason);
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
  }

  onTargetGone(reason: Failure): void {
    this.#choice = null;
    this.fail(reason);
  }

  // AlbRequestEntry, read once at the end

  get listenerArn(): string {
    return this.live.snapshot.listenerArn;
  }

  get loadBalancerId(): string {
    return this.live.snapshot.loadBalancerId;
  }

  get clientAddress(): string {
    return this.connection.remoteAddress;
  }

  get clientPort(): number {
    return this.connection.remotePort;
  }

  get requestTarget(): string {
    return this.received.target;
  }

  get userAgent(): string {
    return this.received.get(FIELD_USER_AGENT) ?? "";
  }

  get desyncTier(): number {
    return this.received.desync.tier;
  }

  get desyncReason(): string {
    return this.received.desync.reason;
  }

  get receivedBytes(): number {
    return this.exchange.receivedBytes + (this.#tunnel?.receivedBytes ?? 0);
  }

  get sentBytes(): number {
    return this.exchange.sentBytes + (this.#tunnel?.sentBytes ?? 0);
  }

  get startedAtMs(): number {
    return this.exchange.startedAtMs;
  }

  #letGoOfTarget(): void {
    const upstream = this.#upstream;
    const choice = this.#choice;
    this.#upstream = null;
    this.#choice = null;
    upstream?.abort();
    choice?.release(this);
  }

  #finish(): void {
    if (this.#answer === ANSWER_OVER) return;
    this.#answer = ANSWER_OVER;
    this.finishedAtMs = this.runtime.wire.timers.nowMs();
    this.runtime.observer.albRequest(this);
  }
}
