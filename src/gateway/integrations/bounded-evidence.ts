// Keeps the evidence of a step small, whatever is configured: long texts are cut, long lists end early, and what is
// nested too deep is left out. A journey is read by people and sent over the wire.
import { cutText } from "../../telemetry/journeys/redact-fields.ts";

/** Members shown of a list or a record. */
export const MEMBERS_SHOWN_MAX = 100;
/** How deep records and lists may be nested. */
const DEPTH_MAX = 6;

/** The same evidence, or as much of it as may be shown. */
export function boundedEvidence(
  evidence: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return boundedRecord(evidence, 0);
}

function boundedRecord(record: object, depth: number): Record<string, unknown> {
  const shown = Object.entries(record).slice(0, MEMBERS_SHOWN_MAX);
  return Object.fromEntries(shown.map(([name, value]) => [name, bounded(value, depth + 1)]));
}

function bounded(value: unknown, depth: number): unknown {
  if (typeof value === "string") return cutText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEPTH_MAX) return "…";
  if (!Array.isArray(value)) return boundedRecord(value, depth);
  return value.slice(0, MEMBERS_SHOWN_MAX).map((item: unknown) => bounded(item, depth + 1));
}
