// Metrics of everything the data plane does. Traffic adds to cells; once a second, on the clock's second, what was
// added is taken and put to the store as data of that second, one `put` per account and region. Answers about the
// running minute call `flush` first. What counts where is said by the cells' own files.
//
//     hops ──► cells (counter, value, gauge, distribution) ──every second──► MetricStore
//                                                          └─ their totals ─► Prometheus page
import type { Clock, Timer } from "../../base/clock.ts";
import type { Logger } from "../../base/logger.ts";
import type { HealthBoard } from "../../store/health-board.ts";
import type { MetricDatum, MetricStore } from "../../store/metric-store.ts";
import type { Scope } from "../../store/records.ts";
import type {
  HttpApiStageSnapshot,
  ListenerSnapshot,
  RestApiStageSnapshot,
  TargetGroupSnapshot,
} from "../../store/snapshots.ts";
import type {
  AlbRequestEntry,
  HopObserver,
  HttpApiRequestEntry,
  ListenerConnectionEntry,
  NlbFlowEntry,
  RestApiRequestEntry,
} from "../hop-observer.ts";
import { ApiMetrics } from "./api-metrics.ts";
import { CellPool } from "./cell-pool.ts";
import type { CellSet } from "./cell-set.ts";
import { LoadBalancerMetrics } from "./load-balancer-metrics.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
/** How often the health of targets is sampled, on the clock: the running minute has its figure soon. */
const HEALTH_SAMPLE_MS = 10_000;

export interface MetricRecorderParts {
  readonly metrics: MetricStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly health: HealthBoard;
}

interface ScopedData {
  readonly scope: Scope;
  readonly data: MetricDatum[];
}

export class MetricRecorder implements HopObserver {
  readonly #metrics: MetricStore;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #pool: CellPool;
  readonly #balancers: LoadBalancerMetrics;
  readonly #apis: ApiMetrics;
  /** What is added from here on belongs to this moment's second. */
  #windowStartMs: number;
  /** When the timer last went off. */
  #sampledAtMs: number;
  #timer: Timer;
  #isClosed = false;
  #putsFail = false;
  #lastPut: Promise<void> = Promise.resolve();

  constructor({ metrics, clock, logger, health }: MetricRecorderParts) {
    this.#metrics = metrics;
    this.#clock = clock;
    this.#logger = logger;
    this.#pool = new CellPool(logger);
    this.#balancers = new LoadBalancerMetrics(this.#pool, health);
    this.#apis = new ApiMetrics(this.#pool);
    this.#windowStartMs = clock.nowMs();
    this.#sampledAtMs = this.#windowStartMs;
    this.#timer = this.#schedule();
  }

  /** Everything that is counted, with its totals, for Prometheus. */
  get cellSets(): ReadonlySet<CellSet> {
    return this.#pool.sets;
  }

  updateListener(listenerArn: string, snapshot: ListenerSnapshot | undefined): void {
    this.#balancers.updateListener(listenerArn, snapshot);
  }

  updateTargetGroup(targetGroupArn: string, snapshot: TargetGroupSnapshot | undefined): void {
    this.#balancers.updateTargetGroup(targetGroupArn, snapshot);
  }

  /** `key` is "ApiId/StageName". */
  updateHttpApiStage(key: string, snapshot: HttpApiStageSnapshot | undefined): void {
    this.#apis.updateHttpApiStage(key, snapshot);
  }

  /** `key` is "ApiId/StageName". */
  updateRestApiStage(key: string, snapshot: RestApiStageSnapshot | undefined): void {
    this.#apis.updateRestApiStage(key, snapshot);
  }

  albRequest(entry: AlbRequestEntry): void {
    this.#balancers.albRequest(entry);
  }

  nlbFlowStarted(entry: NlbFlowEntry): void {
    this.#balancers.nlbFlowStarted(entry);
  }

  nlbFlow(entry: NlbFlowEntry): void {
    this.#balancers.nlbFlow(entry);
  }

  httpApiRequest(entry: HttpApiRequestEntry): void {
    this.#apis.httpApiRequest(entry);
  }

  restApiRequest(entry: RestApiRequestEntry): void {
    this.#apis.restApiRequest(entry);
  }

  connectionOpened(entry: ListenerConnectionEntry): void {
    this.#balancers.connectionOpened(entry);
  }

  connectionClosed(entry: ListenerConnectionEntry): void {
    this.#balancers.connectionClosed(entry);
  }

  /** Fulfils when all that was counted until now can be read in the store. */
  flush(): Promise<void> {
    this.#balancers.touchFlows();
    this.#drain();
    return this.#lastPut;
  }

  /** Puts what is left and stops. */
  close(): Promise<void> {
    this.#isClosed = true;
    this.#timer.cancel();
    return this.flush();
  }

  #schedule(): Timer {
    const delayMs = SECOND_MS - (this.#clock.nowMs() % SECOND_MS);
    return this.#clock.after(delayMs, () => this.#onSecond());
  }

  #onSecond(): void {
    if (this.#isClosed) return;
    this.#timer = this.#schedule();
    const nowMs = this.#clock.nowMs();
    const beforeMs = this.#sampledAtMs;
    // Timers may go off a little early; the second is then over with the next call.
    if (floor(nowMs, SECOND_MS) === floor(beforeMs, SECOND_MS)) return;
    this.#sampledAtMs = nowMs;
    this.#balancers.sampleFlows();
    this.#drain();
    if (floor(nowMs, HEALTH_SAMPLE_MS) !== floor(beforeMs, HEALTH_SAMPLE_MS)) {
      this.#balancers.sampleHealth();
    }
  }

  #drain(): void {
    const atMs = this.#windowStartMs;
    const nowMs = this.#clock.nowMs();
    const byScope = new Map<string, ScopedData>();
    this.#takeDirty(byScope, atMs);
    if (floor(atMs, MINUTE_MS) !== floor(nowMs, MINUTE_MS)) this.#endMinute(byScope, atMs);
    this.#windowStartMs = nowMs;
    const puts: Promise<void>[] = [];
    for (const { scope, data } of byScope.values()) {
      if (data.length > 0) puts.push(this.#put(scope, data));
    }
    if (puts.length > 0) this.#lastPut = Promise.all([this.#lastPut, ...puts]).then(() => {});
  }

  #takeDirty(byScope: Map<string, ScopedData>, atMs: number): void {
    for (const set of this.#pool.takeDirty()) set.drainInto(dataOf(byScope, set), atMs);
  }

  #endMinute(byScope: Map<string, ScopedData>, atMs: number): void {
    this.#balancers.closeMinute();
    this.#takeDirty(byScope, atMs);
    this.#balancers.sweep();
    this.#apis.sweep();
    for (const set of this.#pool.sets) set.endMinute(dataOf(byScope, set), atMs);
  }

  /** What cannot be put is lost, and said to be once. */
  async #put(scope: Scope, data: readonly MetricDatum[]): Promise<void> {
    try {
      await this.#metrics.put(scope, data);
      this.#putsFail = false;
    } catch (cause) {
      if (!this.#putsFail) this.#logger.error("Cannot store metrics", { cause });
      this.#putsFail = true;
    }
  }
}

function floor(ms: number, stepMs: number): number {
  return Math.floor(ms / stepMs);
}

function dataOf(byScope: Map<string, ScopedData>, { scope }: CellSet): MetricDatum[] {
  const key = `${scope.account}/${scope.region}`;
  let scoped = byScope.get(key);
  if (scoped === undefined) {
    scoped = { scope, data: [] };
    byScope.set(key, scoped);
  }
  return scoped.data;
}
