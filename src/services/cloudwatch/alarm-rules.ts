// What the settings of a metric alarm have to satisfy.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
import { StandardUnit } from "@aws-sdk/client-cloudwatch";
import { parseArn } from "../../base/arn.ts";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import { alarmPeriodSeconds } from "./alarm-readings.ts";
import { BAND_OPERATORS, COMPARISON_OPERATORS } from "./alarm-threshold.ts";
import { notImplemented } from "./cloudwatch-errors.ts";
import { readDataQueries } from "./metric-data-query.ts";
import { allNodes } from "../../store/metric-math/metric-math-node.ts";
import type { Input } from "./operation-types.ts";
import { BASIC_STATISTICS, parseStatistic } from "../../store/metric-math/statistic.ts";

const DAY_SECONDS = 86_400;
const WEEK_SECONDS = 7 * DAY_SECONDS;
const HOUR_SECONDS = 3600;
const ACTIONS_MAX = 5;
const METRICS_MAX = 10;
const SHORT_PERIODS: ReadonlySet<number> = new Set([10, 20, 30]);

type AlarmInput = Input<"PutMetricAlarm">;

/** Throws what is wrong with the alarm, if anything. */
export function checkAlarm(input: AlarmInput): void {
  checkShape(input);
  checkPresent(input);
  checkOptions(input);
  if (input.Metrics === undefined) checkMetric(input);
  else checkMetrics(input);
  checkPeriods(input);
}

function checkShape(input: AlarmInput): void {
  const actions = { max: ACTIONS_MAX };
  new Constraints()
    .length("alarmName", input.AlarmName, { min: 1, max: 255 })
    .length("alarmDescription", input.AlarmDescription, { max: 1024 })
    .length("oKActions", input.OKActions, actions)
    .length("alarmActions", input.AlarmActions, actions)
    .length("insufficientDataActions", input.InsufficientDataActions, actions)
    .length("metricName", input.MetricName, { min: 1, max: 255 })
    .length("namespace", input.Namespace, { min: 1, max: 255 })
    .enumeration("statistic", input.Statistic, BASIC_STATISTICS)
    .length("dimensions", input.Dimensions, { max: 30 })
    .range("period", input.Period, { min: 1 })
    .enumeration("unit", input.Unit, Object.values(StandardUnit))
    .range("evaluationPeriods", input.EvaluationPeriods, { min: 1 })
    .range("datapointsToAlarm", input.DatapointsToAlarm, { min: 1 })
    .enumeration("comparisonOperator", input.ComparisonOperator, COMPARISON_OPERATORS)
    .throwIfViolated();
}

/** Settings that need parts of CloudWatch which Postern does not have are refused, not forgotten. */
function checkPresent(input: AlarmInput): void {
  if (BAND_OPERATORS.has(input.ComparisonOperator ?? "") || input.ThresholdMetricId !== undefined) {
    throw notImplemented("alarms on anomaly detection");
  }
  const absent = (
    [
      "EvaluationWindow",
      "WarmUpConfiguration",
      "EvaluationCriteria",
      "EvaluationInterval",
      "ActionConfiguration",
    ] as const
  ).find((name) => input[name] !== undefined);
  if (absent !== undefined) throw notImplemented(`the ${absent} of alarms`);
}

