// Log groups and log streams in SQLite, and their ids, looked up once. What belongs to a deleted group or stream is
// invisible at once and cleared away later, in slices. It opens no transaction of its own.
import {
  LogStoreError,
  type LogGroup,
  type LogPage,
  type LogStore,
  type LogStream,
} from "../../store/log-store.ts";
import type { Scope, Tags } from "../../store/records.ts";
import type { Row, TelemetryFile } from "./telemetry-file.ts";
import { CACHED_STREAMS_MAX } from "./telemetry-limits.ts";

type GroupQuery = Parameters<LogStore["listGroups"]>[1];
type StreamQuery = Parameters<LogStore["listStreams"]>[1];
type NewGroup = Parameters<LogStore["createGroup"]>[1];
type GroupChange = Parameters<LogStore["changeGroup"]>[2];

/** Where an event goes, in ids. */
export interface StreamIds {
  readonly groupId: number;
  readonly streamId: number;
}

export interface PlaceNames {
  readonly groupName: string;
  readonly streamName: string;
}

/** For groups that are made because something is written to them. */
const STANDARD_GROUP = { groupClass: "STANDARD", kmsKeyId: "", tags: {} };

const GROUP_COLUMNS = `log_group.*,
  (SELECT COUNT(*) FROM log_metric_filter f WHERE f.group_id = log_group.id) AS metric_filters`;

export class LogPlaceTables {
  readonly #file: TelemetryFile;
  readonly #ids = new Map<string, StreamIds>();

  constructor(file: TelemetryFile) {
    this.#file = file;
  }

  /** After a rollback: what is remembered may never have been written. */
  forget(): void {
    this.#ids.clear();
  }

