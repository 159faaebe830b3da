// Errors as clients see them in each of the three protocols that CloudWatch has been spoken in: operations that are
// not there, and the codes and words of those that are. Texts are quoted from AWS's pages and from users' reports.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CommonErrors.html
import { AwsQueryProtocol } from "@aws-sdk/core/protocols";
import * as sdk from "@aws-sdk/client-cloudwatch";
import { SmithyRpcV2CborProtocol } from "@smithy/core/cbor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operations } from "../../../src/services/cloudwatch/operations.ts";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

type Command = Parameters<sdk.CloudWatchClient["send"]>[0];

const PROTOCOLS: [string, Pick<sdk.CloudWatchClientConfig, "protocol">][] = [
  ["awsJson1_0", {}],
  ["awsQuery", { protocol: AwsQueryProtocol }],
  ["rpcv2Cbor", { protocol: SmithyRpcV2CborProtocol }],
];
/** Insight rules, anomaly detectors, metric streams, mute rules and the rest. */
const ABSENT = Object.entries(sdk).flatMap(([name, value]) => {
  const operation = name.slice(0, -"Command".length);
  const isAbsent = name.endsWith("Command") && operation !== "$" && !(operation in operations);
  return isAbsent ? [[operation, value as new (input: object) => Command] as const] : [];
});
const START = new Date("2026-01-01T00:00:00Z");
const END = new Date("2026-01-01T01:00:00Z");
const STATISTICS: sdk.GetMetricStatisticsCommandInput = {
  Namespace: "Shop",
  MetricName: "Orders",
  StartTime: START,
  EndTime: END,
  Period: 60,
  Statistics: ["Sum"],
};
const STAT = { Metric: { Namespace: "Shop", MetricName: "Orders" }, Period: 60, Stat: "Sum" };
const DATA: sdk.GetMetricDataCommandInput = {
  MetricDataQueries: [{ Id: "m1", MetricStat: STAT }],
  StartTime: START,
  EndTime: END,
};
const UNITS =
  "Seconds, Microseconds, Milliseconds, Bytes, Kilobytes, Megabytes, Gigabytes, Terabytes, Bits, Kilobits, Megabits, Gigabits, Terabits, Percent, Count, Bytes/Second, Kilobytes/Second, Megabytes/Second, Gigabytes/Second, Terabytes/Second, Bits/Second, Kilobits/Second, Megabits/Second, Gigabits/Second, Terabits/Second, Count/Second, None";

/** Commands of different operations have no type in common. */
function commandOf(Constructor: new (input: never) => unknown, input: object): Command {
  return new Constructor(input as never) as Command;
}

function putDatum(...MetricData: sdk.MetricDatum[]): Command {
  return commandOf(sdk.PutMetricDataCommand, { Namespace: "Shop", MetricData });
}

/** JSON and CBOR have another name for it than query. */
const VALIDATION = /^Validation(Error|Exception)$/;

