// Where log events are kept and asked, as everything else sees it: the CloudWatch Logs service, and the writers of
// access and execution logs. Groups, streams and their settings are kept with the events.
import type { Scope, Tags } from "./records.ts";

export interface LogGroup {
  readonly name: string;
  readonly createdAtMs: number;
  /** Null keeps for ever (as far as the store's size allows). */
  readonly retentionDays: number | null;
  readonly storedBytes: number;
  /** "STANDARD", "INFREQUENT_ACCESS" or "DELIVERY". */
  readonly groupClass: string;
  readonly kmsKeyId: string;
  readonly tags: Tags;
  readonly metricFilterCount: number;
}

export interface LogStream {
  readonly name: string;
  readonly createdAtMs: number;
  readonly firstEventAtMs: number | null;
  readonly lastEventAtMs: number | null;
  readonly lastIngestionAtMs: number | null;
  readonly storedBytes: number;
}

export interface LogEvent {
  /** Unique, and in the order in which events were taken. */
  readonly eventId: string;
  readonly groupName: string;
  readonly streamName: string;
  readonly atMs: number;
  readonly ingestedAtMs: number;
  readonly message: string;
}

export interface NewLogEvent {
  readonly atMs: number;
  readonly message: string;
}

export interface LogPage<T> {
  readonly items: readonly T[];
  /** To be given as `after` for the next page; null when there is none. */
  readonly next: string | null;
}

export type LogStoreErrorKind =
  | "group-exists"
  | "group-not-found"
  | "stream-exists"
  | "stream-not-found"
  | "invalid-token"
  | "invalid-pattern"
  | "malformed-query"
  | "filter-not-found"
  | "limit-exceeded"
  | "too-large";

/** What the store refuses; services turn it into AWS's errors. */
export class LogStoreError extends Error {
  readonly kind: LogStoreErrorKind;
  /** Of a malformed query: where its text stops making sense. */
  readonly offset: number;

  constructor(kind: LogStoreErrorKind, message: string, offset = 0) {
    super(message);
    this.name = "LogStoreError";
    this.kind = kind;
    this.offset = offset;
  }
}

export interface EventRead {
  readonly groupName: string;
  readonly streamName: string;
  /** Inclusive; null: from the first. */
  readonly startMs: number | null;
  /** Exclusive; null: to the last. */
  readonly endMs: number | null;
  /** What an earlier page gave; null begins at the head or, unless `fromHead`, at the tail. */
  readonly token: string | null;
  readonly fromHead: boolean;
  readonly limit: number;
}

export interface EventFilter {
  readonly groupName: string;
  /** Null: all streams, or those that begin with `streamPrefix`. */
  readonly streamNames: readonly string[] | null;
  readonly streamPrefix: string;
  /** Inclusive. */
  readonly startMs: number | null;
  /** Exclusive. */
  readonly endMs: number | null;
  /** In CloudWatch's filter pattern syntax; "" matches everything. */
  readonly pattern: string;
  readonly after: string | null;
  readonly limit: number;
}

export interface InsightsRequest {
  readonly groupNames: readonly string[];
  /** Milliseconds, both inclusive. */
  readonly startMs: number;
  readonly endMs: number;
  readonly queryText: string;
  /** Rows at most, where the query names no limit of its own. */
  readonly limit: number;
}

export interface InsightsResult {
  /** Rows of fields in the order they are shown; @ptr among them where rows are events. */
  readonly rows: readonly (readonly { readonly field: string; readonly value: string }[])[];
  readonly recordsMatched: number;
  readonly recordsScanned: number;
  readonly bytesScanned: number;
}

/** What the events that a metric filter matches are in a metric. */
export interface FilterMetric {
  readonly namespace: string;
  readonly metricName: string;
  /** A number, or the field of the event that has it: "$.latency", "$bytes". */
  readonly value: string;
  /** "" is AWS's "None". */
  readonly unit: string;
  /** Put once for a minute that has events and none that matches; null puts nothing. */
  readonly defaultValue: number | null;
  /** `field` as in `value`. */
  readonly dimensions: readonly { readonly name: string; readonly field: string }[];
  /** "@aws.account" and "@aws.region", as dimensions of that name. */
  readonly systemDimensions: readonly string[];
}

