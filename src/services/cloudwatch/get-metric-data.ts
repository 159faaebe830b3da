// GetMetricData: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
import type { MetricDataResult } from "@aws-sdk/client-cloudwatch";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { invalidNextToken, notImplemented } from "./cloudwatch-errors.ts";
import { dynamicLabel } from "./dynamic-label.ts";
import { readDataQueries, type DataQuery } from "./metric-data-query.ts";
import { readMetricData } from "./metric-data-reader.ts";
import type { MathValue } from "./metric-math-value.ts";
import type { Input, Output } from "./operation-types.ts";
import type { TimeSeries } from "./time-series.ts";

const QUERIES_MAX = 500;
const DATAPOINTS_MAX = 100_800;

export async function getMetricData(
  input: Input<"GetMetricData">,
  context: OperationContext,
): Promise<Output<"GetMetricData">> {
  checkInput(input, context.account);
  const queries = readDataQueries(input.MetricDataQueries, "MetricDataQueries");
  const values = await readMetricData(
    queries,
    { metrics: context.metrics, scope: context.records.scope },
    {
      startMs: input.StartTime.getTime(),
      endMs: input.EndTime.getTime(),
      nowMs: context.clock.nowMs(),
    },
  );
  const isAscending = input.ScanBy === "TimestampAscending";
  const lines = queries
    .filter(({ returnData }) => returnData)
    .flatMap((query) => linesOf(query, values.get(query.id), isAscending));
  return { ...page(lines, input), Messages: [] };
}

function checkInput(input: Input<"GetMetricData">, account: string): void {
  const { MetricDataQueries: queries, StartTime, EndTime } = input;
  new Constraints()
    .enumeration("scanBy", input.ScanBy, ["TimestampDescending", "TimestampAscending"])
    .range("maxDatapoints", input.MaxDatapoints, { min: 1 })
    .throwIfViolated();
  if (queries.length === 0) {
    throw validationError("The collection MetricDataQueries must not be empty.");
  }
  if (queries.length > QUERIES_MAX) {
    throw validationError(
      `The collection MetricDataQueries must not have a size greater than ${QUERIES_MAX}.`,
    );
  }
  if (EndTime <= StartTime) {
    throw validationError("The parameter EndTime must be greater than StartTime.");
  }
  if (queries.some(({ AccountId = account }) => AccountId !== account)) {
    throw notImplemented("metrics of other accounts");
  }
}

/** One line of a graph: a query that comes to an array has several, all with its id. */
interface Line {
  readonly id: string;
  readonly label: string;
  readonly points: readonly (readonly [number, number])[];
}

function linesOf(query: DataQuery, value: MathValue | undefined, isAscending: boolean): Line[] {
  const line = (series: TimeSeries, label: string): Line => {
    const ascending = [...series.points];
    return {
      id: query.id,
      label: dynamicLabel(label, series, query),
      points: isAscending ? ascending : ascending.toReversed(),
    };
  };
  switch (value?.kind) {
    case "series":
      return [line(value.series, query.label ?? defaultLabel(query))];
    case "array":
      return value.all.map((series) =>
        line(series, [query.label ?? "", series.label].filter((part) => part !== "").join(" ")),
      );
    default:
      throw validationError(
        `Error in expression '${query.id}': The result must be a time series or an array of them`,
      );
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
function defaultLabel(query: DataQuery): string {
  return query.kind === "metric" ? query.identity.metricName : query.id;
}

/** A page begins at a point of a line, which its token names: `line.point`. */
function page(
  lines: readonly Line[],
  input: Input<"GetMetricData">,
): { MetricDataResults: MetricDataResult[]; NextToken?: string } {
  let [lineIndex, pointIndex] = positionOf(input.NextToken);
  let left = Math.min(input.MaxDatapoints ?? DATAPOINTS_MAX, DATAPOINTS_MAX);
  const results: MetricDataResult[] = [];
  for (; lineIndex < lines.length; lineIndex++, pointIndex = 0) {
    const line = lines[lineIndex];
    if (line === undefined) break;
    const points = line.points.slice(pointIndex, pointIndex + left);
    left -= points.length;
    pointIndex += points.length;
    const isWhole = pointIndex >= line.points.length;
    if (points.length > 0 || isWhole) results.push(result(line, points, isWhole));
    if (!isWhole) {
      const NextToken = Buffer.from(`${lineIndex}.${pointIndex}`).toString("base64url");
      return { MetricDataResults: results, NextToken };
    }
  }
  return { MetricDataResults: results };
}

function result(line: Line, points: Line["points"], isWhole: boolean): MetricDataResult {
  return {
    Id: line.id,
    Label: line.label,
    Timestamps: points.map(([atMs]) => new Date(atMs)),
    Values: points.map(([, value]) => value),
    StatusCode: isWhole ? "Complete" : "PartialData",
  };
}

function positionOf(token: string | undefined): [lineIndex: number, pointIndex: number] {
  if (token === undefined) return [0, 0];
  const match = /^(\d{1,9})\.(\d{1,9})$/.exec(Buffer.from(token, "base64url").toString());
  if (match === null) throw invalidNextToken(token);
  return [Number(match[1]), Number(match[2])];
}