/** The command, the error's name in the model, its text. */
const REFUSED: [command: Command, name: string | RegExp, message: string][] = [
  [
    commandOf(sdk.GetMetricStatisticsCommand, { ...STATISTICS, EndTime: START }),
    "InvalidParameterValueException",
    "The parameter StartTime must not equal parameter EndTime.",
  ],
  [
    commandOf(sdk.GetMetricStatisticsCommand, { ...STATISTICS, StartTime: END, EndTime: START }),
    "InvalidParameterValueException",
    "The parameter StartTime must be less than the parameter EndTime.",
  ],
  [
    commandOf(sdk.GetMetricStatisticsCommand, { ...STATISTICS, Statistics: ["Middle" as "Sum"] }),
    "InvalidParameterValueException",
    "The parameter Statistics.member.1 must be a value in the set [ Sum, Maximum, Minimum, SampleCount, Average ].",
  ],
  [
    commandOf(sdk.GetMetricStatisticsCommand, { ...STATISTICS, Unit: "Furlongs" as "Count" }),
    "InvalidParameterValueException",
    `The parameter Unit must be a value in the set [ ${UNITS} ].`,
  ],
  [
    commandOf(sdk.GetMetricStatisticsCommand, {
      ...STATISTICS,
      EndTime: new Date("2026-01-02T00:01:00Z"),
    }),
    "InvalidParameterCombinationException",
    "You have requested up to 1,441 datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.",
  ],
  [
    commandOf(sdk.GetMetricDataCommand, { ...DATA, EndTime: START }),
    VALIDATION,
    "The parameter StartTime must not equal parameter EndTime.",
  ],
  [
    commandOf(sdk.GetMetricDataCommand, {
      ...DATA,
      MetricDataQueries: [{ Id: "m1", MetricStat: { ...STAT, Stat: "None" } }],
    }),
    VALIDATION,
    "The value None for parameter MetricDataQueries.member.1.MetricStat.Stat is not a valid statistic.",
  ],
  [
    commandOf(sdk.GetMetricDataCommand, { ...DATA, LabelOptions: { Timezone: "Berlin" } }),
    VALIDATION,
    "The value Berlin for parameter LabelOptions.Timezone is invalid.",
  ],
  [
    commandOf(sdk.GetMetricDataCommand, { ...DATA, NextToken: "nonsense" }),
    "InvalidNextToken",
    "Invalid nextToken: nonsense",
  ],
  [
    commandOf(sdk.ListMetricsCommand, { NextToken: "nonsense" }),
    "InvalidParameterValueException",
    "Invalid nextToken: nonsense",
  ],
  [
    commandOf(sdk.ListDashboardsCommand, { NextToken: "nonsense" }),
    "InvalidParameterValueException",
    "Invalid nextToken: nonsense",
  ],
  [
    commandOf(sdk.DescribeAlarmsCommand, { NextToken: "nonsense" }),
    "InvalidNextToken",
    "Invalid nextToken: nonsense",
  ],
  [
    putDatum(
      { MetricName: "a", Value: 1, Unit: "Furlongs" as "Count" },
      { MetricName: "b", Value: 1 },
      { MetricName: "c", Value: 1, Unit: "" as "Count" },
    ),
    "InvalidParameterValueException",
    `The parameter MetricData.member.1.Unit must be a value in the set [ ${UNITS} ].\nThe parameter MetricData.member.3.Unit must be a value in the set [ ${UNITS} ].`,
  ],
  [
    putDatum({ MetricName: "a", Value: NaN }),
    "InvalidParameterValueException",
    "The value NaN for parameter MetricData.member.1.Value is invalid.",
  ],
  [
    putDatum({ MetricName: "a", Value: 1, Dimensions: [{ Name: "n", Value: "  " }] }),
    "MissingRequiredParameterException",
    "The parameter MetricData.member.1.Dimensions.member.1.Value is required.",
  ],
  [
    putDatum({
      MetricName: "a",
      Value: 1,
      StatisticValues: { SampleCount: 1, Sum: 1, Minimum: 1, Maximum: 1 },
    }),
    "InvalidParameterCombinationException",
    "The parameters MetricData.member.1.Value and MetricData.member.1.StatisticValues are mutually exclusive and you have specified both.",
  ],
  [
    commandOf(sdk.PutMetricAlarmCommand, {
      AlarmName: "a",
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "GreaterThanThreshold",
    }),
    VALIDATION,
    "MetricName must not be null",
  ],
  [
    commandOf(sdk.SetAlarmStateCommand, { AlarmName: "absent", StateValue: "OK", StateReason: "" }),
    "ResourceNotFound",
    "Alarm absent does not exist",
  ],
];

describe.each(PROTOCOLS)("CloudWatch's errors by %s", (_name, protocol) => {
  let server: ControlPlaneServer;
  let cloudWatch: sdk.CloudWatchClient;

  beforeAll(async () => {
    server = await startControlPlaneServer();
    cloudWatch = new sdk.CloudWatchClient({ ...server.clientConfig, ...protocol });
  });

  afterAll(async () => {
    cloudWatch.destroy();
    await server.close();
  });

  test.each(ABSENT)("%s answers that it is not there", async (operation, AbsentCommand) => {
    await expect(cloudWatch.send(new AbsentCommand({}))).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringContaining(operation) as string,
      $metadata: { httpStatusCode: 501 },
    });
  });

  test.each(REFUSED)("%o is refused with %s: %s", async (command, name, message) => {
    await expect(cloudWatch.send(command)).rejects.toMatchObject({
      name: expect.stringMatching(name) as string,
      message,
    });
  });
});

test("an error by JSON or CBOR tells the query protocol's code in x-amzn-query-error", async () => {
  const server = await startControlPlaneServer();
  const ask = (operation: string, body: object) =>
    fetch(server.url, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `GraniteServiceVersion20100801.${operation}`,
      },
      body: JSON.stringify(body),
    });
  const codes: (string | null)[] = [];
  for (const [operation, body] of [
    ["SetAlarmState", { AlarmName: "absent", StateValue: "OK", StateReason: "" }],
    ["GetDashboard", { DashboardName: "absent" }],
    ["PutDashboard", { DashboardName: "d", DashboardBody: "{}" }],
    ["ListMetrics", { NextToken: "nonsense" }],
    ["DeleteAlarms", { AlarmNames: Array(101).fill("a") }],
    ["DescribeInsightRules", {}],
  ] as const) {
    const response = await ask(operation, body);
    codes.push(response.headers.get("x-amzn-query-error"));
  }
  expect(codes).toEqual([
    "ResourceNotFound;Sender",
    "ResourceNotFound;Sender",
    "InvalidParameterInput;Sender",
    "InvalidParameterValue;Sender",
    "ValidationError;Sender",
    "NotImplemented;Receiver",
  ]);
  await server.close();
});
