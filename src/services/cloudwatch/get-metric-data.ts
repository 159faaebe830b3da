// GetMetricData: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
import type { MetricDataResult } from "@aws-sdk/client-cloudwatch";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { invalidNextToken, notImplemented } from "./cloudwatch-errors.ts";
import {
  MetricQuestionError,
  type LinePosition,
  type MetricLine,
} from "../../store/metric-math/metric-question.ts";
import { readDataQueries } from "./metric-data-query.ts";
import type { Input, Output } from "./operation-types.ts";

const QUERIES_MAX = 500;
const DATAPOINTS_MAX = 100_800;

export async function getMetricData(
  input: Input<"GetMetricData">,
  context: OperationContext,
): Promise<Output<"GetMetricData">> {
  checkInput(input, context.account);
  const answer = await context.metrics
    .answer(context.records.scope, {
      queries: readDataQueries(input.MetricDataQueries, "MetricDataQueries"),
      startMs: input.StartTime.getTime(),
      endMs: input.EndTime.getTime(),
      isAscending: input.ScanBy === "TimestampAscending",
      from: positionOf(input.NextToken),
      labelPlace: {
        account: context.account,
        region: context.region,
        nowMs: context.clock.nowMs(),
        zoneMinutes: zoneMinutesOf(input.LabelOptions?.Timezone),
      },
      pointsMax: Math.min(input.MaxDatapoints ?? DATAPOINTS_MAX, DATAPOINTS_MAX),
    })
    .catch(refused);
  const [unsuitable] = answer.unsuitable;
  if (unsuitable !== undefined) {
    throw validationError(
      `Error in expression '${unsuitable}': The result must be a time series or an array of them`,
    );
  }
  const { next } = answer;
  return {
    MetricDataResults: answer.lines.map((line) => resultOf(line)),
    ...(next === null ? {} : { NextToken: tokenOf(next) }),
    Messages: [],
  };
}

/** `+0130`: how far ahead of UTC. */
function zoneMinutesOf(zone = "+0000"): number {
  const match = /^([+-])(\d\d)([0-5]\d)$/.exec(zone);
  // Only the format is documented. [I]
  if (match === null) {
    throw validationError(`The value ${zone} for parameter LabelOptions.Timezone is invalid.`);
  }
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === "-" ? -minutes : minutes;
}

function refused(cause: unknown): never {
  throw cause instanceof MetricQuestionError ? validationError(cause.message) : cause;
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
  if (EndTime.getTime() === StartTime.getTime()) {
    throw validationError("The parameter StartTime must not equal parameter EndTime.");
  }
  if (EndTime < StartTime) {
    throw validationError("The parameter EndTime must be greater than StartTime.");
  }
  if (queries.some(({ AccountId = account }) => AccountId !== account)) {
    throw notImplemented("metrics of other accounts");
  }
}

function resultOf({ id, label, times, values, isWhole }: MetricLine): MetricDataResult {
  return {
    Id: id,
    Label: label,
    Timestamps: Array.from(times, (atMs) => new Date(atMs)),
    Values: Array.from(values),
    StatusCode: isWhole ? "Complete" : "PartialData",
  };
}

/** A page begins at a point of a line, which its token names: `line.point`. */
function tokenOf({ line, point }: LinePosition): string {
  return Buffer.from(`${line}.${point}`).toString("base64url");
}

function positionOf(token: string | undefined): LinePosition {
  if (token === undefined) return { line: 0, point: 0 };
  const match = /^(\d{1,9})\.(\d{1,9})$/.exec(Buffer.from(token, "base64url").toString());
  if (match === null) throw invalidNextToken(token);
  return { line: Number(match[1]), point: Number(match[2]) };
}
