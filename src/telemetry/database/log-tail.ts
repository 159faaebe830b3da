// What has come to some log groups since somebody last looked, as live tails read it: by the order in which events
// were taken, bounded in number, bytes and time. Nothing is kept between readings but the place that a reader has.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html
import {
  LogStoreError,
  type LogEvent,
  type TailEvents,
  type TailRead,
} from "../../store/log-store.ts";
import type { Scope } from "../../store/records.ts";
import { eventIdOf } from "./event-position.ts";
import { compilePattern } from "./insights-runner.ts";
import type { LogPlaceTables } from "./log-place-tables.ts";
import type { TelemetryFile } from "./telemetry-file.ts";
import { PAGE_BYTES_MAX, TAIL_TIME_MS_MAX } from "./telemetry-limits.ts";

/** Matching events of one reading that a sample is taken of. */
const MATCHES_MAX = 100_000;

export class LogTail {
  readonly #file: TelemetryFile;
  readonly #places: LogPlaceTables;
  readonly #monotonicMs: () => number;

  constructor(file: TelemetryFile, places: LogPlaceTables, monotonicMs: () => number) {
    this.#file = file;
    this.#places = places;
    this.#monotonicMs = monotonicMs;
  }

  read(scope: Scope, query: TailRead): TailEvents {
    const isWanted = compilePattern(query.pattern);
    const next = String(this.#lastId());
    if (query.after === null) return { events: [], isSample: false, next };
    const { ids, isCut } = this.#matching(
      query,
      this.#groupIdsOf(scope, query.groupNames),
      isWanted,
    );
    const sample = sampleOf(ids, query.limit);
    const events = this.#events(sample);
    return { events, isSample: isCut || events.length < ids.length, next };
  }

  /** Of all events that there ever were, so that nothing is given twice when events are forgotten. */
  #lastId(): number {
    const row = this.#file.get("SELECT seq FROM sqlite_sequence WHERE name = 'log_event'");
    return Number(row?.["seq"] ?? 0);
  }

  #groupIdsOf(scope: Scope, names: readonly string[]): number[] {
    return names.flatMap((name) => this.#places.groupIdIfThere(scope, name) ?? []);
  }

  /** The ids of the events that are wanted, as far as time allows. */
  #matching(
    { after, streams }: TailRead,
    groupIds: readonly number[],
    isWanted: (message: string) => boolean,
  ): { ids: number[]; isCut: boolean } {
    const ids: number[] = [];
    if (groupIds.length === 0) return { ids, isCut: false };
    const endMs = this.#monotonicMs() + TAIL_TIME_MS_MAX;
    // The plus keeps SQLite from going by groups, which would read all that they hold.
    const rows = this.#file.each(
      `SELECT e.id, e.message, s.name FROM log_event e CROSS JOIN log_stream s ON s.id = e.stream_id
         WHERE e.id > ? AND +e.group_id IN (SELECT value FROM json_each(?)) ORDER BY e.id`,
      positionOf(after),
      JSON.stringify(groupIds),
    );
    for (const row of rows) {
      if (ids.length >= MATCHES_MAX || this.#monotonicMs() > endMs) return { ids, isCut: true };
      if (isStreamWanted(streams, String(row["name"])) && isWanted(String(row["message"]))) {
        ids.push(Number(row["id"]));
      }
    }
    return { ids, isCut: false };
  }

  /** One at least, and no more than a page has bytes. */
  #events(ids: readonly number[]): LogEvent[] {
    const events: LogEvent[] = [];
    let bytes = 0;
    for (const id of ids) {
      const row = this.#file.get(
        `SELECT e.at, e.ingested_at, e.bytes, e.message, g.name AS group_name, s.name AS stream_name
           FROM log_event e CROSS JOIN log_stream s ON s.id = e.stream_id
           CROSS JOIN log_group g ON g.id = e.group_id WHERE e.id = ?`,
        id,
      );
      if (row === undefined) continue;
      bytes += Number(row["bytes"]);
      if (bytes > PAGE_BYTES_MAX && events.length > 0) break;
      events.push({
        eventId: eventIdOf(id),
        groupName: String(row["group_name"]),
        streamName: String(row["stream_name"]),
        atMs: Number(row["at"]),
        ingestedAtMs: Number(row["ingested_at"]),
        message: String(row["message"]),
      });
    }
    return events;
  }
}

function isStreamWanted(streams: TailRead["streams"], name: string): boolean {
  if (streams === null) return true;
  return streams.names.includes(name) || streams.prefixes.some((prefix) => name.startsWith(prefix));
}

/** So many of them, spread evenly. */
function sampleOf(ids: readonly number[], limit: number): readonly number[] {
  if (ids.length <= limit) return ids;
  return Array.from({ length: limit }, (_, index) => {
    return ids[Math.floor((index * ids.length) / limit)] ?? 0;
  });
}

function positionOf(after: string | null): number {
  const id = after === null || !/^\d{1,15}$/.test(after) ? NaN : Number(after);
  if (Number.isNaN(id)) {
    throw new LogStoreError("invalid-token", "The specified nextToken is invalid");
  }
  return id;
}
