// The execution log of one request, line by line as AWS writes it: for CloudWatch Logs where a stage's settings
// want it, and for the answer of TestInvokeMethod. Only requests that are to be logged have one.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
import type { Clock } from "../../base/clock.ts";
import type { LogSink } from "../../telemetry/log-sink.ts";
import type { StageLogPlace } from "../logging/stage-log-place.ts";

/** A line is cut at this many bytes, and says so. */
export const LOG_LINE_BYTES_MAX = 1024;
/** Lines of one request at most. */
export const LOG_LINES_MAX = 200;

const SECRET_FIELDS: ReadonlySet<string> = new Set([
  "authorization",
  "x-amz-security-token",
  "x-api-key",
]);
const SECRET_DIGITS_SHOWN = 6;
const TRUNCATED = " [TRUNCATED]";
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Java's Date.toString() in UTC: "Tue Aug 19 17:04:50 UTC 2025". */
export function logTimestamp(nowMs: number): string {
  const date = new Date(nowMs);
  const two = (value: number) => String(value).padStart(2, "0");
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  const day = `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${two(date.getUTCDate())}`;
  return `${day} ${time} UTC ${date.getUTCFullYear()}`;
}

/** Credentials are hidden but for their end: the page above says so, public logs show how. */
export function shownSecret(value: string): string {
  const shown = Math.min(SECRET_DIGITS_SHOWN, Math.floor(value.length / 2));
  return value.slice(value.length - shown).padStart(value.length, "*");
}

/** Java's Map.toString(): "{a=b, c=d}". */
export function javaMap(entries: Iterable<readonly [string, string]>): string {
  const texts: string[] = [];
  for (const [name, value] of entries) {
    texts.push(`${name}=${SECRET_FIELDS.has(name.toLowerCase()) ? shownSecret(value) : value}`);
  }
  return `{${texts.join(", ")}}`;
}

/** Values by name, several ones joined by commas. */
export function javaMultiMap(values: ReadonlyMap<string, readonly string[]>): string {
  const entries: [string, string][] = [];
  for (const [name, list] of values) entries.push([name, list.join(",")]);
  return javaMap(entries);
}

export class ExecutionLog {
  /** Bodies and headers are written too (data trace, and every test invocation). */
  readonly traces: boolean;
  /** Of TestInvokeMethod, which asks for neither credentials nor keys. */
  readonly isTestInvoke: boolean;
  /** Only what went wrong is written (level ERROR). */
  readonly errorsOnly: boolean;
  readonly #clock: Clock;
  readonly #lines: { readonly atMs: number; readonly text: string }[] = [];

  constructor(
    clock: Clock,
    wishes: {
      readonly traces: boolean;
      readonly errorsOnly: boolean;
      readonly isTestInvoke?: boolean;
    },
  ) {
    this.#clock = clock;
    this.traces = wishes.traces;
    this.errorsOnly = wishes.errorsOnly;
    this.isTestInvoke = wishes.isTestInvoke ?? false;
  }

  info(text: string): void {
    if (!this.errorsOnly) this.#add(text);
  }

  error(text: string): void {
    this.#add(text);
  }

  /** For headers and bodies; `text` is only called where they are written. */
  trace(text: () => string): void {
    if (this.traces && !this.errorsOnly) this.#add(text());
  }

  /** As the stage's log group has them. */
  stageLines(requestId: string): string[] {
    return this.#lines.map(({ text }) => cut(`(${requestId}) ${text}`));
  }

  /** Hands the lines to the stage's log group, each with its own time. */
  writeTo(sink: LogSink, to: StageLogPlace, requestId: string): void {
    for (const { atMs, text } of this.#lines) {
      sink.append(to.scope, to.place, atMs, cut(`(${requestId}) ${text}`));
    }
  }

  /** As TestInvokeMethod answers them. */
  testInvokeText(requestId: string): string {
    const lines = this.#lines.map(({ atMs, text }) => `${logTimestamp(atMs)} : ${cut(text)}`);
    return `Execution log for request ${requestId}\n${lines.join("\n")}\n`;
  }

  #add(text: string): void {
    if (this.#lines.length >= LOG_LINES_MAX) return;
    this.#lines.push({ atMs: this.#clock.nowMs(), text });
  }
}

function cut(line: string): string {
  if (Buffer.byteLength(line) <= LOG_LINE_BYTES_MAX) return line;
  const kept = Buffer.from(line).subarray(0, LOG_LINE_BYTES_MAX - TRUNCATED.length);
  return kept.toString("utf8") + TRUNCATED;
}
