// The telemetry store's own code, synchronous, wherever it runs: each call is one transaction on one SQLite file.
// A file that SQLite cannot make sense of is moved aside and a new one begun; a file that cannot be opened or
// written is tried again at the next call.
import { LogStoreError } from "../../store/log-store.ts";
import { answerMetricQuestion } from "../../store/metric-math/answer-metric-question.ts";
import { checkInsightsText, testPatternText } from "./insights-runner.ts";
import { JourneyTable } from "./journey-table.ts";
import { linesOf } from "./line-batch.ts";
import { LogEventTables } from "./log-event-tables.ts";
import { LogPlaceTables, type StreamIds } from "./log-place-tables.ts";
import { LogReader } from "./log-reader.ts";
import { LogTail } from "./log-tail.ts";
import { MetricFilterRunner, type FilteredData } from "./metric-filter-runner.ts";
import { MetricFilterTables } from "./metric-filter-tables.ts";
import { MetricTables } from "./metric-tables.ts";
import type { CallInput, CallName, CallResult, TelemetryCalls } from "./telemetry-calls.ts";
import { TelemetryStorageError } from "./telemetry-errors.ts";
import { saysCorrupt, saysUnusable, TelemetryFile } from "./telemetry-file.ts";
import { MESSAGE_BYTES_MAX, type TelemetryLimits } from "./telemetry-limits.ts";

/** Slices of eviction that one write waits for; the sweep does the rest. */
const EVICTIONS_PER_WRITE_MAX = 8;
/** Pages given back to the disk by one slice of the sweep. */
const SHRINK_PAGES = 512;

export interface TelemetryDatabaseOptions {
  /** Null: in memory. */
  readonly directory: string | null;
  readonly limits: TelemetryLimits;
  readonly monotonicMs: () => number;
  /** Called between the slices of a long question; calls on this database are allowed in it. */
  readonly betweenSlices: () => void;
  /** For Postern's own log, as an error. */
  readonly report: (message: string) => void;
}

interface OpenDatabase {
  readonly file: TelemetryFile;
  readonly metrics: MetricTables;
  readonly places: LogPlaceTables;
  readonly events: LogEventTables;
  readonly filters: MetricFilterTables;
  readonly runner: MetricFilterRunner;
  readonly reader: LogReader;
  readonly tail: LogTail;
  readonly journeys: JourneyTable;
}

type Input<Name extends CallName> = CallInput<Name>;
type Result<Name extends CallName> = CallResult<Name>;

export class TelemetryDatabase implements TelemetryCalls {
  readonly #options: TelemetryDatabaseOptions;
  #open: OpenDatabase | null = null;
  #lastNowMs = 0;

  constructor(options: TelemetryDatabaseOptions) {
    this.#options = options;
  }

  putMetrics(nowMs: number, { scope, data }: Input<"putMetrics">): Result<"putMetrics"> {
    return this.#write(nowMs, ({ metrics }) => metrics.put(nowMs, scope, data));
  }

  readMetrics(nowMs: number, { scope, query }: Input<"readMetrics">): Result<"readMetrics"> {
    return this.#read(nowMs, ({ metrics }) => metrics.read(nowMs, scope, query));
  }

  searchMetrics(nowMs: number, { scope, query }: Input<"searchMetrics">): Result<"searchMetrics"> {
    return this.#read(nowMs, ({ metrics }) => metrics.search(scope, query));
  }

  answerMetrics(nowMs: number, { scope, query }: Input<"answerMetrics">): Result<"answerMetrics"> {
    const { betweenSlices } = this.#options;
    // What comes in between may close the file: each part looks for it anew.
    return answerMetricQuestion(query, {
      nowMs,
      read: (part) => this.readMetrics(nowMs, { scope, query: part }),
      search: (part) => this.searchMetrics(nowMs, { scope, query: part }),
      pause: () => betweenSlices(),
    });
  }

  createGroup(nowMs: number, { scope, group }: Input<"createGroup">): void {
    this.#write(nowMs, ({ places }) => places.createGroup(nowMs, scope, group));
  }

  changeGroup(nowMs: number, { scope, name, change }: Input<"changeGroup">): void {
    this.#write(nowMs, ({ places }) => places.changeGroup(scope, name, change));
  }

