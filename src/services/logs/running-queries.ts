// The Logs Insights queries of one control plane, running and ended, with their results. They do not survive the
// process, and the oldest give way when there are too many or their results are too large together.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
import type { Clock, Timer } from "../../base/clock.ts";
import { uuid } from "../../base/ids.ts";
import type { InsightsRequest, InsightsResult, LogStore } from "../../store/log-store.ts";
import type { Scope } from "../../store/records.ts";

/** AWS's names. */
export type QueryStatus = "Scheduled" | "Running" | "Complete" | "Failed" | "Cancelled" | "Timeout";

/** A query as it is kept. */
export interface KeptQuery {
  readonly id: string;
  readonly scope: Scope;
  readonly request: InsightsRequest;
  readonly createdAtMs: number;
  status: QueryStatus;
  endedAtMs: number | null;
  /** Null unless the query is complete. */
  result: InsightsResult | null;
}

export interface QueryRunner {
  readonly clock: Clock;
  readonly logs: Pick<LogStore, "runInsights">;
  /** Told why a query has failed. */
  readonly failed: (query: KeptQuery, cause: unknown) => void;
}

/** "30 concurrent queries" for an account. */
export const RUNNING_QUERIES_MAX = 30;
/** "Queries time out after 60 minutes of runtime." */
export const QUERY_TIMEOUT_MS = 60 * 60 * 1000;
const KEPT_QUERIES_MAX = 1000;
const KEPT_ROWS_MAX = 250_000;

export class RunningQueries {
  /** The oldest first. */
  readonly #queries = new Map<string, KeptQuery>();
  readonly #timers = new Map<string, Timer>();
  #rows = 0;

  runningIn(scope: Scope): number {
    return this.list(scope).filter(({ endedAtMs }) => endedAtMs === null).length;
  }

  /** Begins to run the query and fulfils nothing: what becomes of it is in what `find` gives. */
  start(scope: Scope, request: InsightsRequest, runner: QueryRunner): KeptQuery {
    const query: KeptQuery = {
      id: uuid(),
      scope: { account: scope.account, region: scope.region },
      request,
      createdAtMs: runner.clock.nowMs(),
      status: "Scheduled",
      endedAtMs: null,
      result: null,
    };
    this.#queries.set(query.id, query);
    this.#timers.set(
      query.id,
      runner.clock.after(QUERY_TIMEOUT_MS, () => this.#end(query, "Timeout", runner.clock)),
    );
    this.#makeRoom();
    void this.#run(query, runner);
    return query;
  }

  find(scope: Scope, id: string): KeptQuery | undefined {
    const query = this.#queries.get(id);
    return query !== undefined && isOf(query, scope) ? query : undefined;
  }

  /** The newest first. */
  list(scope: Scope): KeptQuery[] {
    return [...this.#queries.values()].filter((query) => isOf(query, scope)).toReversed();
  }

  /** Whether the query was still running. What the store still finds for it is not taken. */
  stop(query: KeptQuery, clock: Clock): boolean {
    if (query.endedAtMs !== null) return false;
    this.#end(query, "Cancelled", clock);
    return true;
  }

  /** Forgets all: the control plane ends or begins anew. */
  forgetAll(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
    this.#queries.clear();
    this.#rows = 0;
  }

  async #run(query: KeptQuery, { clock, logs, failed }: QueryRunner): Promise<void> {
    query.status = "Running";
    try {
      const result = await logs.runInsights(query.scope, query.request);
      if (query.endedAtMs !== null || !this.#queries.has(query.id)) return;
      query.result = result;
      this.#rows += result.rows.length;
      this.#end(query, "Complete", clock);
      this.#makeRoom();
    } catch (cause) {
      if (query.endedAtMs !== null || !this.#queries.has(query.id)) return;
      this.#end(query, "Failed", clock);
      failed(query, cause);
    }
  }

  #end(query: KeptQuery, status: QueryStatus, clock: Clock): void {
    query.status = status;
    query.endedAtMs = clock.nowMs();
    this.#timers.get(query.id)?.cancel();
    this.#timers.delete(query.id);
  }

  /** Running ones stay; they are bounded by themselves. */
  #makeRoom(): void {
    for (const query of this.#queries.values()) {
      if (this.#queries.size <= KEPT_QUERIES_MAX && this.#rows <= KEPT_ROWS_MAX) return;
      if (query.endedAtMs === null) continue;
      this.#queries.delete(query.id);
      this.#rows -= query.result?.rows.length ?? 0;
    }
  }
}

function isOf(query: KeptQuery, { account, region }: Scope): boolean {
  return query.scope.account === account && query.scope.region === region;
}
