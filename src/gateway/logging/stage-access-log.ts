// The access log of a live stage: its compiled format and where its lines go. A stage without one has none of these
// objects, so a request that is not logged costs one comparison.
import type { LogSink } from "../../telemetry/log-sink.ts";
import { AccessLogFormat, type AccessLogReader } from "../mapping/access-log-format.ts";
import type { StageLogPlace } from "./stage-log-place.ts";

/** What says when a request began: CloudWatch's timestamp of its line, as $context.requestTimeEpoch. */
interface LoggedFacts {
  readonly beganAtMs: number;
}

export class StageAccessLog<Facts extends LoggedFacts> {
  readonly #format: AccessLogFormat<Facts>;
  readonly #to: StageLogPlace;
  readonly #sink: LogSink;

  constructor(format: AccessLogFormat<Facts>, to: StageLogPlace, sink: LogSink) {
    this.#format = format;
    this.#to = to;
    this.#sink = sink;
  }

  /** To be called once, when the request is over. */
  write(facts: Facts): void {
    const { scope, place } = this.#to;
    this.#sink.append(scope, place, Math.floor(facts.beganAtMs), this.#format.line(facts));
  }
}

/** Null without settings, or where they name no log group: a Firehose stream gets nothing. */
export function createStageAccessLog<Facts extends LoggedFacts>(
  format: string | undefined,
  to: StageLogPlace | null,
  readerOf: (name: string) => AccessLogReader<Facts> | undefined,
  sink: LogSink,
): StageAccessLog<Facts> | null {
  if (format === undefined || to === null) return null;
  return new StageAccessLog(new AccessLogFormat(format, readerOf), to, sink);
}
