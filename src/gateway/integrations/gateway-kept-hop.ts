// What both kinds of API keep of a request: the facts that anybody may ask before the steps are made (who, when, what
// came of it), and the heads as texts. The steps themselves are made by a composer per kind.
import type { Failure } from "../../base/failure.ts";
import type { JourneyHop, JourneyStep } from "../../telemetry/journeys/journey.ts";
import type { JourneyTicket, KeptHop } from "../../telemetry/journeys/kept-hop.ts";
import { redactFields, type FieldPair } from "../../telemetry/journeys/redact-fields.ts";
import type { ConnectionInfo, PeerCertificate } from "../../wire/byte-stream.ts";
import type { Exchange } from "../../wire/http1/exchange.ts";
import type { FollowedConnection } from "./followed-connection.ts";
import { fieldOf, fieldsOf } from "./head-text.ts";
import type { KeptConnection, KeptWay } from "./private-hop-steps.ts";

/** What a kept hop weighs beside its texts, roughly. */
const OBJECTS_WEIGHT = 1024;

/** Kept of a request to an API of either kind; times are monotonic, 0 where it did not come to that. */
export interface KeptRequest {
  readonly ticket: JourneyTicket | null;
  readonly apiId: string;
  readonly startedAtMs: number;
  readonly headAtMs: number;
  readonly integrationStartedAtMs: number;
  readonly integrationAnsweredAtMs: number;
  readonly finishedAtMs: number;
  /** 0: nothing was answered. */
  readonly status: number;
  readonly integrationStatus: number;
  readonly failure: Failure | null;
  readonly requestId: string;
  /** "" where none was known. */
  readonly traceId: string;
  /** Of the request line. */
  readonly method: string;
  readonly target: string;
  readonly host: string;
  readonly clientAddress: string;
  readonly clientPort: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly responseLength: number;
  /** Complete heads, "" for one that never was: the client's, the backend's, its answer, the client's answer. */
  readonly clientHead: string;
  readonly sentHead: string;
  readonly backendHead: string;
  readonly answerHead: string;
  readonly connection: ConnectionInfo | null;
  readonly connectionIsReused: boolean;
  readonly certificate: PeerCertificate | null;
  /** null: the request was not to go anywhere. */
  readonly way: KeptWay | null;
}

/** What keeping reads of the per-request objects. */
export interface RequestToKeep {
  readonly journey: JourneyTicket | null;
  readonly apiId: string;
  readonly exchange: Exchange;
  readonly integrationStartedAtMs: number;
  readonly integrationAnsweredAtMs: number;
  readonly finishedAtMs: number;
  readonly status: number;
  readonly integrationStatus: number;
  readonly failure: Failure | null;
  readonly requestId: string;
  readonly responseLength: number;
  readonly responseHead: { readonly text: string } | null;
  readonly answerHead: string;
  readonly connection: ConnectionInfo | null;
  readonly connectionIsReused: boolean;
  readonly followed: FollowedConnection | null;
}

/** Copies what both kinds of API have. */
export function keepRequest(
  request: RequestToKeep,
  sent: { readonly head: string; readonly host: string; readonly way: KeptWay | null },
): KeptRequest {
  const { exchange } = request;
  const clientHead = exchange.request.text;
  return {
    ticket: request.journey,
    apiId: request.apiId,
    startedAtMs: exchange.startedAtMs,
    headAtMs: exchange.headAtMs,
    integrationStartedAtMs: request.integrationStartedAtMs,
    integrationAnsweredAtMs: request.integrationAnsweredAtMs,
    finishedAtMs: request.finishedAtMs,
    // A status that was chosen is no answer before a head bears it.
    status: request.answerHead === "" ? 0 : request.status,
    integrationStatus: request.integrationStatus,
    failure: request.failure,
    requestId: request.requestId,
    traceId: fieldOf(sent.head === "" ? clientHead : sent.head, "x-amzn-trace-id"),
    method: exchange.request.method,
    target: exchange.request.target,
    host: sent.host,
    clientAddress: exchange.connection.remoteAddress,
    clientPort: exchange.connection.remotePort,
    receivedBytes: exchange.receivedBytes,
    sentBytes: exchange.sentBytes,
    responseLength: request.responseLength,
    clientHead,
    sentHead: sent.head,
    backendHead: request.responseHead?.text ?? "",
    answerHead: request.answerHead,
    connection: request.connection,
    connectionIsReused: request.connectionIsReused,
    certificate: request.followed?.certificate ?? null,
    way: sent.way,
  };
}