  deleteGroup(nowMs: number, { scope, name }: Input<"deleteGroup">): void {
    this.#write(nowMs, ({ places, filters, runner }) => {
      runner.forgetFilter(places.groupId(scope, name), null);
      filters.forget();
      places.deleteGroup(scope, name);
    });
  }

  findGroup(nowMs: number, { scope, name }: Input<"findGroup">): Result<"findGroup"> {
    return this.#read(nowMs, ({ places }) => places.findGroup(scope, name));
  }

  listGroups(nowMs: number, { scope, query }: Input<"listGroups">): Result<"listGroups"> {
    return this.#read(nowMs, ({ places }) => places.listGroups(scope, query));
  }

  createStream(nowMs: number, { scope, ...place }: Input<"createStream">): void {
    this.#write(nowMs, ({ places }) => places.createStream(nowMs, scope, place));
  }

  deleteStream(nowMs: number, { scope, ...place }: Input<"deleteStream">): void {
    this.#write(nowMs, ({ places }) => places.deleteStream(scope, place));
  }

  listStreams(nowMs: number, { scope, query }: Input<"listStreams">): Result<"listStreams"> {
    return this.#read(nowMs, ({ places }) => places.listStreams(scope, query));
  }

  putEvents(nowMs: number, { scope, events: added, ...place }: Input<"putEvents">): void {
    for (const { message } of added) {
      if (Buffer.byteLength(message) > MESSAGE_BYTES_MAX) {
        throw new LogStoreError("too-large", "Log event too large");
      }
    }
    this.#write(nowMs, (open) => {
      const ids = open.places.streamIds(scope, place);
      appendEvents(
        nowMs,
        open,
        added.map(({ atMs, message }) => ({ ids, atMs, message })),
      );
    });
  }

  appendLines(nowMs: number, batch: Input<"appendLines">): void {
    this.#write(nowMs, (open) => {
      const lines = linesOf(batch).map(({ scope, place, atMs, message }) => ({
        ids: open.places.ensureStream(nowMs, scope, place),
        atMs,
        message,
      }));
      appendEvents(nowMs, open, [...lines]);
    });
  }

  readEvents(nowMs: number, { scope, query }: Input<"readEvents">): Result<"readEvents"> {
    return this.#read(nowMs, ({ reader }) => reader.readEvents(scope, query));
  }

  filterEvents(nowMs: number, { scope, query }: Input<"filterEvents">): Result<"filterEvents"> {
    return this.#read(nowMs, ({ reader }) => reader.filterEvents(scope, query));
  }

  tailEvents(nowMs: number, { scope, query }: Input<"tailEvents">): Result<"tailEvents"> {
    return this.#read(nowMs, ({ tail }) => tail.read(scope, query));
  }

  putMetricFilter(nowMs: number, { scope, filter }: Input<"putMetricFilter">): void {
    this.#write(nowMs, ({ places, filters, runner }) => {
      const groupId = places.groupId(scope, filter.groupName);
      filters.put(nowMs, groupId, filter);
      runner.forgetFilter(groupId, filter.name);
    });
  }

  deleteMetricFilter(nowMs: number, { scope, groupName, name }: Input<"deleteMetricFilter">): void {
    this.#write(nowMs, ({ places, filters, runner }) => {
      const groupId = places.groupId(scope, groupName);
      filters.delete(groupId, name);
      runner.forgetFilter(groupId, name);
    });
  }

  listMetricFilters(
    nowMs: number,
    { scope, query }: Input<"listMetricFilters">,
  ): Result<"listMetricFilters"> {
    return this.#read(nowMs, ({ places, filters }) => {
      const { groupName } = query;
      const groupId = groupName === null ? null : places.groupId(scope, groupName);
      return filters.list(scope, groupId, query);
    });
  }

  findEvent(nowMs: number, { scope, eventId }: Input<"findEvent">): Result<"findEvent"> {
    return this.#read(nowMs, ({ events }) => events.find(scope, eventId));
  }

  runInsights(nowMs: number, { scope, query }: Input<"runInsights">): Result<"runInsights"> {
    return this.#read(nowMs, ({ reader }) => reader.runInsights(scope, query, nowMs));
  }

  checkInsights(_nowMs: number, { queryText }: Input<"checkInsights">): void {
    checkInsightsText(queryText);
  }

  testPattern(_nowMs: number, { pattern, messages }: Input<"testPattern">): Result<"testPattern"> {
    return testPatternText(pattern, messages);
  }

  appendJourneys(nowMs: number, rows: Input<"appendJourneys">): void {
    this.#write(nowMs, ({ journeys }) => journeys.append(rows));
  }

  findJourney(nowMs: number, { id }: Input<"findJourney">): Result<"findJourney"> {
    return this.#read(nowMs, ({ journeys }) => journeys.find(id));
  }

  findJourneyByRequest(
    nowMs: number,
    { requestId }: Input<"findJourneyByRequest">,
  ): Result<"findJourneyByRequest"> {
    return this.#read(nowMs, ({ journeys }) => journeys.findByRequestId(requestId));
  }

  listJourneys(nowMs: number, query: Input<"listJourneys">): Result<"listJourneys"> {
    return this.#read(nowMs, ({ journeys }) => journeys.list(query));
  }

  sweep(nowMs: number): boolean {
    const steps: ((open: OpenDatabase) => boolean)[] = [
      ({ events }) => events.sweepRetention(nowMs),
      ({ events }) => events.sweepRubbish(),
      ({ metrics }) => metrics.sweep(nowMs),
    ];
    let more = false;
    for (const step of steps) more = this.#write(nowMs, step) || more;
    return this.#read(nowMs, (open) => {
      this.#evict(open);
      open.file.shrink(SHRINK_PAGES);
      return more || open.file.sizeBytes > this.#options.limits.sizeBytesMax;
    });
  }

  probe(nowMs: number): void {
    this.#write(nowMs, ({ file }) => {
      file.run("INSERT OR REPLACE INTO log_rubbish (kind, id) VALUES ('probe', 0)");
      file.run("DELETE FROM log_rubbish WHERE kind = 'probe'");
    });
  }

  sizeBytes(nowMs: number): number {
    return this.#read(nowMs, ({ file }) => file.sizeBytes);
  }

  reset(): void {
    this.close();
    const { directory } = this.#options;
    if (directory !== null) TelemetryFile.remove(directory);
  }

  /** A later call opens it again. */
  close(): void {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    // A minute that is not over has no other chance.
    this.#putDefaults(this.#lastNowMs, open, Infinity);
    open.file.close();
  }

  #read<T>(nowMs: number, work: (open: OpenDatabase) => T): T {
    try {
      return work(this.#opened(nowMs));
    } catch (cause) {
      throw this.#explained(nowMs, cause);
    }
  }

  #write<T>(nowMs: number, work: (open: OpenDatabase) => T): T {
    try {
      const open = this.#opened(nowMs);
      const result = open.file.transaction(() => work(open));
      this.#evictAfterWrite(open);
      return result;
    } catch (cause) {
      this.#open?.metrics.forget();
      this.#open?.places.forget();
      this.#open?.filters.forget();
      this.#open?.journeys.forget();
      throw this.#explained(nowMs, cause);
    }
  }

  /** What is to be told of an error; a file that is no database is replaced on the way. */
  #explained(nowMs: number, cause: unknown): unknown {
    if (saysCorrupt(cause)) this.#replace(nowMs, cause);
    if (!saysUnusable(cause)) return cause;
    return new TelemetryStorageError(`Cannot keep telemetry: ${reasonOf(cause)}`, { cause });
  }

  /** What was written stays written, whatever comes of it; the sweep meets the same error and tells it. */
  #evictAfterWrite(open: OpenDatabase): void {
    try {
      this.#evict(open);
    } catch (cause) {
      if (!saysUnusable(cause)) throw cause;
    }
  }

  #evict({ file, events, metrics }: OpenDatabase): void {
    const { sizeBytesMax } = this.#options.limits;
    for (let i = 0; i < EVICTIONS_PER_WRITE_MAX && file.sizeBytes > sizeBytesMax; i++) {
      if (!file.transaction(() => events.evict() || metrics.evict())) return;
    }
  }

  #opened(nowMs: number): OpenDatabase {
    this.#lastNowMs = nowMs;
    if (this.#open !== null) {
      this.#putDefaults(nowMs, this.#open, nowMs);
      return this.#open;
    }
    const { directory } = this.#options;
    try {
      this.#open = this.#openedFile(new TelemetryFile(directory));
    } catch (cause) {
      if (!saysCorrupt(cause) || directory === null) {
        throw new TelemetryStorageError(`Cannot keep telemetry: ${reasonOf(cause)}`, { cause });
      }
      this.#replace(nowMs, cause);
      this.#open = this.#openedFile(new TelemetryFile(directory));
    }
    return this.#open;
  }

  /** Metric filters' defaults of minutes that are over, before anybody looks; lost when nothing can be written. */
  #putDefaults(nowMs: number, { file, filters, runner, metrics }: OpenDatabase, untilMs: number) {
    if (!runner.hasDefaultsDue(untilMs)) return;
    try {
      file.transaction(() => putData(nowMs, metrics, runner.takeDefaults(untilMs, filters)));
    } catch (cause) {
      metrics.forget();
      if (!saysUnusable(cause)) throw cause;
    }
  }

  #openedFile(file: TelemetryFile): OpenDatabase {
    const { limits, monotonicMs, betweenSlices, report } = this.#options;
    const places = new LogPlaceTables(file);
    const events = new LogEventTables(file);
    return {
      file,
      metrics: new MetricTables(file, limits.seriesPerAccountMax),
      places,
      events,
      filters: new MetricFilterTables(file),
      runner: new MetricFilterRunner({ monotonicMs, report }),
      tail: new LogTail(file, places, monotonicMs),
      reader: new LogReader(places, events, { limits, monotonicMs, betweenSlices }),
      journeys: new JourneyTable(file, limits),
    };
  }

  #replace(nowMs: number, cause: unknown): void {
    const { directory, report } = this.#options;
    this.close();
    if (directory === null) return;
    const aside = TelemetryFile.moveAside(directory, nowMs);
    report(
      `Cannot read the telemetry file: ${reasonOf(cause)}. It is kept as ${aside}, and a new one is begun`,
    );
  }
}

/** Events, and what metric filters make of them. */
function appendEvents(
  nowMs: number,
  { events, filters, runner, metrics }: OpenDatabase,
  added: readonly { readonly ids: StreamIds; readonly atMs: number; readonly message: string }[],
): void {
  events.append(nowMs, added);
  putData(nowMs, metrics, runner.run(nowMs, filters, added));
}

function putData(nowMs: number, metrics: MetricTables, found: readonly FilteredData[]): void {
  for (const { scope, data } of found) metrics.put(nowMs, scope, data);
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