function checkOptions(input: AlarmInput): void {
  const { EvaluationPeriods, DatapointsToAlarm, TreatMissingData } = input;
  new Constraints()
    .notNull("comparisonOperator", input.ComparisonOperator)
    .notNull("evaluationPeriods", EvaluationPeriods)
    .notNull("threshold", input.Threshold)
    .throwIfViolated();
  if (!Number.isFinite(input.Threshold)) {
    throw validationError(`The value ${input.Threshold} for parameter Threshold is invalid.`);
  }
  if ((DatapointsToAlarm ?? 1) > (EvaluationPeriods ?? 1)) {
    throw validationError("DatapointsToAlarm must be less than or equal to EvaluationPeriods");
  }
  if (
    TreatMissingData !== undefined &&
    !["breaching", "notBreaching", "ignore", "missing"].includes(TreatMissingData)
  ) {
    throw validationError(
      `Option ${TreatMissingData} for parameter TreatMissingData is not supported. Supported options for parameter TreatMissingData are breaching, notBreaching, ignore, and missing.`,
    );
  }
  checkLowSampleOption(input.EvaluateLowSampleCountPercentile);
  const { AlarmActions = [], OKActions = [], InsufficientDataActions = [] } = input;
  for (const action of [...OKActions, ...AlarmActions, ...InsufficientDataActions]) {
    if (parseArn(action) === undefined) throw validationError(`Invalid arn syntax: ${action}`);
  }
}

function checkLowSampleOption(option: string | undefined): void {
  if (option === undefined || option === "evaluate" || option === "ignore") return;
  throw validationError(
    `Option ${option} for parameter EvaluateLowSampleCountPercentile is not supported. Supported options for parameter EvaluateLowSampleCountPercentile are evaluate and ignore.`,
  );
}

function checkMetric(input: AlarmInput): void {
  for (const name of ["MetricName", "Namespace", "Period"] as const) {
    if (input[name] === undefined) throw validationError(`${name} must not be null`);
  }
  const { Statistic, ExtendedStatistic } = input;
  if ((Statistic === undefined) === (ExtendedStatistic === undefined)) {
    throw validationError("Exactly one of Statistic and ExtendedStatistic must be specified");
  }
  if (ExtendedStatistic !== undefined) {
    const statistic = parseStatistic(ExtendedStatistic);
    if (statistic === undefined || statistic.kind === "basic") {
      throw validationError(
        `The value ${ExtendedStatistic} for parameter ExtendedStatistic is not supported.`,
      );
    }
  }
}

function checkMetrics(input: AlarmInput): void {
  const alone = (
    [
      "MetricName",
      "Namespace",
      "Dimensions",
      "Period",
      "Unit",
      "Statistic",
      "ExtendedStatistic",
    ] as const
  ).find((name) => input[name] !== undefined);
  if (alone !== undefined) {
    throw validationError(`The parameters Metrics and ${alone} are mutually exclusive`);
  }
  const queries = readDataQueries(input.Metrics ?? [], "Metrics");
  if (queries.filter(({ returnData }) => returnData).length !== 1) {
    throw validationError("Exactly one element of the metrics list should return data.");
  }
  const metrics = queries.filter(({ kind }) => kind === "metric");
  if (metrics.length > METRICS_MAX) {
    throw validationError(`The metrics list must not have more than ${METRICS_MAX} metrics.`);
  }
  if (queries.length - metrics.length > METRICS_MAX) {
    throw validationError(`The metrics list must not have more than ${METRICS_MAX} expressions.`);
  }
  if (new Set(metrics.map(({ periodSeconds }) => periodSeconds)).size > 1) {
    throw validationError("All metrics of the metrics list must have the same period.");
  }
  for (const query of queries) {
    if (query.kind !== "expression") continue;
    for (const node of allNodes(query.expression)) {
      if (node.kind === "call" && node.name === "SEARCH") {
        throw validationError("SEARCH is not supported on Metric Alarms.");
      }
    }
  }
}

function checkPeriods(input: AlarmInput): void {
  const period = alarmPeriodSeconds(input);
  if (!SHORT_PERIODS.has(period) && period % 60 !== 0) {
    throw validationError("Period must be 10, 20, 30 or a multiple of 60");
  }
  const watched = period * (input.EvaluationPeriods ?? 1);
  const max = period >= HOUR_SECONDS ? WEEK_SECONDS : DAY_SECONDS;
  if (watched > max) {
    const span = period >= HOUR_SECONDS ? "seven days" : "a day";
    throw validationError(
      `Metrics cannot be checked across more than ${span} (EvaluationPeriods * Period must be <= ${max}).`,
    );
  }
}
