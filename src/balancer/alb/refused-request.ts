// A request that never came to the chain: its head could not be read, was over a limit or did not arrive in time, or
// it came as plain HTTP to an HTTPS listener. It gets its page and its log entry, and that is all.
import type { Failure } from "../../base/failure.ts";
import type { ListenerSnapshot } from "../../store/snapshots.ts";
import type { AlbRequestEntry } from "../../telemetry/hop-observer.ts";
import type { JourneyTicket, KeptHop } from "../../telemetry/journeys/kept-hop.ts";
import { FIELD_HOST, FIELD_USER_AGENT, FIELD_X_POSTERN_TRACE } from "../../wire/http1/fields.ts";
import type { RefusedRequest } from "../../wire/http1/exchange.ts";
import type { RequestHead } from "../../wire/http1/request-head.ts";
import type { AlbConnection } from "./alb-connection.ts";
import { AlbKeptHop } from "./alb-kept-hop.ts";
import type { AlbRuntime } from "./alb-runtime.ts";
import { FAILURES, errorReasonOf } from "./failures.ts";
import { composeGeneratedHead } from "./generated-head.ts";
import type { LiveListener } from "./live-listener.ts";
import { hostForRules } from "./request-facts.ts";
import { NO_RULE } from "./request-view.ts";

/** What is there besides the request itself. */
export interface RefusalContext {
  readonly live: LiveListener;
  readonly runtime: AlbRuntime;
  readonly connection: AlbConnection;
}

/** The complete answer to a refused request, "" for none; the observer gets its entry. */
export function answerRefused(refused: RefusedRequest, context: RefusalContext): string {
  const { live, runtime } = context;
  const { page } = FAILURES[refused.failure.kind];
  const entry = new RefusedEntry(refused, context);
  let answer = "";
  if (page !== null) {
    const { status, contentType, body } = page;
    const moreLines = entry.journey?.answerLine ?? "";
    const made = { status, contentType, bodyBytes: body.length, moreLines };
    const isHead = refused.head?.method === "HEAD";
    answer = composeGeneratedHead(made, live, runtime.date.text(), true);
    entry.clientHead = answer;
    if (!isHead) answer += body.toString("latin1");
  }
  entry.sentBytes = answer.length;
  runtime.observer.albRequest(entry);
  return answer;
}

class RefusedEntry implements AlbRequestEntry {
  readonly runtime: AlbRuntime;
  readonly live: LiveListener;
  readonly client: AlbConnection;
  /** The head as far as it could be read. */
  readonly received: RequestHead | null;
  /** The bytes that it was refused for, where the head does not have them. */
  readonly offence: string;
  readonly journey: JourneyTicket | null;
  readonly host: string;
  readonly traceId = "";
  readonly elbStatus: number;
  readonly targetStatus = 0;
  readonly targetGroupArn = "";
  readonly target = "";
  readonly matchedRulePriority = NO_RULE;
  readonly actionsExecuted = "";
  readonly redirectUrl = "";
  readonly failure: Failure;
  readonly receivedBytes: number;
  sentBytes: number;
  readonly startedAtMs: number;
  readonly headAtMs = 0;
  readonly sentToTargetAtMs = 0;
  readonly targetAnsweredAtMs = 0;
  readonly finishedAtMs: number;
  readonly invalidFieldsDropped = 0;
  readonly invalidFieldsForwarded = 0;
  readonly ruleEvaluations = 0;
  readonly targetConnectionIsNew = false;
  readonly failedOpen = false;
  readonly rule = null;
  readonly targetConnection = null;
  readonly answerHead = null;
  readonly head = "";
  clientHead = "";

  constructor(refused: RefusedRequest, context: RefusalContext) {
    const { runtime, connection } = context;
    const { head } = refused;
    const { remoteAddress, remotePort, identity } = connection.info;
    this.runtime = runtime;
    this.live = context.live;
    this.client = connection;
    this.received = head;
    this.offence = refused.offence;
    const wish = head?.get(FIELD_X_POSTERN_TRACE);
    this.journey = runtime.journeys.ticketFor(wish, remoteAddress, remotePort, identity !== null);
    this.host = hostForRules(head?.get(FIELD_HOST) ?? "");
    this.elbStatus = FAILURES[refused.failure.kind].status;
    this.failure = refused.failure;
    this.receivedBytes = refused.receivedBytes;
    this.sentBytes = 0;
    this.startedAtMs = refused.startedAtMs;
    this.finishedAtMs = runtime.clock.monotonicMs();
  }

  keepHop(): KeptHop {
    return new AlbKeptHop(this.runtime, this);
  }

  get snapshot(): ListenerSnapshot {
    return this.live.snapshot;
  }

  get connectionType(): "http" | "https" {
    return this.client.info.tls === null ? "http" : "https";
  }

  get listenerArn(): string {
    return this.live.snapshot.listenerArn;
  }

  get loadBalancerId(): string {
    return this.live.snapshot.loadBalancerId;
  }

  get clientAddress(): string {
    return this.client.clientAddress;
  }

  get clientPort(): number {
    return this.client.clientPort;
  }

  get method(): string {
    return this.received?.method ?? "";
  }

  get requestTarget(): string {
    return this.received?.target ?? "";
  }

  get userAgent(): string {
    return this.received?.get(FIELD_USER_AGENT) ?? "";
  }

  get desyncTier(): number {
    return this.received?.desync.tier ?? 0;
  }

  get desyncReason(): string {
    return this.received?.desync.reason ?? "";
  }

  get httpVersion(): string {
    return this.received?.version ?? "";
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
    return this.client.info.tls?.certificateName ?? "";
  }

  get connectionTraceId(): string {
    return this.client.connectionTraceId;
  }

  get errorReason(): string {
    return errorReasonOf(this.failure);
  }
}
