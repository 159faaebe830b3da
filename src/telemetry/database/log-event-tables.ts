// Log events in SQLite: taken, read forward and backward, looked through. It is told ids, not names, wherever it can
// be, and opens no transaction of its own.
import type { LogEvent } from "../../store/log-store.ts";
import type { Scope } from "../../store/records.ts";
import { eventIdOf, rowIdOf, type EventPosition } from "./event-position.ts";
import type { StreamIds } from "./log-place-tables.ts";
import type { Row, TelemetryFile } from "./telemetry-file.ts";
import { EVENT_OVERHEAD_BYTES, SWEEP_SLICE_ROWS } from "./telemetry-limits.ts";

const DAY_MS = 86_400_000;
/** An event's row with the names of its place; found by the event's index, never by the names' tables. */
const EVENT_COLUMNS = `e.id, e.at, e.ingested_at, e.bytes, e.message, e.stream_id,
  g.name AS group_name, s.name AS stream_name`;
const EVENT_JOIN = `log_event e CROSS JOIN log_stream s ON s.id = e.stream_id
  CROSS JOIN log_group g ON g.id = e.group_id`;

export interface EventSlice {
  /** Exclusive on both sides. */
  readonly after: EventPosition;
  readonly before: EventPosition;
  readonly newestFirst: boolean;
  readonly rowsMax: number;
  /** It ends with the event that reaches it. */
  readonly bytesMax: number;
}

/** What an event weighs with its row. */
export interface WeighedEvent {
  readonly event: LogEvent;
  readonly streamId: number;
  readonly position: EventPosition;
  readonly bytes: number;
}

/** What a stream's row is to be told after events were taken. */
interface StreamGain {
  readonly ids: StreamIds;
  firstAtMs: number;
  lastAtMs: number;
  bytes: number;
}

export class LogEventTables {
  readonly #file: TelemetryFile;

  constructor(file: TelemetryFile) {
    this.#file = file;
  }

