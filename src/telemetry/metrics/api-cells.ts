// The cells of a stage, route or method of an API, and what a request adds to them
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html,
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html).
import type { HttpApiRequestEntry, RestApiRequestEntry } from "../hop-observer.ts";
import type { HttpApiDefinitions, RestApiDefinitions } from "./api-definitions.ts";
import type { CellPool } from "./cell-pool.ts";
import { CellSet } from "./cell-set.ts";
import type { CellPlace } from "./cell-set.ts";
import type { CounterCell } from "./counter-cell.ts";
import type { DistributionCell } from "./distribution-cell.ts";
import type { ValueCell } from "./value-cell.ts";

/** What both kinds of API have. */
class ApiCells extends CellSet {
  readonly requestCount: CounterCell;
  readonly errors4xx: ValueCell;
  readonly errors5xx: ValueCell;
  readonly answers2xx: CounterCell;
  readonly answers3xx: CounterCell;
  readonly unanswered: CounterCell;
  readonly latency: DistributionCell;
  readonly integrationLatency: DistributionCell;

  constructor(
    pool: CellPool,
    place: CellPlace,
    definitions: HttpApiDefinitions | RestApiDefinitions,
  ) {
    super(pool, place);
    this.requestCount = this.counter(definitions.count);
    this.errors4xx = this.value(definitions.errors4xx);
    this.errors5xx = this.value(definitions.errors5xx);
    this.answers2xx = this.counter(definitions.answers2xx);
    this.answers3xx = this.counter(definitions.answers3xx);
    this.unanswered = this.counter(definitions.unanswered);
    this.latency = this.distribution(definitions.latency);
    this.integrationLatency = this.distribution(definitions.integrationLatency);
  }

  protected recordAnswer(entry: HttpApiRequestEntry | RestApiRequestEntry): void {
    this.touch();
    const { status, integrationStartedAtMs, integrationAnsweredAtMs } = entry;
    this.requestCount.count();
    this.errors4xx.add(status >= 400 && status < 500 ? 1 : 0);
    this.errors5xx.add(status >= 500 ? 1 : 0);
    if (status < 200) this.unanswered.count();
    else if (status < 300) this.answers2xx.count();
    else if (status < 400) this.answers3xx.count();
    this.latency.add(entry.finishedAtMs - entry.startedAtMs);
    if (integrationStartedAtMs > 0 && integrationAnsweredAtMs > 0) {
      this.integrationLatency.add(integrationAnsweredAtMs - integrationStartedAtMs);
    }
  }
}

/** Of a stage or route of an HTTP API. */
export class HttpApiCells extends ApiCells {
  readonly dataProcessed: ValueCell;

  constructor(pool: CellPool, place: CellPlace, definitions: HttpApiDefinitions) {
    super(pool, place, definitions);
    this.dataProcessed = this.value(definitions.dataProcessed);
  }

  record(entry: HttpApiRequestEntry): void {
    this.recordAnswer(entry);
    this.dataProcessed.add(entry.receivedBytes + entry.sentBytes);
  }
}

/** Of a stage or method of a REST API. */
export class RestApiCells extends ApiCells {
  readonly cacheHits: ValueCell;
  readonly cacheMisses: ValueCell;

  constructor(pool: CellPool, place: CellPlace, definitions: RestApiDefinitions) {
    super(pool, place, definitions);
    this.cacheHits = this.value(definitions.cacheHits);
    this.cacheMisses = this.value(definitions.cacheMisses);
  }

  record(entry: RestApiRequestEntry): void {
    this.recordAnswer(entry);
    // Only methods with caching have either, so that the averages are shares of what could be cached [I].
    if (entry.cacheResult === "") return;
    this.cacheHits.add(entry.cacheResult === "hit" ? 1 : 0);
    this.cacheMisses.add(entry.cacheResult === "miss" ? 1 : 0);
  }
}
