// Journeys in SQLite, each as the JSON that it is, with what it is searched by beside it. Only the newest are kept.
import type { Journey } from "../journeys/journey.ts";
import type { Row, TelemetryFile } from "./telemetry-file.ts";
import { SCAN_SLICE_BYTES_MAX, type TelemetryLimits } from "./telemetry-limits.ts";
import type { JourneySearch } from "./telemetry-store.ts";

/** A journey as it crosses to the thread. */
export interface JourneyRow {
  readonly id: string;
  readonly requestId: string;
  readonly traceId: string;
  readonly startedAtMs: number;
  readonly status: number;
  readonly failed: boolean;
  /** JSON of an array. */
  readonly resources: string;
  readonly body: string;
}

export class JourneyTable {
  readonly #file: TelemetryFile;
  readonly #limits: TelemetryLimits;
  /** Of all that are kept; null until it is counted. */
  #kept: { count: number; bytes: number } | null = null;

  constructor(file: TelemetryFile, limits: TelemetryLimits) {
    this.#file = file;
    this.#limits = limits;
  }

  /** After a rollback: what is remembered may be wrong. */
  forget(): void {
    this.#kept = null;
  }

  append(rows: readonly JourneyRow[]): void {
    const kept = (this.#kept ??= this.#count());
    for (const row of rows) {
      this.#remove(this.#file.get("SELECT sequence, bytes FROM journey WHERE id = ?", row.id));
      const bytes = Buffer.byteLength(row.body);
      this.#file.run(
        `INSERT INTO journey
           (id, request_id, trace_id, started_at, status, failed, resources, bytes, body)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        row.id,
        row.requestId,
        row.traceId,
        row.startedAtMs,
        row.status,
        row.failed ? 1 : 0,
        row.resources,
        bytes,
        row.body,
      );
      kept.count++;
      kept.bytes += bytes;
    }
    while (kept.count > this.#limits.journeysMax || kept.bytes > this.#limits.journeysBytesMax) {
      if (!this.#remove(this.#oldest())) return;
    }
  }

  find(id: string): Journey | undefined {
    return journeyOf(this.#file.get("SELECT body FROM journey WHERE id = ?", id));
  }

  /** The newest of them. */
  findByRequestId(requestId: string): Journey | undefined {
    if (requestId === "") return undefined;
    return journeyOf(
      this.#file.get(
        "SELECT body FROM journey WHERE request_id = ? ORDER BY started_at DESC LIMIT 1",
        requestId,
      ),
    );
  }

  list({ resource, status, failed, limit, beforeMs }: JourneySearch): Journey[] {
    const [least, most] = statusRange(status);
    let bytes = 0;
    const rows = this.#file.some(
      `SELECT body, bytes FROM journey WHERE (?1 IS NULL OR started_at < ?1) AND status BETWEEN ?2 AND ?3
         AND (?4 = 0 OR failed = 1)
         AND (?5 IS NULL OR EXISTS (SELECT 1 FROM json_each(resources) WHERE value = ?5))
         ORDER BY started_at DESC, sequence DESC LIMIT ?6`,
      [beforeMs, least, most, failed ? 1 : 0, resource, limit],
      (row) => (bytes += Number(row["bytes"])) >= SCAN_SLICE_BYTES_MAX,
    );
    return rows.map((row) => journeyOf(row)).filter((journey) => journey !== undefined);
  }

  #count(): { count: number; bytes: number } {
    const row = this.#file.get("SELECT COUNT(*) AS count, SUM(bytes) AS bytes FROM journey");
    return { count: Number(row?.["count"] ?? 0), bytes: Number(row?.["bytes"] ?? 0) };
  }

  #oldest(): Row | undefined {
    return this.#file.get("SELECT sequence, bytes FROM journey ORDER BY sequence LIMIT 1");
  }

  #remove(row: Row | undefined): boolean {
    if (row === undefined) return false;
    this.#file.run("DELETE FROM journey WHERE sequence = ?", Number(row["sequence"]));
    if (this.#kept !== null) {
      this.#kept.count--;
      this.#kept.bytes -= Number(row["bytes"]);
    }
    return true;
  }
}

/** "4xx" → 400 to 499, "503" → itself; what is neither matches nothing. */
function statusRange(status: string | null): [least: number, most: number] {
  if (status === null) return [0, Number.MAX_SAFE_INTEGER];
  if (/^[1-5]xx$/i.test(status)) {
    const hundred = Number(status[0]) * 100;
    return [hundred, hundred + 99];
  }
  const exact = /^\d{1,3}$/.test(status) ? Number(status) : -1;
  return [exact, exact];
}

function journeyOf(row: Row | undefined): Journey | undefined {
  return row === undefined ? undefined : (JSON.parse(String(row["body"])) as Journey);
}
