// Spans that are made of journeys.
import { SpanStatusCode } from "@opentelemetry/api";
import { emptyResource } from "@opentelemetry/resources";
import { expect, test } from "vitest";
import { ALB_ARN, journeyOf, STARTED_AT_MS } from "./journey-fixture.ts";
import { journeySpans } from "./journey-spans.ts";
import { traceParentOf } from "./trace-parent.ts";

const ORIGIN = { resource: emptyResource(), version: "1.2.3" };
const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const SPAN_ID = "b7ad6b7169203331";

test("journeySpans() makes a span of each hop, below the hop before it", () => {
  const spans = journeySpans(journeyOf(), ORIGIN);
  expect(spans.map(({ name }) => name)).toEqual([
    "GET HTTP API pets ($default)",
    "net/in/1",
    "GET app/shop/50dc6c495c0c9188",
  ]);
  const [api, nlb, alb] = spans;
  expect(api?.parentSpanContext).toBeUndefined();
  expect(nlb?.parentSpanContext?.spanId).toBe(api?.spanContext().spanId);
  expect(alb?.parentSpanContext?.spanId).toBe(nlb?.spanContext().spanId);
  expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(1);
});

test("journeySpans() tells the request in the names of the semantic conventions", () => {
  const [api, nlb, alb] = journeySpans(journeyOf(), ORIGIN);
  expect(api?.attributes).toEqual({
    "postern.journey.id": "journey-1",
    "postern.journey.reason": "asked",
    "postern.hop.kind": "http-api",
    "cloud.resource_id": "abcdef1234",
    "aws.request_id": "request-1",
    "network.transport": "tcp",
    "network.protocol.name": "http",
    "client.address": "127.0.0.1",
    "http.request.method": "GET",
    "url.path": "/pets",
    "url.query": "x=1",
    "server.address": "api.local",
    "server.port": 4566,
    "user_agent.original": "curl/8",
    "http.response.status_code": 502,
    "error.type": "502",
  });
  expect(nlb?.attributes).not.toHaveProperty("http.request.method");
  expect(alb?.attributes).not.toHaveProperty("client.address");
});

test("journeySpans() takes times from the hops", () => {
  const [api, , alb] = journeySpans(journeyOf(), ORIGIN);
  const seconds = Math.floor(STARTED_AT_MS / 1000);
  expect(api).toMatchObject({
    startTime: [seconds, 250_000_000],
    endTime: [seconds, 262_500_000],
    duration: [0, 12_500_000],
  });
  expect(alb).toMatchObject({ startTime: [seconds, 252_000_000], endTime: [seconds, 257_000_000] });
});

test("journeySpans() marks the hop that failed, and shows steps as events", () => {
  const [, nlb, alb] = journeySpans(journeyOf(), ORIGIN);
  expect(nlb?.status).toEqual({ code: SpanStatusCode.UNSET });
  expect(alb?.status).toEqual({
    code: SpanStatusCode.ERROR,
    message: "10.0.0.5:8080 refused the connection",
  });
  expect(alb?.attributes["error.type"]).toBe("connect-refused");
  expect(alb?.events).toEqual([
    {
      name: "target",
      time: [Math.floor(STARTED_AT_MS / 1000), 253_000_000],
      attributes: {
        "postern.step.summary": "10.0.0.5:8080 was chosen",
        "postern.step.duration_ms": 1,
        "postern.step.evidence": '{"healthy":1}',
        "postern.load_balancer.arn": ALB_ARN,
        "cloud.resource_id": "arn:target-group",
        "error.type": "connect-refused",
      },
      droppedAttributesCount: 0,
    },
  ]);
});

test("journeySpans() counts the steps that are too many", () => {
  const journey = journeyOf();
  const [step] = journey.way.next[0]?.next[0]?.steps ?? [];
  const steps = Array.from({ length: 130 }, () => step).filter((one) => one !== undefined);
  const [span] = journeySpans({ ...journey, way: { ...journey.way, steps } }, ORIGIN);
  expect(span?.events).toHaveLength(128);
  expect(span?.droppedEventsCount).toBe(2);
});

test("journeySpans() does not make a name of a method that nobody knows", () => {
  const journey = journeyOf();
  const odd = { ...journey, request: { ...journey.request, method: "BREW" } };
  const [span] = journeySpans(odd, ORIGIN);
  expect(span?.name).toBe("HTTP HTTP API pets ($default)");
  expect(span?.attributes).toMatchObject({
    "http.request.method": "_OTHER",
    "http.request.method_original": "BREW",
  });
});

test("traceParentOf() goes on with the traceparent of the request", () => {
  const headers = [["Traceparent", `00-${TRACE_ID}-${SPAN_ID}-01`]] as const;
  const journey = journeyOf({ headers, traceId: "Root=1-67891233-abcdef012345678912345678" });
  expect(traceParentOf(journey)).toEqual({ traceId: TRACE_ID, spanId: SPAN_ID });
  const [first] = journeySpans(journey, ORIGIN);
  expect(first?.parentSpanContext).toMatchObject({ spanId: SPAN_ID, isRemote: true });
});

test.for([
  [`ff-${TRACE_ID}-${SPAN_ID}-01`],
  [`00-${"0".repeat(32)}-${SPAN_ID}-01`],
  [`00-${TRACE_ID}-${"0".repeat(16)}-01`],
  [`00-${TRACE_ID}-${SPAN_ID}`],
])("traceParentOf() takes Amazon's root where traceparent is %s", ([traceparent = ""]) => {
  const journey = journeyOf({
    headers: [["traceparent", traceparent]],
    traceId: "Self=1-1;Root=1-67891233-ABCDEF012345678912345678",
  });
  expect(traceParentOf(journey)).toEqual({
    traceId: "67891233abcdef012345678912345678",
    spanId: null,
  });
});

test("traceParentOf() takes Amazon's parent where there is one", () => {
  const traceId = `Root=1-67891233-abcdef012345678912345678;Parent=${SPAN_ID};Sampled=1`;
  expect(traceParentOf(journeyOf({ traceId })).spanId).toBe(SPAN_ID);
});

test("traceParentOf() begins a trace of its own where none is known", () => {
  const { traceId, spanId } = traceParentOf(journeyOf());
  expect(traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(spanId).toBeNull();
});