/** The part of what was kept that the steps of the way are made of. */
export function connectionOf(kept: KeptRequest): KeptConnection {
  return {
    info: kept.connection,
    isReused: kept.connectionIsReused,
    certificate: kept.certificate,
    startedAtMs: kept.integrationStartedAtMs === 0 ? kept.headAtMs : kept.integrationStartedAtMs,
    endedAtMs: kept.finishedAtMs,
  };
}

/** What a kind of API adds. */
export interface HopComposer {
  readonly kind: "http-api" | "rest-api";
  /** "HTTP API pets ($default)" */
  readonly name: string;
  /** Beside the API's id and what the way leads through. */
  readonly resources: readonly string[];
  steps(journeyStartMs: number): readonly JourneyStep[];
}

export class GatewayKeptHop implements KeptHop {
  readonly kind: "http-api" | "rest-api";
  readonly ticket: JourneyTicket | null;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  readonly status: number;
  readonly failure: Failure | null;
  readonly requestId: string;
  readonly traceId: string;
  readonly method: string;
  readonly target: string;
  readonly host: string;
  readonly resources: readonly string[];
  readonly arrivedOn: string;
  readonly leftOn: string;
  readonly weight: number;
  readonly #kept: KeptRequest;
  readonly #composer: HopComposer;

  constructor(kept: KeptRequest, composer: HopComposer) {
    this.kind = composer.kind;
    this.ticket = kept.ticket;
    this.startedAtMs = kept.startedAtMs;
    this.finishedAtMs = kept.finishedAtMs;
    this.status = kept.status;
    this.failure = kept.failure;
    this.requestId = kept.requestId;
    this.traceId = kept.traceId;
    this.method = kept.method;
    this.target = kept.target;
    this.host = kept.host;
    this.resources = [kept.apiId, ...composer.resources, ...resourcesOf(kept.way)];
    this.arrivedOn = `${kept.clientAddress}:${kept.clientPort}`;
    this.leftOn = leftOn(kept);
    this.weight =
      OBJECTS_WEIGHT +
      kept.clientHead.length +
      kept.sentHead.length +
      kept.backendHead.length +
      kept.answerHead.length;
    this.#kept = kept;
    this.#composer = composer;
  }

  headers(): readonly FieldPair[] {
    return redactFields(fieldsOf(this.#kept.clientHead));
  }

  compose(frame: Parameters<KeptHop["compose"]>[0]): JourneyHop {
    const { startedAtMs, finishedAtMs } = this;
    return {
      kind: this.kind,
      resource: this.#kept.apiId,
      name: this.#composer.name,
      startedAtMs: startedAtMs + frame.wallOffsetMs,
      durationMs: Math.max(0, finishedAtMs - startedAtMs),
      status: this.status,
      steps: this.#composer.steps(frame.journeyStartMs),
      failure: this.failure,
      next: frame.next,
    };
  }
}

function resourcesOf(way: KeptWay | null): string[] {
  if (way === null) return [];
  const { vpcLinkId, listener } = way;
  const link = vpcLinkId === "" ? [] : [vpcLinkId];
  return listener === null ? link : [...link, listener.listenerArn, listener.loadBalancerArn];
}

/** Only listeners of this process see anything of the connection that is kept too. */
function leftOn({ connection, way }: KeptRequest): string {
  if (connection === null || (way?.listener ?? null) === null) return "";
  const { identity, localAddress, localPort } = connection;
  return `${identity?.sourceAddress ?? localAddress}:${localPort}`;
}
