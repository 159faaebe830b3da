// What CloudWatch asks of metrics: series of data points and expressions over them, in a range of time; and what it
// gets, as numbers side by side, which cross to another thread in no time. Plain data. How expressions are written is
// in metric-math-parser.ts, how all of it is answered in answer-metric-question.ts.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
import type { MetricIdentity } from "../metric-store.ts";
import type { MathNode } from "./metric-math-node.ts";
import type { Statistic } from "./statistic.ts";

interface CommonQuery {
  readonly id: string;
  /** Null: made from the metric or the id. */
  readonly label: string | null;
  readonly returnData: boolean;
}

export interface MetricStatQuery extends CommonQuery {
  readonly kind: "metric";
  readonly identity: MetricIdentity;
  readonly statistic: Statistic;
  readonly statisticName: string;
  readonly periodSeconds: number;
  readonly unit: string | null;
}

export interface ExpressionQuery extends CommonQuery {
  readonly kind: "expression";
  readonly expression: MathNode;
  /** Null: that of the metrics. */
  readonly periodSeconds: number | null;
}

export type DataQuery = MetricStatQuery | ExpressionQuery;

/** What labels say of where and when they are read. */
export interface LabelPlace {
  readonly account: string;
  readonly region: string;
  readonly nowMs: number;
  /** How far the reader's clock is ahead of UTC. */
  readonly zoneMinutes: number;
}

/** A place among all points of all lines. */
export interface LinePosition {
  readonly line: number;
  readonly point: number;
}

export interface MetricQuestion {
  /** That every id is there, and that no expression needs itself, has been checked. */
  readonly queries: readonly DataQuery[];
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
  /** Of each line; the newest point first otherwise. */
  readonly isAscending: boolean;
  /** Where the page begins, and how many points it has at most. */
  readonly from: LinePosition;
  /** Left out by those who read no labels. */
  readonly labelPlace?: LabelPlace;
  readonly pointsMax: number;
}

/** One line of a graph, as far as the page has it: a query that comes to an array has several, all with its id. */
export interface MetricLine {
  readonly id: string;
  readonly label: string;
  readonly isOfArray: boolean;
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** No further point of it comes on another page. */
  readonly isWhole: boolean;
}

export interface MetricAnswer {
  /** Of the queries that return data, in their order. */
  readonly lines: readonly MetricLine[];
  /** Ids of those among them that come to neither a series nor an array. */
  readonly unsuitable: readonly string[];
  /** Where the next page begins; null after the last. */
  readonly next: LinePosition | null;
}

/** Why a question has no answer, in words for whoever asked. */
export class MetricQuestionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MetricQuestionError";
  }
}
