// Runs the metric filters of log groups over the events that come to them, and sums up what they find: one datum per
// filter, minute and set of dimensions, however many events there are. Bounded in time: what a filter takes, the
// store's other work does not get, so events that come faster than filters can look at them are passed over and
// counted.
import { hash } from "node:crypto";
import { binOf } from "../../store/metric-distribution.ts";
import type { MetricDatum } from "../../store/metric-store.ts";
import type { Scope } from "../../store/records.ts";
import { LogMessage } from "../filter-patterns/log-message.ts";
import { FilterDefaults } from "./filter-defaults.ts";
import type { MetricFigures } from "./metric-figures.ts";
import type { MetricFilterTables } from "./metric-filter-tables.ts";
import type { RunnableFilter } from "./runnable-filter.ts";
import { FILTER_TIME, FILTER_COMPLAINT_INTERVAL_MS } from "./telemetry-limits.ts";
import { WorkAllowance } from "./work-allowance.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** "CloudWatch Logs might disable a metric filter if it generates 1,000 different name/value pairs" in an hour. */
const DIMENSION_SETS_PER_HOUR_MAX = 1_000;
/** One filter's look at so large a message can take long by itself. */
const LARGE_MESSAGE_LENGTH = 16_384;
const NO_VALUES: readonly string[] = [];

export interface FilteredEvent {
  readonly ids: { readonly groupId: number };
  readonly atMs: number;
  readonly message: string;
}

/** Data of one account and region. */
export interface FilteredData {
  readonly scope: Scope;
  readonly data: MetricDatum[];
}

export interface FilterFrame {
  monotonicMs(): number;
  report(message: string): void;
}

type FilteredDatum = MetricDatum & MetricFigures & { readonly distribution: Map<number, number> };

/** What one batch of events comes to. */
interface BatchSums {
  /** By filter, then by minute or by minute and dimensions. */
  readonly data: Map<RunnableFilter, Map<number | string, FilteredDatum>>;
  /** Of each filter that has a default: its minutes, and whether something matched in them. */
  readonly minutes: Map<RunnableFilter, Map<number, boolean>>;
  readonly scopes: Map<number, Scope | undefined>;
}

/** The dimensions that a filter has given this hour. */
interface DimensionHour {
  readonly startMs: number;
  readonly sets: Set<string>;
  isReported: boolean;
}

export class MetricFilterRunner {
  readonly #frame: FilterFrame;
  readonly #allowance: WorkAllowance;
  readonly #defaults = new FilterDefaults();
  readonly #dimensionHours = new WeakMap<RunnableFilter, DimensionHour>();
  #passedOver = 0;
  #complainedAtMs = -Infinity;

  constructor(frame: FilterFrame) {
    this.#frame = frame;
    this.#allowance = new WorkAllowance(() => frame.monotonicMs(), FILTER_TIME);
  }

  /** The data that the events come to. */
  run(nowMs: number, tables: MetricFilterTables, events: readonly FilteredEvent[]): FilteredData[] {
    const sums: BatchSums = { data: new Map(), minutes: new Map(), scopes: new Map() };
    this.#allowance.begin();
    let hasTime = true;
    for (const event of events) {
      const { groupId } = event.ids;
      const filters = tables.ofGroup(groupId);
      if (filters.length === 0) continue;
      hasTime &&= this.#allowance.hasTime;
      if (!hasTime) {
        this.#passedOver++;
        continue;
      }
      if (!sums.scopes.has(groupId)) sums.scopes.set(groupId, tables.scopeOf(groupId));
      this.#look(nowMs, filters, event, sums);
    }
    this.#allowance.end();
    for (const [filter, minutes] of sums.minutes) {
      for (const [startMs, hasMatch] of minutes) {
        this.#defaults.saw(nowMs, filter, { startMs, hasMatch });
      }
    }
    this.#complain();
    return byScope(sums);
  }

  /** Whether defaults of minutes that are over wait to be put. */
  hasDefaultsDue(nowMs: number): boolean {
    return this.#defaults.isDue(nowMs);
  }

  /** The defaults of minutes that are over; Infinity: of all minutes. */
  takeDefaults(nowMs: number, tables: MetricFilterTables): FilteredData[] {
    const sums: BatchSums = { data: new Map(), minutes: new Map(), scopes: new Map() };
    for (const { filter, atMs } of this.#defaults.take(nowMs)) {
      const { defaultValue } = filter.metric;
      const scope = tables.scopeOf(filter.groupId);
      if (defaultValue === null || scope === undefined) continue;
      sums.scopes.set(filter.groupId, scope);
      addValue(sums, { filter, atMs, values: NO_VALUES, value: defaultValue });
    }
    return byScope(sums);
  }

  /** The filter of that name, or all of the group where it is null, has changed or is gone. */
  forgetFilter(groupId: number, name: string | null): void {
    this.#defaults.forget(groupId, name);
  }

  clear(): void {
    this.#defaults.clear();
  }

