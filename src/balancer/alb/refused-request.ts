// A request that never came to the chain: its head could not be read, was over a limit or did not arrive in time, or
// it came as plain HTTP to an HTTPS listener. It gets its page and its log entry, and that is all.
import type { Failure } from "../../base/failure.ts";
import type { AlbRequestEntry } from "../../telemetry/hop-observer.ts";
import { FIELD_HOST, FIELD_USER_AGENT } from "../../wire/http1/fields.ts";
import type { RefusedRequest } from "../../wire/http1/exchange.ts";
import type { AlbRuntime } from "./alb-runtime.ts";
import { FAILURES } from "./failures.ts";
import { composeGeneratedHead } from "./generated-head.ts";
import type { LiveListener } from "./live-listener.ts";
import { hostForRules } from "./request-facts.ts";
import { NO_RULE } from "./request.ts";

/** The complete answer to a refused request, "" for none; the observer gets its entry. */
export function answerRefused(
  refused: RefusedRequest,
  live: LiveListener,
  runtime: AlbRuntime,
): string {
  const { page } = FAILURES[refused.failure.kind];
  let answer = "";
  if (page !== null) {
    const { status, contentType, body } = page;
    const made = { status, contentType, bodyBytes: body.length, moreLines: "" };
    const isHead = refused.head?.method === "HEAD";
    answer = composeGeneratedHead(made, live, runtime.date.text(), true);
    if (!isHead) answer += body.toString("latin1");
  }
  runtime.observer.albRequest(new RefusedEntry(refused, live, runtime, answer.length));
  return answer;
}

class RefusedEntry implements AlbRequestEntry {
  readonly listenerArn: string;
  readonly loadBalancerId: string;
  readonly clientAddress: string;
  readonly clientPort: number;
  readonly method: string;
  readonly requestTarget: string;
  readonly host: string;
  readonly userAgent: string;
  readonly traceId = "";
  readonly elbStatus: number;
  readonly targetStatus = 0;
  readonly targetGroupArn = "";
  readonly target = "";
  readonly matchedRulePriority = NO_RULE;
  readonly actionsExecuted = "";
  readonly redirectUrl = "";
  readonly desyncTier: number;
  readonly desyncReason: string;
  readonly failure: Failure;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly startedAtMs: number;
  readonly sentToTargetAtMs = 0;
  readonly targetAnsweredAtMs = 0;
  readonly finishedAtMs: number;
  readonly invalidFieldsDropped = 0;
  readonly invalidFieldsForwarded = 0;
  readonly journey = null;

  constructor(refused: RefusedRequest, live: LiveListener, runtime: AlbRuntime, sentBytes: number) {
    const { head, connection } = refused;
    this.listenerArn = live.snapshot.listenerArn;
    this.loadBalancerId = live.snapshot.loadBalancerId;
    this.clientAddress = connection.remoteAddress;
    this.clientPort = connection.remotePort;
    this.method = head?.method ?? "";
    this.requestTarget = head?.target ?? "";
    this.host = hostForRules(head?.get(FIELD_HOST) ?? "");
    this.userAgent = head?.get(FIELD_USER_AGENT) ?? "";
    this.elbStatus = FAILURES[refused.failure.kind].status;
    this.desyncTier = head?.desync.tier ?? 0;
    this.desyncReason = head?.desync.reason ?? "";
    this.failure = refused.failure;
    this.receivedBytes = refused.receivedBytes;
    this.sentBytes = sentBytes;
    this.startedAtMs = refused.startedAtMs;
    this.finishedAtMs = runtime.clock.monotonicMs();
  }
}