  /** Events of one or many streams, in the order in which they were taken. */
  append(nowMs: number, events: Iterable<{ ids: StreamIds; atMs: number; message: string }>): void {
    const gains = new Map<number, StreamGain>();
    for (const { ids, atMs, message } of events) {
      const bytes = Buffer.byteLength(message) + EVENT_OVERHEAD_BYTES;
      this.#file.run(
        `INSERT INTO log_event (group_id, stream_id, at, ingested_at, bytes, message)
           VALUES (?, ?, ?, ?, ?, ?)`,
        ids.groupId,
        ids.streamId,
        atMs,
        nowMs,
        bytes,
        message,
      );
      const gain = gains.get(ids.streamId);
      if (gain === undefined) {
        gains.set(ids.streamId, { ids, firstAtMs: atMs, lastAtMs: atMs, bytes });
      } else {
        gain.firstAtMs = Math.min(gain.firstAtMs, atMs);
        gain.lastAtMs = Math.max(gain.lastAtMs, atMs);
        gain.bytes += bytes;
      }
    }
    for (const gain of gains.values()) this.#tellStream(nowMs, gain);
  }

  /** Events of one stream. */
  sliceOfStream(streamId: number, slice: EventSlice): WeighedEvent[] {
    const direction = slice.newestFirst ? "DESC" : "ASC";
    return this.#slice(
      `SELECT ${EVENT_COLUMNS} FROM ${EVENT_JOIN} WHERE e.stream_id = ?
         AND (e.at, e.id) > (?, ?) AND (e.at, e.id) < (?, ?)
         ORDER BY e.at ${direction}, e.id ${direction} LIMIT ?`,
      [streamId, ...boundsOf(slice)],
      slice.bytesMax,
    );
  }

  /** Events of all of a group's streams, interleaved. */
  sliceOfGroup(groupId: number, slice: EventSlice): WeighedEvent[] {
    const direction = slice.newestFirst ? "DESC" : "ASC";
    return this.#slice(
      `SELECT ${EVENT_COLUMNS} FROM ${EVENT_JOIN} WHERE e.group_id = ?
         AND (e.at, e.id) > (?, ?) AND (e.at, e.id) < (?, ?)
         ORDER BY e.at ${direction}, e.id ${direction} LIMIT ?`,
      [groupId, ...boundsOf(slice)],
      slice.bytesMax,
    );
  }

  find({ account, region }: Scope, eventId: string): LogEvent | undefined {
    const id = rowIdOf(eventId);
    if (id === undefined) return undefined;
    const row = this.#file.get(
      `SELECT ${EVENT_COLUMNS} FROM ${EVENT_JOIN} WHERE e.id = ? AND g.account = ? AND g.region = ?`,
      id,
      account,
      region,
    );
    return row === undefined ? undefined : eventOf(row).event;
  }

  /** Forgets some of what groups no longer keep; answers whether there may be more. */
  sweepRetention(nowMs: number): boolean {
    const groups = this.#file.all(
      "SELECT id, retention_days FROM log_group WHERE retention_days IS NOT NULL",
    );
    for (const { id, retention_days: days } of groups) {
      const deleted = this.#delete(
        "SELECT id, group_id, stream_id, bytes FROM log_event WHERE group_id = ? AND at < ? LIMIT ?",
        [Number(id), nowMs - Number(days) * DAY_MS],
      );
      if (deleted > 0) return true;
    }
    return false;
  }

  /** Clears away some of what deleted groups and streams held; answers whether there may be more. */
  sweepRubbish(): boolean {
    const row = this.#file.get("SELECT kind, id FROM log_rubbish LIMIT 1");
    if (row === undefined) return false;
    const column = row["kind"] === "group" ? "group_id" : "stream_id";
    const id = Number(row["id"]);
    const deleted = this.#delete(
      `SELECT id, group_id, stream_id, bytes FROM log_event WHERE ${column} = ? LIMIT ?`,
      [id],
    );
    if (deleted === 0) {
      this.#file.run("DELETE FROM log_rubbish WHERE kind = ? AND id = ?", String(row["kind"]), id);
    }
    return true;
  }

  /** Forgets some of the oldest events; answers whether there were any. */
  evict(): boolean {
    return (
      this.#delete("SELECT id, group_id, stream_id, bytes FROM log_event ORDER BY id LIMIT ?", []) >
      0
    );
  }

  #slice(sql: string, values: number[], bytesMax: number): WeighedEvent[] {
    let bytes = 0;
    const rows = this.#file.some(sql, values, (row) => {
      bytes += Number(row["bytes"]);
      return bytes >= bytesMax;
    });
    return rows.map(eventOf);
  }

  #delete(selection: string, values: readonly number[]): number {
    const rows = this.#file.all(selection, ...values, SWEEP_SLICE_ROWS);
    const bytesOfStreams = new Map<number, number>();
    const bytesOfGroups = new Map<number, number>();
    for (const row of rows) {
      this.#file.run("DELETE FROM log_event WHERE id = ?", Number(row["id"]));
      addTo(bytesOfStreams, Number(row["stream_id"]), Number(row["bytes"]));
      addTo(bytesOfGroups, Number(row["group_id"]), Number(row["bytes"]));
    }
    this.#takeOff("log_stream", bytesOfStreams);
    // What a deleted stream held is no longer counted in its group.
    for (const [id] of bytesOfStreams) {
      if (this.#file.get("SELECT 1 FROM log_stream WHERE id = ?", id) === undefined) {
        for (const row of rows) {
          if (Number(row["stream_id"]) === id) {
            addTo(bytesOfGroups, Number(row["group_id"]), -Number(row["bytes"]));
          }
        }
      }
    }
    this.#takeOff("log_group", bytesOfGroups);
    return rows.length;
  }

  #takeOff(table: "log_stream" | "log_group", bytesById: ReadonlyMap<number, number>): void {
    for (const [id, bytes] of bytesById) {
      this.#file.run(
        `UPDATE ${table} SET stored_bytes = MAX(0, stored_bytes - ?) WHERE id = ?`,
        bytes,
        id,
      );
    }
  }

  #tellStream(nowMs: number, { ids, firstAtMs, lastAtMs, bytes }: StreamGain): void {
    this.#file.run(
      `UPDATE log_stream SET
         first_event_at = MIN(COALESCE(first_event_at, ?1), ?1),
         last_event_at = MAX(COALESCE(last_event_at, ?2), ?2),
         last_ingestion_at = ?3, stored_bytes = stored_bytes + ?4 WHERE id = ?5`,
      firstAtMs,
      lastAtMs,
      nowMs,
      bytes,
      ids.streamId,
    );
    this.#file.run(
      "UPDATE log_group SET stored_bytes = stored_bytes + ? WHERE id = ?",
      bytes,
      ids.groupId,
    );
  }
}

function boundsOf({ after, before, rowsMax }: EventSlice): number[] {
  return [after.atMs, after.id, before.atMs, before.id, rowsMax];
}

function eventOf(row: Row): WeighedEvent {
  const id = Number(row["id"]);
  const atMs = Number(row["at"]);
  return {
    event: {
      eventId: eventIdOf(id),
      groupName: String(row["group_name"]),
      streamName: String(row["stream_name"]),
      atMs,
      ingestedAtMs: Number(row["ingested_at"]),
      message: String(row["message"]),
    },
    streamId: Number(row["stream_id"]),
    position: { atMs, id },
    bytes: Number(row["bytes"]),
  };
}

function addTo(sums: Map<number, number>, id: number, bytes: number): void {
  sums.set(id, (sums.get(id) ?? 0) + bytes);
}
