import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { getMetricStatistics } from "./get-metric-statistics.ts";
import type { Input } from "./operation-types.ts";
import { putMetricData } from "./put-metric-data.ts";

type MetricDatum = NonNullable<Input<"PutMetricData">["MetricData"]>[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = new OperationTestBed().clock.nowMs();

test("putMetricData() adds up values, counts and statistic sets of a minute", async () => {
  const bed = new OperationTestBed();
  const Timestamp = new Date(NOW_MS - 60_000);
  const MetricData: MetricDatum[] = [
    { MetricName: "Latency", Timestamp, Value: 4, Unit: "Milliseconds" },
    { MetricName: "Latency", Timestamp, Values: [1, 2], Counts: [3, 1.5], Unit: "Milliseconds" },
    {
      MetricName: "Latency",
      Timestamp,
      StatisticValues: { SampleCount: 2, Sum: 10, Minimum: 0, Maximum: 10 },
      Unit: "Milliseconds",
    },
  ];
  await bed.run(putMetricData, { Namespace: "Shop", MetricData });
  const answer = await bed.run(getMetricStatistics, {
    Namespace: "Shop",
    MetricName: "Latency",
    StartTime: new Date(NOW_MS - 5 * 60_000),
    EndTime: new Date(NOW_MS),
    Period: 300,
    Statistics: ["SampleCount", "Sum", "Minimum", "Maximum", "Average"],
  });
  expect(answer).toEqual({
    Label: "Latency",
    Datapoints: [
      {
        Timestamp: new Date(NOW_MS - 5 * 60_000),
        SampleCount: 7.5,
        Sum: 20,
        Minimum: 0,
        Maximum: 10,
        Average: 20 / 7.5,
        Unit: "Milliseconds",
      },
    ],
  });
});

const MANY_DIMENSIONS = Array.from({ length: 31 }, (_, n) => ({ Name: `n${n}`, Value: "v" }));

test.each<[MetricDatum, string, string]>([
  [{ MetricName: "m" }, "InvalidParameterCombinationException", "At least one of the parameters"],
  [
    { MetricName: "m", Value: NaN },
    "InvalidParameterValueException",
    "The value NaN for parameter MetricData.member.1.Value is invalid.",
  ],
  [{ MetricName: "m", Value: Infinity }, "InvalidParameterValueException", "The value Infinity"],
  [{ MetricName: "m", Value: 2 ** 361 }, "InvalidParameterValueException", "is invalid"],
  [
    { MetricName: "m", Value: 1, Values: [1] },
    "InvalidParameterCombinationException",
    "mutually exclusive",
  ],
  [{ MetricName: "m", Values: [1, 2], Counts: [1] }, "InvalidParameterValueException", "same size"],
  [
    { MetricName: "m", Values: [1], Counts: [-1] },
    "InvalidParameterValueException",
    "Counts.member.1",
  ],
  [
    { MetricName: "m", Values: Array<number>(151).fill(1) },
    "InvalidParameterValueException",
    "greater than 150",
  ],
  [
    { MetricName: "m", Value: 1, StorageResolution: 30 },
    "InvalidParameterValueException",
    "StorageResolution",
  ],
  [
    { MetricName: "m", Value: 1, Unit: "Furlongs" as "Count" },
    "InvalidParameterValueException",
    "Unit",
  ],
  [
    { MetricName: "m", Value: 1, Dimensions: MANY_DIMENSIONS },
    "InvalidParameterValueException",
    "greater than 30",
  ],
  [
    { MetricName: "m", Value: 1, Dimensions: [{ Name: "a", Value: "" }] },
    "MissingRequiredParameterException",
    "Dimensions.member.1.Value",
  ],
  [
    { MetricName: "m", Value: 1, Timestamp: new Date(NOW_MS - 14 * DAY_MS - 1) },
    "InvalidParameterValueException",
    "past two weeks",
  ],
  [
    { MetricName: "m", Value: 1, Timestamp: new Date(NOW_MS + 2 * HOUR_MS + 1) },
    "InvalidParameterValueException",
    "two hours",
  ],
  [
    { MetricName: "m", StatisticValues: { SampleCount: 1, Sum: 1, Minimum: 2, Maximum: 1 } },
    "InvalidParameterCombinationException",
    "Maximum",
  ],
])("putMetricData() refuses %j", async (datum, name, message) => {
  const bed = new OperationTestBed();
  const refusal = await bed.refusal(putMetricData, { Namespace: "Shop", MetricData: [datum] });
  expect(refusal).toEqual([name, expect.stringContaining(message)]);
});

test("putMetricData() takes the oldest and the latest time and the largest request that AWS takes", async () => {
  const bed = new OperationTestBed();
  const datum = { MetricName: "m", Value: 1 };
  const MetricData = Array.from({ length: 1000 }, () => datum);
  MetricData[0] = { ...datum, Timestamp: new Date(NOW_MS - 14 * DAY_MS) } as typeof datum;
  MetricData[1] = { ...datum, Timestamp: new Date(NOW_MS + 2 * HOUR_MS) } as typeof datum;
  expect(await bed.run(putMetricData, { Namespace: "Shop", MetricData })).toEqual({});
  expect(
    await bed.refusal(putMetricData, { Namespace: "Shop", MetricData: [...MetricData, datum] }),
  ).toEqual([
    "InvalidParameterValueException",
    "The collection MetricData must not have a size greater than 1000.",
  ]);
  expect(await bed.refusal(putMetricData, { Namespace: "AWS/EC2", MetricData: [datum] })).toEqual([
    "InvalidParameterValueException",
    "The value AWS/ for parameter Namespace is invalid.",
  ]);
});
