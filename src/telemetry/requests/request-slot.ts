// A place for one request that is over. Made once and written over again and again: keeping a request is a score of
// stores. Its texts are written as bytes: strings that live as long as a place is not written over would survive just
// long enough to be copied by the garbage collector, each of them. What people read is made from it when they ask.
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
/** Bytes for the texts of a request; the end of a longer target is cut off. */
export const SLOT_TEXT_BYTES = 512;
/** Between texts; none of them can contain it. */
const SEPARATOR = "\n";

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
  readonly #texts: Buffer;
  #textLength = 0;
  #status = 0;
  #upstream = "";
  #upstreamStatus = 0;
  #receivedBytes = 0;
  #sentBytes = 0;
  #failure: Failure | null = null;
  #desyncTier = -1;
  #desyncReason = "";
  #journey: JourneyTicket | null = null;

  /** `texts`: SLOT_TEXT_BYTES of its own. */
  constructor(texts: Buffer) {
    this.#texts = texts;
  }

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
    this.#status = entry.elbStatus;
    this.#upstream = entry.target;
    this.#upstreamStatus = entry.targetStatus;
    this.#receivedBytes = entry.receivedBytes;
    this.#sentBytes = entry.sentBytes;
    this.#failure = entry.failure;
    const who = `${entry.clientAddress}${SEPARATOR}${entry.method}${SEPARATOR}${entry.traceId}`;
    this.#keepTexts(`${who}${SEPARATOR}${entry.host}${SEPARATOR}${entry.requestTarget}`);
    this.#desyncTier = entry.desyncTier;
    this.#desyncReason = entry.desyncReason;
    this.#journey = entry.journey;
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
    this.#status = 0;
    this.#upstream = entry.target;
    this.#upstreamStatus = 0;
    this.#receivedBytes = entry.receivedBytes;
    this.#sentBytes = entry.sentBytes;
    this.#failure = entry.failure;
    const who = `${entry.clientAddress}${SEPARATOR}${SEPARATOR}`;
    this.#keepTexts(`${who}${SEPARATOR}${entry.serverName}${SEPARATOR}`);
    this.#desyncTier = -1;
    this.#desyncReason = "";
    this.#journey = entry.journey;
  }

  takeHttpApi(entry: HttpApiRequestEntry, wallOffsetMs: number): void {
    this.#hop = "http-api";
    this.#name = entry.apiName;
    this.#route = entry.routeKey;
    this.#takeApi(entry, entry.host, wallOffsetMs);
  }

  takeRestApi(entry: RestApiRequestEntry, wallOffsetMs: number): void {
    this.#hop = "rest-api";
    this.#name = entry.apiName;
    this.#route = entry.resourcePath;
    this.#takeApi(entry, entry.domainName, wallOffsetMs);
  }

  #takeApi(
    entry: HttpApiRequestEntry | RestApiRequestEntry,
    host: string,
    wallOffsetMs: number,
  ): void {
    this.#startedAtMs = entry.startedAtMs;
    this.#finishedAtMs = entry.finishedAtMs;
    this.#wallOffsetMs = wallOffsetMs;
    this.#resource = entry.apiId;
    this.#place = entry.stageName;
    this.#rulePriority = -1;
    this.#status = entry.status;
    this.#upstream = "";
    this.#upstreamStatus = entry.integrationStatus;
    this.#receivedBytes = entry.receivedBytes;
    this.#sentBytes = entry.sentBytes;
    this.#failure = entry.failure;
    const who = `${entry.sourceAddress}${SEPARATOR}${entry.method}${SEPARATOR}${entry.requestId}`;
    this.#keepTexts(`${who}${SEPARATOR}${host}${SEPARATOR}${entry.path}`);
    this.#desyncTier = -1;
    this.#desyncReason = "";
    this.#journey = entry.journey;
  }

  read(): RecentRequest {
    const texts = this.#texts.latin1Slice(0, this.#textLength).split(SEPARATOR);
    const [client = "", method = "", requestId = "", host = "", target = ""] = texts;
    const question = target.indexOf("?");
    return {
      hop: this.#hop,
      atMs: this.#startedAtMs + this.#wallOffsetMs,
      durationMs: Math.max(0, this.#finishedAtMs - this.#startedAtMs),
      resource: this.#resource,
      name: this.#name,
      place: this.#place,
      route: this.#hop === "alb" ? ruleName(this.#rulePriority) : this.#route,
      client,
      method,
      host,
      path: question === -1 ? target : target.slice(0, question),
      status: this.#status,
      target: this.#upstream,
      targetStatus: this.#upstreamStatus,
      receivedBytes: this.#receivedBytes,
      sentBytes: this.#sentBytes,
      failure: this.#failure?.kind ?? null,
      failureDetail: this.#failure?.detail ?? "",
      requestId,
      classification: CLASSIFICATIONS[this.#desyncTier] ?? "",
      classificationReason: this.#desyncReason,
      journeyId: this.#journey?.id ?? "",
    };
  }

  #keepTexts(texts: string): void {
    this.#textLength = this.#texts.latin1Write(texts, 0, SLOT_TEXT_BYTES);
  }
}

/** As access logs have it: 0 for the default rule, -1 when none was evaluated. */
function ruleName(priority: number): string {
  if (priority === 0) return "default";
  return priority > 0 ? String(priority) : "";
}
