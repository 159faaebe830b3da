import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { describeAlarms } from "./describe-alarms.ts";
import type { Input } from "./operation-types.ts";
import { putMetricAlarm } from "./put-metric-alarm.ts";

const ALARM: Input<"PutMetricAlarm"> = {
  AlarmName: "high",
  Namespace: "Shop",
  MetricName: "Errors",
  Statistic: "Sum",
  Period: 60,
  EvaluationPeriods: 3,
  Threshold: 1,
  ComparisonOperator: "GreaterThanThreshold",
};
const METRIC = { Metric: { Namespace: "Shop", MetricName: "Errors" }, Period: 60, Stat: "Sum" };
const { Namespace: _n, MetricName: _m, Statistic: _s, Period: _p, ...WITHOUT_METRIC } = ALARM;

test("putMetricAlarm() replaces the configuration and keeps state and tags", async () => {
  const bed = new OperationTestBed();
  await bed.run(putMetricAlarm, {
    ...ALARM,
    AlarmDescription: "old",
    Tags: [{ Key: "a", Value: "b" }],
  });
  const first = await bed.run(describeAlarms, {});
  expect(first.MetricAlarms?.[0]).toEqual({
    ...ALARM,
    AlarmDescription: "old",
    AlarmArn: "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:high",
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    Dimensions: [],
    AlarmConfigurationUpdatedTimestamp: new Date(bed.clock.nowMs()),
    StateValue: "INSUFFICIENT_DATA",
    StateReason: "Unchecked: Initial alarm creation",
    StateUpdatedTimestamp: new Date(bed.clock.nowMs()),
    StateTransitionedTimestamp: new Date(bed.clock.nowMs()),
  });
  await bed.advance(1000);
  await bed.run(putMetricAlarm, { ...ALARM, Threshold: 2 });
  const [alarm] = (await bed.run(describeAlarms, {})).MetricAlarms ?? [];
  expect(alarm).toMatchObject({ Threshold: 2, StateReason: "Unchecked: Initial alarm creation" });
  expect(alarm).not.toHaveProperty("AlarmDescription");
});

test.each<[Partial<Input<"PutMetricAlarm">>, string]>([
  [{ Period: 61 }, "Period must be 10, 20, 30 or a multiple of 60"],
  [{ Period: 15 }, "Period must be 10, 20, 30 or a multiple of 60"],
  [{ DatapointsToAlarm: 4 }, "DatapointsToAlarm must be less than or equal to EvaluationPeriods"],
  [
    { Period: 3000, EvaluationPeriods: 30 },
    "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).",
  ],
  [{ TreatMissingData: "x" }, "Option x for parameter TreatMissingData is not supported."],
  [
    { EvaluateLowSampleCountPercentile: "x" },
    "Option x for parameter EvaluateLowSampleCountPercentile",
  ],
  [{ ExtendedStatistic: "p99" }, "Exactly one of Statistic and ExtendedStatistic"],
  [{ AlarmActions: ["nowhere"] }, "Invalid arn syntax: nowhere"],
  [{ Metrics: [{ Id: "m1", MetricStat: METRIC }] }, "mutually exclusive"],
])("putMetricAlarm() refuses %j", async (change, message) => {
  const bed = new OperationTestBed();
  const refusal = await bed.refusal(putMetricAlarm, { ...ALARM, ...change });
  expect(refusal).toEqual(["ValidationException", expect.stringContaining(message)]);
});

test.each<[Input<"PutMetricAlarm">["Metrics"], string]>([
  [
    [
      { Id: "m1", MetricStat: METRIC },
      { Id: "e1", Expression: "m1*2" },
    ],
    "Exactly one element of the metrics list should return data.",
  ],
  [
    Array.from({ length: 11 }, (_, n) => ({
      Id: `e${n}`,
      Expression: "1 + 1",
      ReturnData: n === 0,
    })),
    "The metrics list must not have more than 10 expressions.",
  ],
  [[{ Id: "e1", Expression: "m2" }], "There is no metric or expression with the id 'm2'"],
  [[{ Id: "e1", Expression: "e1" }], "It depends on itself"],
  [[{ Id: "M1", MetricStat: METRIC }], "are not matching the expected pattern"],
  [
    [{ Id: "e1", Expression: "SEARCH('{Shop}', 'Sum', 60)" }],
    "SEARCH is not supported on Metric Alarms.",
  ],
  [
    [
      { Id: "m1", MetricStat: METRIC, ReturnData: false },
      { Id: "m2", MetricStat: { ...METRIC, Period: 300 }, ReturnData: false },
      { Id: "e1", Expression: "m1+m2" },
    ],
    "same period",
  ],
])("putMetricAlarm() refuses metrics %j", async (Metrics, message) => {
  const bed = new OperationTestBed();
  const refusal = await bed.refusal(putMetricAlarm, { ...WITHOUT_METRIC, Metrics: Metrics ?? [] });
  expect(refusal).toEqual(["ValidationException", expect.stringContaining(message)]);
});

test("putMetricAlarm() says what is not there instead of forgetting it", async () => {
  const bed = new OperationTestBed();
  const input = { ...ALARM, ComparisonOperator: "GreaterThanUpperThreshold" } as const;
  expect(await bed.refusal(putMetricAlarm, input)).toEqual([
    "NotImplemented",
    "Postern does not have alarms on anomaly detection yet",
  ]);
});
