// The metric filters of log groups in SQLite: their limits, and the filters of a group ready to be run, which are
// looked up once. It opens no transaction of its own.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
import {
  LogStoreError,
  type FilterMetric,
  type LogMetricFilter,
  type LogPage,
  type MetricFilterSearch,
} from "../../store/log-store.ts";
import type { Scope } from "../../store/records.ts";
import { parseFilterPattern } from "../filter-patterns/filter-pattern.ts";
import { RunnableFilter } from "./runnable-filter.ts";
import type { Row, TelemetryFile } from "./telemetry-file.ts";

/** "The maximum number of metric filters that can be associated with a log group is 100." */
const FILTERS_PER_GROUP_MAX = 100;
/** "There is also a quota of five regular expression patterns per log group." */
const EXPRESSIONS_PER_GROUP_MAX = 5;
/** Groups whose filters, or lack of them, are remembered. */
const CACHED_GROUPS_MAX = 10_000;
const SELECTION = `SELECT f.*, g.name AS group_name, g.account, g.region
  FROM log_metric_filter f JOIN log_group g ON g.id = f.group_id`;

type NewFilter = Omit<LogMetricFilter, "createdAtMs">;

export class MetricFilterTables {
  readonly #file: TelemetryFile;
  readonly #runnable = new Map<number, readonly RunnableFilter[]>();

  constructor(file: TelemetryFile) {
    this.#file = file;
  }

  /** After a rollback, and when a group is deleted. */
  forget(): void {
    this.#runnable.clear();
  }

  /** Throws for a pattern or field that makes no sense, and when the group has too many filters. */
  put(nowMs: number, groupId: number, filter: NewFilter): void {
    const { name, pattern, metric } = filter;
    const made = new RunnableFilter({ groupId, name, pattern, metric });
    this.#checkLimits(groupId, name, made.expressionCount);
    this.#file.run(
      `INSERT INTO log_metric_filter
         (group_id, name, created_at, namespace, metric_name, pattern, metric)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (group_id, name) DO UPDATE
         SET namespace = ?4, metric_name = ?5, pattern = ?6, metric = ?7`,
      groupId,
      name,
      nowMs,
      metric.namespace,
      metric.metricName,
      pattern,
      JSON.stringify(metric),
    );
    this.#runnable.delete(groupId);
  }

  delete(groupId: number, name: string): void {
    const { changes } = this.#file.run(
      "DELETE FROM log_metric_filter WHERE group_id = ? AND name = ?",
      groupId,
      name,
    );
    if (changes === 0) {
      throw new LogStoreError("filter-not-found", "The specified metric filter does not exist");
    }
    this.#runnable.delete(groupId);
  }

  /** Of one group, or, where `groupId` is null, of all groups of the account and region. */
  list(
    scope: Scope,
    groupId: number | null,
    { namePrefix, metric, after, limit }: MetricFilterSearch,
  ): LogPage<LogMetricFilter> {
    const [afterName, afterGroupId] = after === null ? ["", 0] : positionOf(after);
    const rows = this.#file.all(
      `${SELECTION} WHERE g.account = ?1 AND g.region = ?2 AND (?3 IS NULL OR f.group_id = ?3)
         AND substr(f.name, 1, length(?4)) = ?4
         AND (?5 IS NULL OR f.namespace = ?5) AND (?6 IS NULL OR f.metric_name = ?6)
         AND (f.name, f.group_id) > (?7, ?8) ORDER BY f.name, f.group_id LIMIT ?9`,
      scope.account,
      scope.region,
      groupId,
      namePrefix,
      metric?.namespace ?? null,
      metric?.metricName ?? null,
      afterName,
      afterGroupId,
      limit + 1,
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(filterOf),
      next: rows.length > limit && last !== undefined ? tokenOf(last) : null,
    };
  }

  /** The group's filters, ready to be run. */
  ofGroup(groupId: number): readonly RunnableFilter[] {
    const known = this.#runnable.get(groupId);
    if (known !== undefined) return known;
    const rows = this.#file.all(`${SELECTION} WHERE f.group_id = ? ORDER BY f.name`, groupId);
    const filters = rows.flatMap((row) => runnableOf(groupId, row));
    if (this.#runnable.size >= CACHED_GROUPS_MAX) this.#runnable.clear();
    this.#runnable.set(groupId, filters);
    return filters;
  }

  /** Whose a group is. */
  scopeOf(groupId: number): Scope | undefined {
    const row = this.#file.get("SELECT account, region FROM log_group WHERE id = ?", groupId);
    if (row === undefined) return undefined;
    return { account: String(row["account"]), region: String(row["region"]) };
  }

  #checkLimits(groupId: number, name: string, expressionCount: number): void {
    const others = this.#file.all(
      "SELECT pattern FROM log_metric_filter WHERE group_id = ? AND name <> ?",
      groupId,
      name,
    );
    if (others.length >= FILTERS_PER_GROUP_MAX) throw limitExceeded();
    if (expressionCount === 0) return;
    let expressions = expressionCount;
    for (const { pattern } of others) {
      expressions += parseFilterPattern(String(pattern)).expressionCount;
    }
    if (expressions > EXPRESSIONS_PER_GROUP_MAX) throw limitExceeded();
  }
}

/** A filter that another version of Postern understood, and this one does not, must not cost the events. */
function runnableOf(groupId: number, row: Row): RunnableFilter[] {
  const { name, pattern, metric } = filterOf(row);
  try {
    return [new RunnableFilter({ groupId, name, pattern, metric })];
  } catch (cause) {
    if (cause instanceof LogStoreError) return [];
    throw cause;
  }
}

function limitExceeded(): LogStoreError {
  return new LogStoreError("limit-exceeded", "Resource limit exceeded.");
}

function filterOf(row: Row): LogMetricFilter {
  return {
    groupName: String(row["group_name"]),
    name: String(row["name"]),
    createdAtMs: Number(row["created_at"]),
    pattern: String(row["pattern"]),
    metric: JSON.parse(String(row["metric"])) as FilterMetric,
  };
}

/** Names have no colon. */
function tokenOf(row: Row): string {
  const position = `${Number(row["group_id"])}:${String(row["name"])}`;
  return Buffer.from(position).toString("base64url");
}

function positionOf(token: string): [name: string, groupId: number] {
  const text = Buffer.from(token, "base64url").toString();
  const found = /^(\d{1,15}):([^:]+)$/.exec(text);
  if (found === null) {
    throw new LogStoreError("invalid-token", "The specified nextToken is invalid");
  }
  return [found[2] ?? "", Number(found[1])];
}
