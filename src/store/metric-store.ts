// Where metrics are kept and asked, as everything else sees it: the CloudWatch service, alarms, Prometheus and the
// recorders of the data plane. Asynchronous, because what is kept is kept elsewhere than on the traffic's thread.
import type { MetricDistribution } from "./metric-distribution.ts";
import type { MetricAnswer, MetricQuestion } from "./metric-math/metric-question.ts";
import type { Scope } from "./records.ts";

export interface MetricDimension {
  readonly name: string;
  readonly value: string;
}

/** What makes two data points the same metric. */
export interface MetricIdentity {
  readonly namespace: string;
  readonly metricName: string;
  /** In order of name. */
  readonly dimensions: readonly MetricDimension[];
}

/** The four figures of CloudWatch's statistic sets, and how the values are spread where that is known. */
export interface MetricStatistics {
  readonly sampleCount: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Null when only the figures were given: such a period has no percentiles. */
  readonly distribution: MetricDistribution | null;
}

/** Adds to the second (storage resolution 1) or minute (60) that `atMs` falls into. */
export interface MetricDatum extends MetricStatistics {
  readonly identity: MetricIdentity;
  /** AWS's unit, "None" when there is none. */
  readonly unit: string;
  readonly atMs: number;
  readonly storageResolutionSeconds: 1 | 60;
}

/** One period of one metric and unit. */
export interface MetricPoint extends MetricStatistics {
  readonly startMs: number;
  readonly unit: string;
}

export interface MetricRead {
  readonly identity: MetricIdentity;
  /** Null: points of every unit, each by itself. */
  readonly unit: string | null;
  /** Inclusive; periods are counted from here. */
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
  readonly periodSeconds: number;
}

export interface MetricSearch {
  readonly namespace: string | null;
  readonly metricName: string | null;
  /** Each must be among the metric's dimensions; a value of null takes any. */
  readonly dimensions: readonly { readonly name: string; readonly value: string | null }[];
  /** Only metrics with data since then; null: all that are kept. */
  readonly activeSinceMs: number | null;
  /** What an earlier page gave as `next`; null begins. */
  readonly after: string | null;
  readonly limit: number;
}

export interface MetricStore {
  /** Fulfils when the data can be read; what was put together is kept together or not at all. */
  put(scope: Scope, data: readonly MetricDatum[]): Promise<void>;
  /**
   * Points in order of time. A period finer than what is still kept for its time has none (under a minute for 3
   * hours, 1 minute for 15 days, 5 minutes for 63 days, 1 hour for 455 days). The running minute is in it, at most
   * a second behind.
   */
  read(scope: Scope, query: MetricRead): Promise<MetricPoint[]>;
  search(
    scope: Scope,
    query: MetricSearch,
  ): Promise<{ readonly metrics: MetricIdentity[]; readonly next: string | null }>;
  /** Series and metric math over them. Throws MetricQuestionError where an expression cannot be evaluated. */
  answer(scope: Scope, question: MetricQuestion): Promise<MetricAnswer>;
}
