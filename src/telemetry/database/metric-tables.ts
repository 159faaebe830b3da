// Metrics in SQLite. A series is a metric in one unit; its points are sums per second, minute, five minutes or hour.
// What is put is added to the second (storage resolution 1) and to the minute; a sweep makes five minutes of minutes
// and hours of those as they age. It opens no transaction of its own.
import type {
  MetricDatum,
  MetricIdentity,
  MetricPoint,
  MetricRead,
  MetricSearch,
  MetricStatistics,
} from "../../store/metric-store.ts";
import type { Scope } from "../../store/records.ts";
import { encodeDistribution } from "./distribution-bytes.ts";
import {
  addFigures,
  FIGURE_COLUMNS,
  figuresOf,
  isFinite,
  type MetricFigures,
} from "./metric-figures.ts";
import {
  ALL_GRAINS,
  grainForWriting,
  grainsForReading,
  HOUR,
  ROLL_UPS,
  rollUpEndMs,
  SECOND,
  startOf,
  type Grain,
} from "./metric-grains.ts";
import {
  dimensionsText,
  hasDimensions,
  identityOf,
  keyOfToken,
  tokenOf,
  type MetricKey,
} from "./metric-names.ts";
import type { TelemetryFile } from "./telemetry-file.ts";
import {
  CACHED_SERIES_MAX,
  SCAN_SLICE_ROWS,
  SWEEP_SLICE_ROWS,
  SWEEP_SLICE_SERIES,
} from "./telemetry-limits.ts";

const LAST_AT_STEP_MS = 60_000;

interface Series {
  readonly id: number;
  lastAtMs: number;
}

export class MetricTables {
  readonly #file: TelemetryFile;
  readonly #seriesPerAccountMax: number;
  readonly #series = new Map<string, Series>();
  readonly #seriesCounts = new Map<string, number>();
  /** Where the next slice of the sweep begins. */
  #sweptSeriesId = 0;

  constructor(file: TelemetryFile, seriesPerAccountMax: number) {
    this.#file = file;
    this.#seriesPerAccountMax = seriesPerAccountMax;
  }

  /** After a rollback: what is remembered may never have been written. */
  forget(): void {
    this.#series.clear();
    this.#seriesCounts.clear();
  }

  /** Answers how many data were dropped: too old, or of new metrics beyond the account's limit. */
  put(nowMs: number, scope: Scope, data: readonly MetricDatum[]): number {
    let dropped = 0;
    for (const datum of data) {
      const { atMs } = datum;
      if (!isFinite(datum)) throw new RangeError("Cannot put metric data: a figure is not finite");
      const grain = grainForWriting(nowMs, atMs);
      const series = grain === undefined ? null : this.#seriesOf(scope, datum);
      if (grain === undefined || series === null) {
        dropped++;
        continue;
      }
      if (datum.storageResolutionSeconds === 1 && nowMs - atMs < SECOND.keptMs) {
        this.#add(SECOND, series.id, atMs, datum);
      }
      this.#add(grain, series.id, atMs, datum);
    }
    return dropped;
  }

