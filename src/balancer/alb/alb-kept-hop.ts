// What an Application Load Balancer keeps of a request that somebody may want to see again: the heads as they came and
// went, the snapshot that it was served by, what was chosen, and the times. Everything kept is either plain data or
// never changes; the request itself, with its connections, is let go of. Steps are made in alb-steps.ts.
import type { Failure } from "../../base/failure.ts";
import type { AlbRequestEntry } from "../../telemetry/hop-observer.ts";
import type { JourneyHop } from "../../telemetry/journeys/journey.ts";
import type { JourneyTicket, KeptHop } from "../../telemetry/journeys/kept-hop.ts";
import { redactFields } from "../../telemetry/journeys/redact-fields.ts";
import type { FieldPair } from "../../telemetry/journeys/redact-fields.ts";
import type { ConnectionInfo } from "../../wire/byte-stream.ts";
import type { UpstreamConnection } from "../../wire/http1/exchange.ts";
import type { RequestHead } from "../../wire/http1/request-head.ts";
import type { ResponseHead } from "../../wire/http1/response-head.ts";
import { keepTargetConnection } from "../kept-target-connection.ts";
import type { KeptTargetConnection } from "../kept-target-connection.ts";
import type { TargetGroupFacts } from "../targets/target-group-facts.ts";
import type { AlbRuntime } from "./alb-runtime.ts";
import { albSteps } from "./alb-steps.ts";
import { fieldPairs } from "./field-pairs.ts";
import type { LiveListener } from "./live-listener.ts";
import { splitTarget, withoutControls } from "./request-facts.ts";
import type { QueryPair, RequestFacts } from "./request-facts.ts";
import type { CompiledRule } from "./rule-matcher.ts";

/** What a kept hop weighs beside its texts, roughly. */
const OBJECTS_WEIGHT = 1024;

/** What keeping reads of a request that is over, served or refused. */
export interface AlbHopSource extends Omit<AlbRequestEntry, "keepHop"> {
  readonly live: LiveListener;
  readonly client: { readonly info: ConnectionInfo };
  readonly received: RequestHead | null;
  readonly rule: CompiledRule | null;
  readonly targetConnection: UpstreamConnection | null;
  /** As sent to the target, as the target answered, and as the client was answered; "" or null for none. */
  readonly head: string;
  readonly answerHead: ResponseHead | null;
  readonly clientHead: string;
  /** Of a request that was refused, see RefusedRequest. */
  readonly offence?: string;
}

export class AlbKeptHop implements KeptHop, RequestFacts {
  readonly kind = "alb";
  readonly ticket: JourneyTicket | null;
  readonly startedAtMs: number;
  readonly headAtMs: number;
  readonly sentToTargetAtMs: number;
  readonly targetAnsweredAtMs: number;
  readonly finishedAtMs: number;
  readonly status: number;
  readonly targetStatus: number;
  readonly failure: Failure | null;
  readonly requestId = "";
  readonly traceId: string;
  readonly method: string;
  readonly target: string;
  readonly host: string;
  readonly resources: readonly string[];
  readonly arrivedOn: string;
  readonly leftOn: string;
  readonly weight: number;

  readonly live: LiveListener;
  readonly connection: ConnectionInfo;
  readonly received: RequestHead | null;
  readonly rule: CompiledRule | null;
  readonly redirectUrl: string;
  readonly targetGroupArn: string;
  readonly targetGroup: TargetGroupFacts | null;
  /** "address:port", "" when none was chosen. */
  readonly chosenTarget: string;
  readonly failedOpen: boolean;
  readonly targetConnection: KeptTargetConnection | null;
  readonly sentHead: string;
  readonly answerHead: ResponseHead | null;
  readonly clientHead: string;
  readonly offence: string;
  readonly receivedBytes: number;
  readonly sentBytes: number;

  // RequestFacts
  readonly path: string;
  readonly query: string;
  queryPairs: readonly QueryPair[] | null = null;

  constructor(runtime: AlbRuntime, source: AlbHopSource) {
    const { received, live } = source;
    const { snapshot } = live;
    this.ticket = source.journey;
    this.startedAtMs = source.startedAtMs;
    this.headAtMs = source.headAtMs;
    this.sentToTargetAtMs = source.sentToTargetAtMs;
    this.targetAnsweredAtMs = source.targetAnsweredAtMs;
    this.finishedAtMs = source.finishedAtMs;
    this.status = source.elbStatus;
    this.targetStatus = source.targetStatus;
    this.failure = source.failure;
    this.traceId = source.traceId;
    this.method = source.method;
    this.target = source.requestTarget;
    this.host = source.host;
    this.live = live;
    this.connection = source.client.info;
    this.received = received;
    this.rule = source.rule;
    this.redirectUrl = source.redirectUrl;
    this.targetGroupArn = source.targetGroupArn;
    this.targetGroup =
      source.targetGroupArn === "" ? null : runtime.targets.facts(source.targetGroupArn);
    this.chosenTarget = source.target;
    this.failedOpen = source.failedOpen;
    this.targetConnection = keepTargetConnection(
      source.targetConnection,
      source.targetConnectionIsNew,
    );
    this.sentHead = source.head;
    this.answerHead = source.answerHead;
    this.clientHead = source.clientHead;
    this.offence = source.offence ?? "";
    this.receivedBytes = source.receivedBytes;
    this.sentBytes = source.sentBytes;
    const resources = [snapshot.loadBalancerArn, snapshot.listenerArn];
    if (source.rule !== null) resources.push(source.rule.rule.ruleArn);
    if (source.targetGroupArn !== "") resources.push(source.targetGroupArn);
    this.resources = resources;
    this.arrivedOn = `${source.clientAddress}:${source.clientPort}`;
    this.leftOn = this.targetConnection?.arrivesAs ?? "";
    const parts = { authority: "", originTarget: "", path: "", query: "" };
    splitTarget(source.requestTarget, parts);
    this.path = withoutControls(parts.path);
    this.query = withoutControls(parts.query);
    this.weight =
      OBJECTS_WEIGHT +
      (received?.text.length ?? 0) +
      this.sentHead.length +
      (this.answerHead?.text.length ?? 0) +
      this.clientHead.length;
  }

  get sourceAddress(): string {
    return this.connection.remoteAddress;
  }

  /** Only asked for once a rule was to be matched, and then there is a head. */
  get fields(): RequestHead {
    if (this.received === null) throw new Error("Cannot match rules: the request has no head");
    return this.received;
  }

  headers(): readonly FieldPair[] {
    return this.received === null ? [] : redactFields(fieldPairs(this.received));
  }

  compose(frame: Parameters<KeptHop["compose"]>[0]): JourneyHop {
    const { snapshot } = this.live;
    return {
      kind: "alb",
      resource: snapshot.loadBalancerArn,
      name: snapshot.loadBalancerId,
      startedAtMs: this.startedAtMs + frame.wallOffsetMs,
      durationMs: Math.max(0, this.finishedAtMs - this.startedAtMs),
      status: this.status,
      steps: albSteps(this, frame.journeyStartMs),
      failure: this.failure,
      next: frame.next,
    };
  }
}
