// What the store's thread can be asked. Input and answer are plain data that can be cloned; the wall time is the
// caller's, so that tests move it.
import type {
  EventFilter,
  EventRead,
  InsightsRequest,
  InsightsResult,
  LogEvent,
  LogGroup,
  LogMetricFilter,
  LogPage,
  LogStore,
  LogStream,
  MetricFilterSearch,
  NewLogEvent,
  TailEvents,
  TailRead,
} from "../../store/log-store.ts";
import type {
  MetricDatum,
  MetricIdentity,
  MetricPoint,
  MetricRead,
  MetricSearch,
} from "../../store/metric-store.ts";
import type { MetricAnswer, MetricQuestion } from "../../store/metric-math/metric-question.ts";
import type { Scope } from "../../store/records.ts";
import type { Journey } from "../journeys/journey.ts";
import type { JourneyRow } from "./journey-table.ts";
import type { LineBatch } from "./line-batch.ts";
import type { TelemetryLimits } from "./telemetry-limits.ts";
import type { JourneySearch } from "./telemetry-store.ts";

interface Scoped {
  readonly scope: Scope;
}
interface Named extends Scoped {
  readonly name: string;
}
interface Placed extends Scoped {
  readonly groupName: string;
  readonly streamName: string;
}
interface Asked<Query> extends Scoped {
  readonly query: Query;
}

/** Each throws LogStoreError for what it refuses, TelemetryStorageError when nothing can be kept or found. */
export interface TelemetryCalls {
  /** Answers how many data were dropped because an account has too many metrics, or because of their age. */
  putMetrics(nowMs: number, input: Scoped & { readonly data: readonly MetricDatum[] }): number;
  readMetrics(nowMs: number, input: Asked<MetricRead>): MetricPoint[];
  searchMetrics(
    nowMs: number,
    input: Asked<MetricSearch>,
  ): { metrics: MetricIdentity[]; next: string | null };
  /** Throws MetricQuestionError too. */
  answerMetrics(nowMs: number, input: Asked<MetricQuestion>): MetricAnswer;
  createGroup(
    nowMs: number,
    input: Scoped & { readonly group: Parameters<LogStore["createGroup"]>[1] },
  ): void;
  changeGroup(
    nowMs: number,
    input: Named & { readonly change: Parameters<LogStore["changeGroup"]>[2] },
  ): void;
  deleteGroup(nowMs: number, input: Named): void;
  findGroup(nowMs: number, input: Named): LogGroup | undefined;
  listGroups(nowMs: number, input: Asked<Parameters<LogStore["listGroups"]>[1]>): LogPage<LogGroup>;
  createStream(nowMs: number, input: Placed): void;
  deleteStream(nowMs: number, input: Placed): void;
  listStreams(
    nowMs: number,
    input: Asked<Parameters<LogStore["listStreams"]>[1]>,
  ): LogPage<LogStream>;
  putEvents(nowMs: number, input: Placed & { readonly events: readonly NewLogEvent[] }): void;
  appendLines(nowMs: number, input: LineBatch): void;
  readEvents(
    nowMs: number,
    input: Asked<EventRead>,
  ): { events: LogEvent[]; forwardToken: string; backwardToken: string };
  filterEvents(nowMs: number, input: Asked<EventFilter>): LogPage<LogEvent>;
  tailEvents(nowMs: number, input: Asked<TailRead>): TailEvents;
  putMetricFilter(
    nowMs: number,
    input: Scoped & { readonly filter: Omit<LogMetricFilter, "createdAtMs"> },
  ): void;
  deleteMetricFilter(nowMs: number, input: Named & { readonly groupName: string }): void;
  listMetricFilters(nowMs: number, input: Asked<MetricFilterSearch>): LogPage<LogMetricFilter>;
  findEvent(nowMs: number, input: Scoped & { readonly eventId: string }): LogEvent | undefined;
  runInsights(nowMs: number, input: Asked<InsightsRequest>): InsightsResult;
  checkInsights(nowMs: number, input: { readonly queryText: string }): void;
  testPattern(
    nowMs: number,
    input: { readonly pattern: string; readonly messages: readonly string[] },
  ): (Readonly<Record<string, string>> | null)[];
  appendJourneys(nowMs: number, input: readonly JourneyRow[]): void;
  findJourney(nowMs: number, input: { readonly id: string }): Journey | undefined;
  findJourneyByRequest(nowMs: number, input: { readonly requestId: string }): Journey | undefined;
  listJourneys(nowMs: number, input: JourneySearch): Journey[];
  /** Retention, roll-ups and bounds: a slice of that work; answers whether more is due. */
  sweep(nowMs: number, input: null): boolean;
  /** Writes something that leaves no trace. */
  probe(nowMs: number, input: null): void;
  sizeBytes(nowMs: number, input: null): number;
  reset(nowMs: number, input: null): void;
}

export type CallName = keyof TelemetryCalls;
export type CallInput<Name extends CallName> = Parameters<TelemetryCalls[Name]>[1];
export type CallResult<Name extends CallName> = ReturnType<TelemetryCalls[Name]>;

/** Questions to log events, which go on for a while; between their slices the others are served. */
export const LONG_CALLS: ReadonlySet<CallName> = new Set([
  "filterEvents",
  "runInsights",
  "testPattern",
]);

/** Goes on for seconds at most, and is served between the slices of a question to log events. */
export const CALCULATING_CALL: CallName = "answerMetrics";

/** The way to the store's code, wherever it runs. */
export interface TelemetryPort {
  call<Name extends CallName>(
    name: Name,
    nowMs: number,
    input: CallInput<Name>,
  ): Promise<CallResult<Name>>;
  /** Fulfils when what was called before is done and the file is closed. */
  close(): Promise<void>;
}

export interface CallMessage {
  readonly id: number;
  readonly name: CallName;
  readonly nowMs: number;
  readonly input: unknown;
}

/** What the thread is begun with. */
export interface TelemetryThreadData {
  readonly directory: string | null;
  readonly limits: TelemetryLimits;
}

/** Calls by name, with what only the types know taken on trust. */
export function callByName(calls: TelemetryCalls, message: Omit<CallMessage, "id">): unknown {
  const call = calls[message.name] as (nowMs: number, input: unknown) => unknown;
  return call.call(calls, message.nowMs, message.input);
}
