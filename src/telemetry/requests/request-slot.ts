// A place for one request that is over. Made once and written over again and again: keeping a request is a score of
// stores. What people read is made from it when they ask.
import type { Failure } from "../../base/failure.ts";
import type {
  AlbRequestEntry,
  HttpApiRequestEntry,
  NlbFlowEntry,
  RestApiRequestEntry,
} from "../hop-observer.ts";
import type { HopKind } from "../journeys/journey.ts";
import type { JourneyTicket } from "../journeys/kept-hop.ts";
import type { RecentRequest } from "./recent-request.ts";

const CLASSIFICATIONS = ["Compliant", "Acceptable", "Ambiguous", "Severe"];
/** A request of more than this is kept by copies: what it sent as head may be large, and its parts hold on to it. */
const HELD_BYTES_MAX = 8_192;
/** Characters of a target, host or method that are kept of such a request. */
const COPIED_CHARACTERS_MAX = 1_024;

export class RequestSlot {
  /** Monotonic. */
  #startedAtMs = 0;
  #finishedAtMs = 0;
  #wallOffsetMs = 0;
  #hop: HopKind = "alb";
  #resource = "";
  #name = "";
  #place = "";
  #route = "";
  #rulePriority = -1;
  #client = "";
  #method = "";
  #host = "";
  #target = "";
  #status = 0;
  #upstream = "";
  #upstreamStatus = 0;
  #receivedBytes = 0;
  #sentBytes = 0;
  #failure: Failure | null = null;
  #requestId = "";
  #desyncTier = -1;
  #desyncReason = "";
  #journey: JourneyTicket | null = null;

  takeAlb(entry: AlbRequestEntry, wallOffsetMs: number): void {
    const { snapshot } = entry;
    this.#hop = "alb";
    this.#startedAtMs = entry.startedAtMs;
    this.#finishedAtMs = entry.finishedAtMs;
    this.#wallOffsetMs = wallOffsetMs;
    this.#resource = snapshot.loadBalancerArn;
    this.#name = snapshot.loadBalancerName;
    this.#place = entry.listenerArn;
    this.#route = "";
    this.#rulePriority = entry.matchedRulePriority;
    this.#client = entry.clientAddress;
    this.#method = entry.method;
    this.#host = entry.host;
    this.#target = entry.requestTarget;
    this.#status = entry.elbStatus;
    this.#upstream = entry.target;
    this.#upstreamStatus = entry.targetStatus;
    this.#receivedBytes = entry.receivedBytes;
    this.#sentBytes = entry.sentBytes;
    this.#failure = entry.failure;
    this.#requestId = entry.traceId;
    this.#desyncTier = entry.desyncTier;
    this.#desyncReason = entry.desyncReason;
    this.#journey = entry.journey;
    if (entry.receivedBytes > HELD_BYTES_MAX) this.#copyTexts();
  }

  takeNlb(entry: NlbFlowEntry, wallOffsetMs: number): void {
    const { snapshot } = entry;
    this.#hop = "nlb";
    this.#startedAtMs = entry.startedAtMs;
    this.#finishedAtMs = entry.finishedAtMs;
    this.#wallOffsetMs = wallOffsetMs;
    this.#resource = snapshot.loadBalancerArn;
    this.#name = snapshot.loadBalancerName;
    this.#place = entry.listenerArn;
    this.#route = "";
    this.#rulePriority = -1;
    this.#client = entry.clientAddress;
    this.#method = "";
    this.#host = entry.serverName;
    this.#target = "";
    this.#status = 0;
    this.#upstream = entry.target;
    this.#upstreamStatus = 0;
    this.#receivedBytes = entry.receivedBytes;
    this.#sentBytes = entry.sentBytes;
    this.#failure = entry.failure;
    this.#requestId = "";
    this.#desyncTier = -1;
    this.#desyncReason = "";
    this.#journey = entry.journey;
  }

  takeHttpApi(entry: HttpApiRequestEntry, wallOffsetMs: number): void {
    this.#hop = "http-api";
    this.#name = entry.apiName;
    this.#route = entry.routeKey;
    this.#host = entry.host;
    this.#takeApi(entry, wallOffsetMs);
  }

  takeRestApi(entry: RestApiRequestEntry, wallOffsetMs: number): void {
    this.#hop = "rest-api";
    this.#name = entry.apiName;
    this.#route = entry.resourcePath;
    this.#host = entry.domainName;
    this.#takeApi(entry, wallOffsetMs);
  }

  #takeApi(entry: HttpApiRequestEntry | RestApiRequestEntry, wallOffsetMs: number): void {
    this.#startedAtMs = entry.startedAtMs;
    this.#finishedAtMs = entry.finishedAtMs;
    this.#wallOffsetMs = wallOffsetMs;
    this.#resource = entry.apiId;
    this.#place = entry.stageName;
    this.#rulePriority = -1;
    this.#client = entry.sourceAddress;
    this.#method = entry.method;
    this.#target = entry.path;
    this.#status = entry.status;
    this.#upstream = "";
    this.#upstreamStatus = entry.integrationStatus;
    this.#receivedBytes = entry.receivedBytes;
    this.#sentBytes = entry.sentBytes;
    this.#failure = entry.failure;
    this.#requestId = entry.requestId;
    this.#desyncTier = -1;
    this.#desyncReason = "";
    this.#journey = entry.journey;
    if (entry.receivedBytes > HELD_BYTES_MAX) this.#copyTexts();
  }

  read(): RecentRequest {
    const question = this.#target.indexOf("?");
    return {
      hop: this.#hop,
      atMs: this.#startedAtMs + this.#wallOffsetMs,
      durationMs: Math.max(0, this.#finishedAtMs - this.#startedAtMs),
      resource: this.#resource,
      name: this.#name,
      place: this.#place,
      route: this.#hop === "alb" ? ruleName(this.#rulePriority) : this.#route,
      client: this.#client,
      method: this.#method,
      host: this.#host,
      path: question === -1 ? this.#target : this.#target.slice(0, question),
      status: this.#status,
      target: this.#upstream,
      targetStatus: this.#upstreamStatus,
      receivedBytes: this.#receivedBytes,
      sentBytes: this.#sentBytes,
      failure: this.#failure?.kind ?? null,
      failureDetail: this.#failure?.detail ?? "",
      requestId: this.#requestId,
      classification: CLASSIFICATIONS[this.#desyncTier] ?? "",
      classificationReason: this.#desyncReason,
      journeyId: this.#journey?.id ?? "",
    };
  }

  #copyTexts(): void {
    this.#method = copied(this.#method);
    this.#host = copied(this.#host);
    this.#target = copied(this.#target);
    this.#requestId = copied(this.#requestId);
  }
}

/** A part of a text holds on to the whole of it; only other bytes do not. */
function copied(text: string): string {
  return Buffer.from(text.slice(0, COPIED_CHARACTERS_MAX), "latin1").toString("latin1");
}

/** As access logs have it: 0 for the default rule, -1 when none was evaluated. */
function ruleName(priority: number): string {
  if (priority === 0) return "default";
  return priority > 0 ? String(priority) : "";
}
