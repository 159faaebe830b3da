// A journey as spans of OpenTelemetry: one per hop, below the hop that it came from, with its steps as events. Names
// of attributes are those of the semantic conventions where there are such, else they begin with "postern.".
// https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span
import { SpanKind, SpanStatusCode, TraceFlags, type Attributes } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import {
  ATTR_CLIENT_ADDRESS,
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_METHOD_ORIGINAL,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_NETWORK_PROTOCOL_NAME,
  ATTR_NETWORK_TRANSPORT,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_URL_PATH,
  ATTR_URL_QUERY,
  ATTR_USER_AGENT_ORIGINAL,
} from "@opentelemetry/semantic-conventions";
import type { Journey, JourneyHop, JourneyStep } from "../journeys/journey.ts";
import { highResolutionTime } from "./high-resolution-time.ts";
import { newSpanId, traceParentOf, type TraceParent } from "./trace-parent.ts";

/** Steps shown of one hop; further ones are counted as dropped. */
const EVENTS_MAX = 128;
/** Hops in a row and side by side. */
const SPANS_MAX = 64;
/** Of the evidence as JSON. */
const EVIDENCE_LENGTH_MAX = 4096;

const METHODS: ReadonlySet<string> = new Set([
  "CONNECT",
  "DELETE",
  "GET",
  "HEAD",
  "OPTIONS",
  "PATCH",
  "POST",
  "PUT",
  "QUERY",
  "TRACE",
]);

/** What all spans of one process have in common. */
export interface SpanOrigin {
  readonly resource: Resource;
  /** Of Postern. */
  readonly version: string;
}

/** The journey's spans, each before those below it. */
export function journeySpans(journey: Journey, origin: SpanOrigin): ReadableSpan[] {
  const spans: ReadableSpan[] = [];
  const add = (hop: JourneyHop, parent: TraceParent, isRemote: boolean) => {
    if (spans.length >= SPANS_MAX) return;
    const spanId = newSpanId();
    spans.push(hopSpan({ journey, hop, parent, isRemote, spanId }, origin));
    for (const next of hop.next) add(next, { traceId: parent.traceId, spanId }, false);
  };
  add(journey.way, traceParentOf(journey), true);
  return spans;
}

interface HopPlace {
  readonly journey: Journey;
  readonly hop: JourneyHop;
  readonly parent: TraceParent;
  /** Whether the parent is a span of somebody else. */
  readonly isRemote: boolean;
  readonly spanId: string;
}

function hopSpan(place: HopPlace, { resource, version }: SpanOrigin): ReadableSpan {
  const { journey, hop, parent, isRemote, spanId } = place;
  const { traceId } = parent;
  const traceFlags = TraceFlags.SAMPLED;
  const context = { traceId, spanId, traceFlags };
  const errorType = errorTypeOf(hop);
  const attributes = hopAttributes(place);
  if (errorType !== null) attributes[ATTR_ERROR_TYPE] = errorType;
  const message = hop.failure?.detail ?? "";
  return {
    name: hop.kind === "nlb" ? hop.name : `${knownMethod(journey.request.method)} ${hop.name}`,
    kind: SpanKind.SERVER,
    spanContext: () => context,
    ...(parent.spanId !== null && {
      parentSpanContext: { traceId, spanId: parent.spanId, traceFlags, isRemote },
    }),
    startTime: highResolutionTime(hop.startedAtMs),
    endTime: highResolutionTime(hop.startedAtMs + hop.durationMs),
    duration: highResolutionTime(hop.durationMs),
    status:
      errorType === null
        ? { code: SpanStatusCode.UNSET }
        : { code: SpanStatusCode.ERROR, ...(message !== "" && { message }) },
    attributes,
    links: [],
    events: hop.steps.slice(0, EVENTS_MAX).map((step) => ({
      name: step.decision,
      time: highResolutionTime(journey.startedAtMs + step.atMs),
      attributes: stepAttributes(step),
      droppedAttributesCount: 0,
    })),
    ended: true,
    resource,
    instrumentationScope: { name: "postern", version },
    droppedAttributesCount: 0,
    droppedEventsCount: Math.max(0, hop.steps.length - EVENTS_MAX),
    droppedLinksCount: 0,
  };
}

/** The failure of the hop itself, or a status of its own that is one; what it has passed on is no failure of it. */
function errorTypeOf(hop: JourneyHop): string | null {
  if (hop.failure !== null) return hop.failure.kind;
  return hop.status >= 500 ? String(hop.status) : null;
}

function hopAttributes({ journey, hop, isRemote }: HopPlace): Attributes {
  const { id, reason, requestId, request } = journey;
  const attributes: Attributes = {
    "postern.journey.id": id,
    "postern.journey.reason": reason,
    "postern.hop.kind": hop.kind,
    "cloud.resource_id": hop.resource,
    [ATTR_NETWORK_TRANSPORT]: "tcp",
  };
  if (requestId !== "") attributes["aws.request_id"] = requestId;
  // Only the first hop has met the client.
  if (isRemote && request.clientAddress !== "") {
    attributes[ATTR_CLIENT_ADDRESS] = request.clientAddress;
  }
  if (hop.kind !== "nlb") addHttpAttributes(attributes, journey, hop);
  return attributes;
}

function addHttpAttributes(
  attributes: Attributes,
  { request: { method, target, host, headers } }: Journey,
  hop: JourneyHop,
): void {
  const queryAt = target.indexOf("?");
  const known = knownMethod(method);
  attributes[ATTR_NETWORK_PROTOCOL_NAME] = "http";
  attributes[ATTR_HTTP_REQUEST_METHOD] = known === "HTTP" ? "_OTHER" : known;
  if (known === "HTTP") attributes[ATTR_HTTP_REQUEST_METHOD_ORIGINAL] = method;
  attributes[ATTR_URL_PATH] = queryAt === -1 ? target : target.slice(0, queryAt);
  if (queryAt !== -1) attributes[ATTR_URL_QUERY] = target.slice(queryAt + 1);
  const [, address = "", port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(host) ?? [];
  if (address !== "") attributes[ATTR_SERVER_ADDRESS] = address.replace(/^\[(.*)\]$/, "$1");
  if (port !== undefined) attributes[ATTR_SERVER_PORT] = Number(port);
  const agent = headers.find(([name]) => name.toLowerCase() === "user-agent");
  if (agent !== undefined) attributes[ATTR_USER_AGENT_ORIGINAL] = agent[1];
  if (hop.status > 0) attributes[ATTR_HTTP_RESPONSE_STATUS_CODE] = hop.status;
}

/** A method that is not known is called "HTTP" in names of spans. */
function knownMethod(method: string): string {
  return METHODS.has(method) ? method : "HTTP";
}

function stepAttributes(step: JourneyStep): Attributes {
  const attributes: Attributes = {
    "postern.step.summary": step.summary,
    "postern.step.duration_ms": step.durationMs,
  };
  if (step.resource !== "") attributes["cloud.resource_id"] = step.resource;
  if (step.loadBalancerArn !== "") attributes["postern.load_balancer.arn"] = step.loadBalancerArn;
  const evidence = JSON.stringify(step.evidence);
  if (evidence !== "{}")
    attributes["postern.step.evidence"] = evidence.slice(0, EVIDENCE_LENGTH_MAX);
  if (step.failure !== null) attributes[ATTR_ERROR_TYPE] = step.failure.kind;
  return attributes;
}