/** Makes a metric of the events that come to a group from then on. */
export interface LogMetricFilter {
  readonly groupName: string;
  readonly name: string;
  readonly createdAtMs: number;
  /** In CloudWatch's filter pattern syntax. */
  readonly pattern: string;
  readonly metric: FilterMetric;
}

export interface MetricFilterSearch {
  /** Null: of all groups. */
  readonly groupName: string | null;
  readonly namePrefix: string;
  /** Null: any. */
  readonly metric: { readonly namespace: string; readonly metricName: string } | null;
  readonly after: string | null;
  readonly limit: number;
}

export interface TailRead {
  readonly groupNames: readonly string[];
  /** Null: all streams; a stream is wanted that has one of the names or begins with one of the prefixes. */
  readonly streams: {
    readonly names: readonly string[];
    readonly prefixes: readonly string[];
  } | null;
  readonly pattern: string;
  /** What an earlier reading gave as `next`; null reads nothing and tells where to begin. */
  readonly after: string | null;
  readonly limit: number;
}

export interface TailEvents {
  /** In the order in which they were taken. */
  readonly events: readonly LogEvent[];
  /** There were more, of which these are some. */
  readonly isSample: boolean;
  readonly next: string;
}

/** Rejects with LogStoreError. */
export interface LogStore {
  createGroup(
    scope: Scope,
    group: Pick<LogGroup, "name" | "groupClass" | "kmsKeyId" | "tags">,
  ): Promise<void>;
  changeGroup(
    scope: Scope,
    name: string,
    change: Partial<Pick<LogGroup, "retentionDays" | "kmsKeyId" | "tags">>,
  ): Promise<void>;
  deleteGroup(scope: Scope, name: string): Promise<void>;
  findGroup(scope: Scope, name: string): Promise<LogGroup | undefined>;
  /** By name, of those that begin with `prefix` and hold `part`. */
  listGroups(
    scope: Scope,
    query: { prefix: string; part: string; after: string | null; limit: number },
  ): Promise<LogPage<LogGroup>>;
  createStream(scope: Scope, groupName: string, streamName: string): Promise<void>;
  deleteStream(scope: Scope, groupName: string, streamName: string): Promise<void>;
  listStreams(
    scope: Scope,
    query: {
      groupName: string;
      prefix: string;
      order: "name" | "last-event";
      descending: boolean;
      after: string | null;
      limit: number;
    },
  ): Promise<LogPage<LogStream>>;
  /** The stream must be there. Fulfils when the events can be read and survive the process. */
  putEvents(
    scope: Scope,
    place: { groupName: string; streamName: string },
    events: readonly NewLogEvent[],
  ): Promise<void>;
  readEvents(
    scope: Scope,
    query: EventRead,
  ): Promise<{ events: LogEvent[]; forwardToken: string; backwardToken: string }>;
  filterEvents(scope: Scope, query: EventFilter): Promise<LogPage<LogEvent>>;
  /** What has come to the groups since an earlier reading; groups that are not there have nothing. */
  tailEvents(scope: Scope, query: TailRead): Promise<TailEvents>;
  /** Takes the place of the filter of that name; "limit-exceeded" when the group has too many. */
  putMetricFilter(scope: Scope, filter: Omit<LogMetricFilter, "createdAtMs">): Promise<void>;
  deleteMetricFilter(scope: Scope, groupName: string, name: string): Promise<void>;
  /** By name, then by group. */
  listMetricFilters(scope: Scope, query: MetricFilterSearch): Promise<LogPage<LogMetricFilter>>;
  findEvent(scope: Scope, eventId: string): Promise<LogEvent | undefined>;
  runInsights(scope: Scope, query: InsightsRequest): Promise<InsightsResult>;
  /** Rejects with "malformed-query" where the text is no query; touches no event. */
  checkInsights(queryText: string): Promise<void>;
  /** For each message the fields that the filter pattern took of it, by name; null where it does not match. */
  testPattern(
    pattern: string,
    messages: readonly string[],
  ): Promise<readonly (Readonly<Record<string, string>> | null)[]>;
}