  createGroup(nowMs: number, scope: Scope, group: NewGroup): number {
    if (this.#groupRow(scope, group.name) !== undefined) {
      throw new LogStoreError("group-exists", "The specified log group already exists");
    }
    return this.#file.run(
      `INSERT INTO log_group (account, region, name, created_at, group_class, kms_key_id, tags)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      scope.account,
      scope.region,
      group.name,
      nowMs,
      group.groupClass,
      group.kmsKeyId,
      JSON.stringify(group.tags),
    ).lastInsertRowid;
  }

  changeGroup(scope: Scope, name: string, change: GroupChange): void {
    const id = this.groupId(scope, name);
    if (change.retentionDays !== undefined) {
      this.#file.run(
        "UPDATE log_group SET retention_days = ? WHERE id = ?",
        change.retentionDays,
        id,
      );
    }
    if (change.kmsKeyId !== undefined) {
      this.#file.run("UPDATE log_group SET kms_key_id = ? WHERE id = ?", change.kmsKeyId, id);
    }
    if (change.tags !== undefined) {
      const tags = JSON.stringify(change.tags);
      this.#file.run("UPDATE log_group SET tags = ? WHERE id = ?", tags, id);
    }
  }

  deleteGroup(scope: Scope, name: string): void {
    const id = this.groupId(scope, name);
    this.#file.run("DELETE FROM log_stream WHERE group_id = ?", id);
    this.#file.run("DELETE FROM log_metric_filter WHERE group_id = ?", id);
    this.#file.run("DELETE FROM log_group WHERE id = ?", id);
    this.#file.run("INSERT OR IGNORE INTO log_rubbish (kind, id) VALUES ('group', ?)", id);
    this.#ids.clear();
  }

  findGroup(scope: Scope, name: string): LogGroup | undefined {
    const row = this.#groupRow(scope, name);
    return row === undefined ? undefined : groupOf(row);
  }

  listGroups(scope: Scope, { prefix, part, after, limit }: GroupQuery): LogPage<LogGroup> {
    const rows = this.#file.all(
      `SELECT ${GROUP_COLUMNS} FROM log_group WHERE account = ?1 AND region = ?2 AND name > ?3
         AND substr(name, 1, length(?4)) = ?4 AND (?5 = '' OR instr(name, ?5) > 0)
         ORDER BY name LIMIT ?6`,
      scope.account,
      scope.region,
      after ?? "",
      prefix,
      part,
      limit + 1,
    );
    return pageOf(rows.map(groupOf), limit, ({ name }) => name);
  }

  createStream(nowMs: number, scope: Scope, place: PlaceNames): StreamIds {
    const groupId = this.groupId(scope, place.groupName);
    if (this.#streamRow(groupId, place.streamName) !== undefined) {
      throw new LogStoreError("stream-exists", "The specified log stream already exists");
    }
    return { groupId, streamId: this.#insertStream(nowMs, groupId, place.streamName) };
  }

  deleteStream(scope: Scope, place: PlaceNames): void {
    const { groupId, streamId } = this.streamIds(scope, place);
    this.#file.run(
      `UPDATE log_group SET stored_bytes = stored_bytes -
         (SELECT stored_bytes FROM log_stream WHERE id = ?) WHERE id = ?`,
      streamId,
      groupId,
    );
    this.#file.run("DELETE FROM log_stream WHERE id = ?", streamId);
    this.#file.run("INSERT OR IGNORE INTO log_rubbish (kind, id) VALUES ('stream', ?)", streamId);
    this.#ids.clear();
  }

  listStreams(scope: Scope, query: StreamQuery): LogPage<LogStream> {
    const { prefix, order, descending, after, limit } = query;
    const groupId = this.groupId(scope, query.groupName);
    const [beyond, direction] = descending ? ["<", "DESC"] : [">", "ASC"];
    // A stream without events stands with the oldest [I].
    const time = "COALESCE(last_event_at, -1)";
    const [isBeyond, sorting] =
      order === "name"
        ? [`name ${beyond} ?3`, `name ${direction}`]
        : [`(${time}, name) ${beyond} (?2, ?3)`, `${time} ${direction}, name ${direction}`];
    const [afterTime, afterName] = after === null ? [null, ""] : streamPositionOf(after);
    const rows = this.#file.all(
      `SELECT * FROM log_stream WHERE group_id = ?1 AND (?2 IS NULL OR ${isBeyond})
         AND substr(name, 1, length(?4)) = ?4 ORDER BY ${sorting} LIMIT ?5`,
      groupId,
      afterTime,
      afterName,
      prefix,
      limit + 1,
    );
    return pageOf(rows.map(streamOf), limit, ({ name, lastEventAtMs }) =>
      order === "name" ? `0/${name}` : `${lastEventAtMs ?? -1}/${name}`,
    );
  }

  /** Throws where there is none. */
  groupId(scope: Scope, name: string): number {
    const id = this.groupIdIfThere(scope, name);
    if (id === undefined) {
      throw new LogStoreError("group-not-found", "The specified log group does not exist");
    }
    return id;
  }

  groupIdIfThere(scope: Scope, name: string): number | undefined {
    const row = this.#groupRow(scope, name);
    return row === undefined ? undefined : Number(row["id"]);
  }

  /** Throws where there is none. */
  streamIds(scope: Scope, place: PlaceNames): StreamIds {
    const key = keyOf(scope, place);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const groupId = this.groupId(scope, place.groupName);
    const row = this.#streamRow(groupId, place.streamName);
    if (row === undefined) {
      throw new LogStoreError("stream-not-found", "The specified log stream does not exist");
    }
    return this.#remember(key, { groupId, streamId: Number(row["id"]) });
  }

  /** Makes group and stream where they are missing. */
  ensureStream(nowMs: number, scope: Scope, place: PlaceNames): StreamIds {
    const key = keyOf(scope, place);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const { groupName, streamName } = place;
    const group = this.#groupRow(scope, groupName);
    const groupId =
      group === undefined
        ? this.createGroup(nowMs, scope, { ...STANDARD_GROUP, name: groupName })
        : Number(group["id"]);
    const stream = this.#streamRow(groupId, streamName);
    const streamId =
      stream === undefined ? this.#insertStream(nowMs, groupId, streamName) : Number(stream["id"]);
    return this.#remember(key, { groupId, streamId });
  }

  /** Ids of the streams named, those that begin with `prefix`, or null: all. */
  streamsOf(groupId: number, names: readonly string[] | null, prefix: string): number[] | null {
    if (names === null && prefix === "") return null;
    if (names === null) {
      const rows = this.#file.all(
        "SELECT id FROM log_stream WHERE group_id = ?1 AND substr(name, 1, length(?2)) = ?2",
        groupId,
        prefix,
      );
      return rows.map((row) => Number(row["id"]));
    }
    const found: number[] = [];
    for (const name of names) {
      const row = this.#streamRow(groupId, name);
      if (row === undefined) {
        throw new LogStoreError("stream-not-found", "The specified log stream does not exist");
      }
      found.push(Number(row["id"]));
    }
    return found;
  }

  #insertStream(nowMs: number, groupId: number, name: string): number {
    return this.#file.run(
      "INSERT INTO log_stream (group_id, name, created_at) VALUES (?, ?, ?)",
      groupId,
      name,
      nowMs,
    ).lastInsertRowid;
  }

  #remember(key: string, ids: StreamIds): StreamIds {
    if (this.#ids.size >= CACHED_STREAMS_MAX) this.#ids.clear();
    this.#ids.set(key, ids);
    return ids;
  }

  #groupRow({ account, region }: Scope, name: string): Row | undefined {
    return this.#file.get(
      `SELECT ${GROUP_COLUMNS} FROM log_group WHERE account = ? AND region = ? AND name = ?`,
      account,
      region,
      name,
    );
  }

  #streamRow(groupId: number, name: string): Row | undefined {
    return this.#file.get(
      "SELECT * FROM log_stream WHERE group_id = ? AND name = ?",
      groupId,
      name,
    );
  }
}

function keyOf({ account, region }: Scope, { groupName, streamName }: PlaceNames): string {
  return `${account}\0${region}\0${groupName}\0${streamName}`;
}

function streamPositionOf(after: string): [key: number, name: string] {
  const slash = after.indexOf("/");
  const key = Number(after.slice(0, slash));
  if (slash < 1 || !Number.isFinite(key)) {
    throw new LogStoreError("invalid-token", "The specified nextToken is invalid");
  }
  return [key, after.slice(slash + 1)];
}

/** `items` has one more than the page where there is a next page. */
function pageOf<T>(
  items: readonly T[],
  limit: number,
  positionOf: (item: T) => string,
): LogPage<T> {
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page,
    next: items.length > limit && last !== undefined ? positionOf(last) : null,
  };
}

function groupOf(row: Row): LogGroup {
  return {
    name: String(row["name"]),
    createdAtMs: Number(row["created_at"]),
    retentionDays: row["retention_days"] === null ? null : Number(row["retention_days"]),
    storedBytes: Number(row["stored_bytes"]),
    groupClass: String(row["group_class"]),
    kmsKeyId: String(row["kms_key_id"]),
    tags: JSON.parse(String(row["tags"])) as Tags,
    metricFilterCount: Number(row["metric_filters"]),
  };
}

function streamOf(row: Row): LogStream {
  return {
    name: String(row["name"]),
    createdAtMs: Number(row["created_at"]),
    firstEventAtMs: timeOrNull(row["first_event_at"]),
    lastEventAtMs: timeOrNull(row["last_event_at"]),
    lastIngestionAtMs: timeOrNull(row["last_ingestion_at"]),
    storedBytes: Number(row["stored_bytes"]),
  };
}

function timeOrNull(value: Row[string] | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
