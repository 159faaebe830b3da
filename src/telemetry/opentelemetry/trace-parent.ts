// Which trace a journey belongs to: the one that its request names, in W3C's traceparent or in X-Amzn-Trace-Id, or
// one of its own.
// https://www.w3.org/TR/trace-context-1/#traceparent-header
// https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
import { randomBytes } from "node:crypto";
import type { Journey } from "../journeys/journey.ts";

export interface TraceParent {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits; null where the journey begins the trace. */
  readonly spanId: string | null;
}

/** Later versions may have more behind the flags. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(?:-|$)/;
const AMAZON_ROOT = /(?:^|;)\s*Root=1-([0-9a-f]{8})-([0-9a-f]{24})\s*(?:;|$)/i;
const AMAZON_PARENT = /(?:^|;)\s*Parent=([0-9a-f]{16})\s*(?:;|$)/i;
const ZEROS = /^0+$/;
const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;

export function traceParentOf(journey: Journey): TraceParent {
  const given = journey.request.headers.find(([name]) => name.toLowerCase() === "traceparent");
  const [, traceId = "", spanId = ""] = TRACEPARENT.exec(given?.[1].trim() ?? "") ?? [];
  if (isId(traceId) && isId(spanId)) return { traceId, spanId };
  const [, time = "", unique = ""] = AMAZON_ROOT.exec(journey.traceId) ?? [];
  const root = `${time}${unique}`.toLowerCase();
  if (!isId(root)) return { traceId: randomBytes(TRACE_ID_BYTES).toString("hex"), spanId: null };
  const parent = AMAZON_PARENT.exec(journey.traceId)?.[1]?.toLowerCase() ?? "";
  return { traceId: root, spanId: isId(parent) ? parent : null };
}

export function newSpanId(): string {
  return randomBytes(SPAN_ID_BYTES).toString("hex");
}

/** Zeros alone are no id. */
function isId(text: string): boolean {
  return text !== "" && !ZEROS.test(text);
}