  read(nowMs: number, scope: Scope, query: MetricRead): MetricPoint[] {
    const { namespace, metricName } = query.identity;
    const series = this.#file.all(
      `SELECT id, unit FROM metric_series WHERE account = ? AND region = ? AND namespace = ?
         AND metric_name = ? AND dimensions = ? ORDER BY unit`,
      scope.account,
      scope.region,
      namespace,
      metricName,
      dimensionsText(query.identity),
    );
    const points: MetricPoint[] = [];
    for (const { id, unit } of series) {
      if (query.unit !== null && query.unit !== unit) continue;
      for (const [startMs, figures] of this.#readSeries(nowMs, Number(id), query)) {
        points.push({ startMs, unit: String(unit), ...figures });
      }
    }
    return points.toSorted((a, b) => a.startMs - b.startMs);
  }

  search(scope: Scope, query: MetricSearch): { metrics: MetricIdentity[]; next: string | null } {
    const metrics: MetricIdentity[] = [];
    let last = keyOfToken(query.after);
    let lastKept = last;
    for (;;) {
      const rows = this.#file.all(
        `SELECT namespace, metric_name, dimensions, MAX(last_at) AS last_at FROM metric_series
           WHERE account = ?1 AND region = ?2
             AND (namespace, metric_name, dimensions) > (?3, ?4, ?5)
             AND (?6 IS NULL OR namespace = ?6) AND (?7 IS NULL OR metric_name = ?7)
           GROUP BY namespace, metric_name, dimensions
           ORDER BY namespace, metric_name, dimensions LIMIT ?8`,
        scope.account,
        scope.region,
        ...last,
        query.namespace,
        query.metricName,
        SCAN_SLICE_ROWS,
      );
      for (const row of rows) {
        const key: MetricKey = [
          String(row["namespace"]),
          String(row["metric_name"]),
          String(row["dimensions"]),
        ];
        last = key;
        const identity = identityOf(key);
        if (query.activeSinceMs !== null && Number(row["last_at"]) < query.activeSinceMs) continue;
        if (!hasDimensions(identity, query.dimensions)) continue;
        if (metrics.length === query.limit) return { metrics, next: tokenOf(lastKept) };
        metrics.push(identity);
        lastKept = last;
      }
      if (rows.length < SCAN_SLICE_ROWS) return { metrics, next: null };
    }
  }

  /** Rolls up and forgets what is due of some series; answers whether there are more. */
  sweep(nowMs: number): boolean {
    const rows = this.#file.all(
      "SELECT id, last_at FROM metric_series WHERE id > ? ORDER BY id LIMIT ?",
      this.#sweptSeriesId,
      SWEEP_SLICE_SERIES,
    );
    for (const row of rows) {
      const id = Number(row["id"]);
      this.#sweptSeriesId = id;
      this.#deleteBefore(SECOND, id, nowMs - SECOND.keptMs);
      for (const rollUp of ROLL_UPS) this.#rollUp(rollUp, id, nowMs);
      this.#deleteBefore(HOUR, id, nowMs - HOUR.keptMs);
      if (Number(row["last_at"]) < nowMs - HOUR.keptMs) this.#deleteSeries(id);
    }
    if (rows.length === SWEEP_SLICE_SERIES) return true;
    this.#sweptSeriesId = 0;
    return false;
  }

  /** Forgets some of the finest points, oldest first; answers whether there were any. */
  evict(): boolean {
    for (const { seconds } of ALL_GRAINS) {
      const oldest = this.#file.all(
        "SELECT series_id, start_at FROM metric_point WHERE grain = ? ORDER BY start_at LIMIT ?",
        seconds,
        SWEEP_SLICE_ROWS,
      );
      for (const row of oldest) {
        this.#file.run(
          "DELETE FROM metric_point WHERE grain = ? AND series_id = ? AND start_at = ?",
          seconds,
          row["series_id"] ?? 0,
          row["start_at"] ?? 0,
        );
      }
      if (oldest.length > 0) return true;
    }
    return false;
  }

  #seriesOf(scope: Scope, datum: MetricDatum): Series | null {
    const dimensions = dimensionsText(datum.identity);
    const { namespace, metricName } = datum.identity;
    const names = [scope.account, scope.region, namespace, metricName, dimensions, datum.unit];
    const key = names.join("\0");
    let series = this.#series.get(key);
    if (series === undefined) {
      const found = this.#findOrMakeSeries(names, datum.atMs);
      if (found === null) return null;
      series = found;
      if (this.#series.size >= CACHED_SERIES_MAX) this.#series.clear();
      this.#series.set(key, series);
    }
    if (datum.atMs > series.lastAtMs) {
      // To the minute only: who asks for active metrics asks for hours.
      const minuteMs = Math.floor(datum.atMs / LAST_AT_STEP_MS) * LAST_AT_STEP_MS;
      if (minuteMs > series.lastAtMs) {
        series.lastAtMs = minuteMs;
        this.#file.run("UPDATE metric_series SET last_at = ? WHERE id = ?", minuteMs, series.id);
      }
    }
    return series;
  }

  #findOrMakeSeries(names: readonly string[], atMs: number): Series | null {
    const row = this.#file.get(
      `SELECT id, last_at FROM metric_series WHERE account = ? AND region = ? AND namespace = ?
         AND metric_name = ? AND dimensions = ? AND unit = ?`,
      ...names,
    );
    if (row !== undefined) return { id: Number(row["id"]), lastAtMs: Number(row["last_at"]) };
    const account = names[0] ?? "";
    const count = this.#seriesCountOf(account);
    if (count >= this.#seriesPerAccountMax) return null;
    const { lastInsertRowid } = this.#file.run(
      `INSERT INTO metric_series (account, region, namespace, metric_name, dimensions, unit, last_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ...names,
      atMs,
    );
    this.#seriesCounts.set(account, count + 1);
    return { id: lastInsertRowid, lastAtMs: atMs };
  }

  #seriesCountOf(account: string): number {
    const known = this.#seriesCounts.get(account);
    if (known !== undefined) return known;
    const row = this.#file.get(
      "SELECT COUNT(*) AS count FROM metric_series WHERE account = ?",
      account,
    );
    const count = Number(row?.["count"] ?? 0);
    this.#seriesCounts.set(account, count);
    return count;
  }

  #deleteSeries(id: number): void {
    this.#file.run("DELETE FROM metric_series WHERE id = ?", id);
    for (const { seconds } of ALL_GRAINS) {
      this.#file.run("DELETE FROM metric_point WHERE grain = ? AND series_id = ?", seconds, id);
    }
    this.forget();
  }

  #add(grain: Grain, seriesId: number, atMs: number, added: MetricStatistics): void {
    const startMs = startOf(grain, atMs);
    const row = this.#file.get(
      `SELECT ${FIGURE_COLUMNS} FROM metric_point WHERE grain = ? AND series_id = ? AND start_at = ?`,
      grain.seconds,
      seriesId,
      startMs,
    );
    let sums: MetricStatistics = added;
    if (row !== undefined) {
      const figures = figuresOf(row);
      addFigures(figures, added);
      sums = figures;
    }
    this.#file.run(
      `INSERT OR REPLACE INTO metric_point (grain, series_id, start_at, ${FIGURE_COLUMNS})
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      grain.seconds,
      seriesId,
      startMs,
      sums.sampleCount,
      sums.sum,
      sums.minimum,
      sums.maximum,
      encodeDistribution(sums.distribution),
    );
  }

  #rollUp([from, to]: readonly [Grain, Grain], seriesId: number, nowMs: number): void {
    const endMs = rollUpEndMs(from, to, nowMs);
    const rows = this.#file.all(
      `SELECT start_at, ${FIGURE_COLUMNS} FROM metric_point
         WHERE grain = ? AND series_id = ? AND start_at < ? ORDER BY start_at`,
      from.seconds,
      seriesId,
      endMs,
    );
    for (const row of rows) this.#add(to, seriesId, Number(row["start_at"]), figuresOf(row));
    if (rows.length > 0) this.#deleteBefore(from, seriesId, endMs);
  }

  #deleteBefore(grain: Grain, seriesId: number, endMs: number): void {
    this.#file.run(
      "DELETE FROM metric_point WHERE grain = ? AND series_id = ? AND start_at < ?",
      grain.seconds,
      seriesId,
      endMs,
    );
  }

  /** Figures by the start of their period. */
  #readSeries(nowMs: number, seriesId: number, query: MetricRead): Map<number, MetricFigures> {
    const { periodSeconds, startMs, endMs } = query;
    const { grains, keptMs } = grainsForReading(periodSeconds);
    const periodMs = periodSeconds * 1000;
    const periods = new Map<number, MetricFigures>();
    for (const { seconds } of grains) {
      const rows = this.#file.all(
        `SELECT start_at, ${FIGURE_COLUMNS} FROM metric_point
           WHERE grain = ? AND series_id = ? AND start_at >= ? AND start_at < ? ORDER BY start_at`,
        seconds,
        seriesId,
        Math.max(startMs, nowMs - keptMs),
        endMs,
      );
      for (const row of rows) {
        const period = Math.floor((Number(row["start_at"]) - startMs) / periodMs);
        const periodStartMs = startMs + period * periodMs;
        const before = periods.get(periodStartMs);
        if (before === undefined) periods.set(periodStartMs, figuresOf(row));
        else addFigures(before, figuresOf(row));
      }
    }
    return periods;
  }
}
