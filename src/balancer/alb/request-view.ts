// What is known of one request at an Application Load Balancer: who asked what, as rules and rewriting see it, what was
// decided on the way, and the entry that observers read at the end. Everything that happens to it is in request.ts.
import type { Failure } from "../../base/failure.ts";
import type { ListenerSnapshot } from "../../store/snapshots.ts";
import type { JourneyTicket } from "../../telemetry/journeys/kept-hop.ts";
import type { ConnectionInfo } from "../../wire/byte-stream.ts";
import type { BodyFraming, Exchange, UpstreamConnection } from "../../wire/http1/exchange.ts";
import { FIELD_HOST, FIELD_USER_AGENT, FIELD_X_POSTERN_TRACE } from "../../wire/http1/fields.ts";
import type { RequestHead } from "../../wire/http1/request-head.ts";
import type { ResponseHead } from "../../wire/http1/response-head.ts";
import type { RedirectParts } from "./action-redirect.ts";
import type { AlbConnection } from "./alb-connection.ts";
import type { AlbRuntime } from "./alb-runtime.ts";
import { errorReasonOf } from "./failures.ts";
import type { LiveListener } from "./live-listener.ts";
import { portColon, splitTarget, withoutControls } from "./request-facts.ts";
import type { QueryPair, RequestFacts } from "./request-facts.ts";
import type { CompiledRule } from "./rule-matcher.ts";

/** matchedRulePriority of a request that no rule was asked about. */
export const NO_RULE = -1;

export abstract class AlbRequestView implements RequestFacts {
  readonly runtime: AlbRuntime;
  readonly live: LiveListener;
  readonly exchange: Exchange;
  readonly received: RequestHead;
  readonly connection: ConnectionInfo;
  readonly client: AlbConnection;
  readonly journey: JourneyTicket | null;

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

  /** What the chain decided. */
  rule: CompiledRule | null;

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
  targetConnectionIsNew: boolean;
  failedOpen: boolean;

  // For journeys
  /** What the request was sent on last. */
  targetConnection: UpstreamConnection | null;
  answerHead: ResponseHead | null;
  /** The final head that was sent to the client, "" for none. */
  clientHead: string;

  constructor(runtime: AlbRuntime, live: LiveListener, exchange: Exchange, client: AlbConnection) {
    const received = exchange.request;
    this.runtime = runtime;
    this.live = live;
    this.exchange = exchange;
    this.received = received;
    this.connection = exchange.connection;
    this.client = client;
    const { remoteAddress, remotePort, identity } = exchange.connection;
    const wish = received.get(FIELD_X_POSTERN_TRACE);
    this.journey = runtime.journeys.ticketFor(wish, remoteAddress, remotePort, identity !== null);
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
    this.rule = null;
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
    this.targetConnectionIsNew = false;
    this.failedOpen = false;
    this.targetConnection = null;
    this.answerHead = null;
    this.clientHead = "";
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

  // AlbRequestEntry, read once at the end

  get snapshot(): ListenerSnapshot {
    return this.live.snapshot;
  }

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

  get headAtMs(): number {
    return this.exchange.headAtMs;
  }

  get httpVersion(): string {
    return this.received.version;
  }

  get tlsCipher(): string {
    return this.client.tlsCipher;
  }

  get tlsProtocol(): string {
    return this.client.tlsProtocol;
  }

  get serverName(): string {
    return this.client.serverName;
  }

  get certificateArn(): string {
    return this.connection.tls?.certificateName ?? "";
  }

  get connectionTraceId(): string {
    return this.client.connectionTraceId;
  }

  get errorReason(): string {
    return errorReasonOf(this.failure);
  }

  get ruleEvaluations(): number {
    return this.rule?.evaluations ?? 0;
  }

  get startedAtMs(): number {
    return this.exchange.startedAtMs;
  }
}