  #look(
    nowMs: number,
    filters: readonly RunnableFilter[],
    { atMs, message: text }: FilteredEvent,
    sums: BatchSums,
  ): void {
    const message = new LogMessage(text);
    for (const filter of filters) {
      if (text.length > LARGE_MESSAGE_LENGTH && !this.#allowance.hasTime) {
        this.#passedOver++;
        return;
      }
      const isMatch = filter.matches(message);
      if (filter.metric.defaultValue !== null) noteMinute(sums, filter, atMs, isMatch);
      if (!isMatch) continue;
      const value = filter.valueOf(message);
      const values = filter.dimensionValuesOf(message);
      if (value === null || values === null) continue;
      const isNew = addValue(sums, { filter, atMs, values, value });
      if (isNew && !this.#mayHave(nowMs, filter, values)) dropValue(sums, { filter, atMs, values });
    }
  }

  /** Dimensions that the filter has given already, or a few more. */
  #mayHave(nowMs: number, filter: RunnableFilter, values: readonly string[]): boolean {
    if (values.length === 0) return true;
    let hour = this.#dimensionHours.get(filter);
    if (hour === undefined || nowMs - hour.startMs >= HOUR_MS) {
      hour = { startMs: nowMs, sets: new Set(), isReported: false };
      this.#dimensionHours.set(filter, hour);
    }
    const set = hash("sha1", values.join("\0"), "base64");
    if (hour.sets.has(set)) return true;
    if (hour.sets.size < DIMENSION_SETS_PER_HOUR_MAX) {
      hour.sets.add(set);
      return true;
    }
    if (!hour.isReported) {
      hour.isReported = true;
      this.#frame.report(
        `The metric filter "${filter.name}" has given ${DIMENSION_SETS_PER_HOUR_MAX} sets of ` +
          "dimensions within an hour; it makes no more metrics until the hour is over",
      );
    }
    return false;
  }

  #complain(): void {
    if (this.#passedOver === 0) return;
    const nowMs = this.#frame.monotonicMs();
    if (nowMs - this.#complainedAtMs < FILTER_COMPLAINT_INTERVAL_MS) return;
    this.#complainedAtMs = nowMs;
    this.#frame.report(
      `Metric filters fall behind: ${this.#passedOver} log events came faster than they could be looked at`,
    );
    this.#passedOver = 0;
  }
}

function noteMinute(
  { minutes }: BatchSums,
  filter: RunnableFilter,
  atMs: number,
  isMatch: boolean,
): void {
  let known = minutes.get(filter);
  if (known === undefined) {
    known = new Map();
    minutes.set(filter, known);
  }
  const startMs = minuteOf(atMs);
  if (isMatch || !known.has(startMs)) known.set(startMs, isMatch);
}

interface FoundPlace {
  readonly filter: RunnableFilter;
  readonly atMs: number;
  readonly values: readonly string[];
}

/** Data are of the minute of the event's own time. [I] Answers whether there was no datum for it yet. */
function addValue(
  { data, scopes }: BatchSums,
  { filter, atMs, values, value }: FoundPlace & { readonly value: number },
): boolean {
  let ofFilter = data.get(filter);
  if (ofFilter === undefined) {
    ofFilter = new Map();
    data.set(filter, ofFilter);
  }
  const key = keyOf(atMs, values);
  const known = ofFilter.get(key);
  if (known !== undefined) {
    countValue(known, value);
    return false;
  }
  const scope = scopes.get(filter.groupId);
  if (scope === undefined) return false;
  const datum: FilteredDatum = {
    identity: filter.identityOf(values, scope),
    unit: filter.unit,
    atMs: minuteOf(atMs),
    storageResolutionSeconds: 60,
    sampleCount: 0,
    sum: 0,
    minimum: Infinity,
    maximum: -Infinity,
    distribution: new Map(),
  };
  countValue(datum, value);
  ofFilter.set(key, datum);
  return true;
}

function dropValue({ data }: BatchSums, { filter, atMs, values }: FoundPlace): void {
  data.get(filter)?.delete(keyOf(atMs, values));
}

function keyOf(atMs: number, values: readonly string[]): number | string {
  const minuteMs = minuteOf(atMs);
  return values.length === 0 ? minuteMs : `${minuteMs}\0${values.join("\0")}`;
}

function minuteOf(atMs: number): number {
  return Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
}

function countValue(datum: FilteredDatum, value: number): void {
  const bin = binOf(value);
  datum.sampleCount++;
  datum.sum += value;
  datum.minimum = Math.min(datum.minimum, value);
  datum.maximum = Math.max(datum.maximum, value);
  datum.distribution.set(bin, (datum.distribution.get(bin) ?? 0) + 1);
}

function byScope({ data, scopes }: BatchSums): FilteredData[] {
  const found = new Map<Scope, MetricDatum[]>();
  for (const [{ groupId }, ofFilter] of data) {
    const scope = scopes.get(groupId);
    if (scope === undefined) continue;
    let list = found.get(scope);
    if (list === undefined) {
      list = [];
      found.set(scope, list);
    }
    for (const datum of ofFilter.values()) list.push(datum);
  }
  return [...found].map(([scope, list]) => ({ scope, data: list }));
}
