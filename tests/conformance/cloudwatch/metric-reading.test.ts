// How metrics are read: pages, orders and labels of GetMetricData, filters and pages of ListMetrics, the history of
// alarms and what dashboards are refused for, with the real SDK client. Expected shapes are from AWS's API reference.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsForMetricCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  paginateDescribeAlarmHistory,
  paginateGetMetricData,
  paginateListMetrics,
  PutDashboardCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
  type GetMetricDataCommandInput,
  type MetricDataQuery,
} from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

const MINUTE_MS = 60_000;
const NOW_MS = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
const WINDOW = { StartTime: new Date(NOW_MS - 5 * MINUTE_MS), EndTime: new Date(NOW_MS) };
const Namespace = "Shop";

let server: ControlPlaneServer;
let cloudWatch: CloudWatchClient;

beforeAll(async () => {
  server = await startControlPlaneServer();
  cloudWatch = new CloudWatchClient(server.clientConfig);
  const MetricData = ["cart", "search"].flatMap((Value) =>
    [1, 2, 3, 4].map((number) => ({
      MetricName: "Orders",
      Dimensions: [{ Name: "Service", Value }],
      Value: number,
      Timestamp: new Date(NOW_MS - (6 - number) * MINUTE_MS),
    })),
  );
  await cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData }));
});

afterAll(async () => {
  cloudWatch.destroy();
  await server.close();
});

function stat(Id: string, Value: string, rest: Partial<MetricDataQuery> = {}): MetricDataQuery {
  const Dimensions = [{ Name: "Service", Value }];
  const Metric = { Namespace, MetricName: "Orders", Dimensions };
  return { Id, MetricStat: { Metric, Period: 60, Stat: "Sum" }, ...rest };
}

test.each(["TimestampAscending", "TimestampDescending"] as const)(
  "GetMetricData pages by MaxDatapoints, %s",
  async (ScanBy) => {
    const input: GetMetricDataCommandInput = {
      ...WINDOW,
      ScanBy,
      MaxDatapoints: 3,
      MetricDataQueries: [
        stat("a", "cart"),
        stat("hidden", "search", { ReturnData: false }),
        { Id: "b", Expression: "hidden * 10" },
      ],
    };
    const pages: [string | undefined, string | undefined, number[] | undefined][][] = [];
    for await (const page of paginateGetMetricData({ client: cloudWatch }, input)) {
      const results = page.MetricDataResults ?? [];
      pages.push(results.map(({ Id, StatusCode, Values }) => [Id, StatusCode, Values]));
    }
    const ordered = (values: number[]) =>
      ScanBy === "TimestampAscending" ? values : values.toReversed();
    const [a, b] = [ordered([1, 2, 3, 4]), ordered([10, 20, 30, 40])];
    expect(pages).toEqual([
      [["a", "PartialData", a.slice(0, 3)]],
      [
        ["a", "Complete", a.slice(3)],
        ["b", "PartialData", b.slice(0, 2)],
      ],
      [["b", "Complete", b.slice(2)]],
    ]);
  },
);

test("GetMetricData fills dynamic values into labels, in the time zone that is asked for", async () => {
  const search = `SEARCH('{${Namespace},Service} Orders', 'Sum', 60)`;
  const { MetricDataResults = [] } = await cloudWatch.send(
    new GetMetricDataCommand({
      ...WINDOW,
      LabelOptions: { Timezone: "-0130" },
      MetricDataQueries: [
        stat("a", "cart", {
          Label: "${LABEL} of ${PROP('Dim.Service')}: ${MIN} to ${MAX} at ${MAX_TIME}",
        }),
        { Id: "b", Expression: search, Label: "${PROP('Dim.Service')} in ${PROP('Region')}" },
        { Id: "c", Expression: search, Label: "found" },
      ],
    }),
  );
  const local = new Date(NOW_MS - 2 * MINUTE_MS - 90 * MINUTE_MS);
  const shown = local.toISOString().slice(0, 19).replace("T", " ");
  expect(MetricDataResults.map(({ Label }) => Label)).toEqual([
    `Orders of cart: 1 to 4 at ${shown}`,
    "cart in us-east-1",
    "search in us-east-1",
    "found cart Orders",
    "found search Orders",
  ]);
});

test("PutMetricData takes data of entities, which are forgotten", async () => {
  const MetricData = [
    { MetricName: "Latency", Values: [1, 2, 3], Counts: [1, 1, 8], StorageResolution: 1 },
  ];
  const Entity = { KeyAttributes: { Type: "Service", Name: "cart" } };
  await cloudWatch.send(
    new PutMetricDataCommand({
      Namespace: "Entities",
      EntityMetricData: [{ Entity, MetricData }],
      StrictEntityValidation: true,
    }),
  );
  const { Datapoints } = await cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace: "Entities",
      MetricName: "Latency",
      StartTime: WINDOW.StartTime,
      EndTime: new Date(Date.now() + MINUTE_MS),
      Period: 3600,
      Statistics: ["Sum", "SampleCount"],
    }),
  );
  expect(Datapoints).toMatchObject([{ Sum: 27, SampleCount: 10, Unit: "None" }]);
});

test("ListMetrics filters by dimensions, recency and account, and pages", async () => {
  const names = Array.from({ length: 501 }, (_, n) => `m${n}`);
  await cloudWatch.send(
    new PutMetricDataCommand({
      Namespace: "Many",
      MetricData: names.map((MetricName) => ({ MetricName, Value: 1 })),
    }),
  );
  const sizes: number[] = [];
  for await (const page of paginateListMetrics({ client: cloudWatch }, { Namespace: "Many" })) {
    sizes.push(page.Metrics?.length ?? 0);
  }
  expect(sizes).toEqual([500, 1]);
  const counted = async (input: object) => {
    const answer = await cloudWatch.send(new ListMetricsCommand({ Namespace, ...input }));
    return answer.Metrics?.length;
  };
  expect(await counted({})).toBe(2);
  expect(await counted({ Dimensions: [{ Name: "Service" }] })).toBe(2);
  expect(await counted({ Dimensions: [{ Name: "Service", Value: "cart" }] })).toBe(1);
  expect(await counted({ Dimensions: [{ Name: "Host" }] })).toBe(0);
  expect(await counted({ RecentlyActive: "PT3H" })).toBe(2);
  expect(await counted({ OwningAccount: "000000000000", IncludeLinkedAccounts: true })).toBe(2);
  expect(await counted({ OwningAccount: "111111111111", IncludeLinkedAccounts: true })).toBe(0);
});

test("DescribeAlarmsForMetric leaves alarms on metric math out", async () => {
  const alarm = { EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: "GreaterThanThreshold" };
  const Dimensions = [{ Name: "Service", Value: "cart" }];
  const metric = { Namespace, MetricName: "Orders", Dimensions };
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      ...alarm,
      ...metric,
      ComparisonOperator: "GreaterThanThreshold",
      AlarmName: "plain",
      Statistic: "Sum",
      Period: 60,
    }),
  );
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      ...alarm,
      ComparisonOperator: "GreaterThanThreshold",
      AlarmName: "math",
      Metrics: [stat("m", "cart", { ReturnData: false }), { Id: "e", Expression: "m * 2" }],
    }),
  );
  const named = async (input: object) => {
    const answer = await cloudWatch.send(
      new DescribeAlarmsForMetricCommand({ ...metric, ...input }),
    );
    return answer.MetricAlarms?.map(({ AlarmName }) => AlarmName);
  };
  expect(await named({})).toEqual(["plain"]);
  expect(await named({ Statistic: "Sum", Period: 60 })).toEqual(["plain"]);
  expect(await named({ Statistic: "Average" })).toEqual([]);
  expect(await named({ ExtendedStatistic: "p99" })).toEqual([]);
  expect(await named({ Unit: "Count" })).toEqual([]);
  await cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: ["plain", "math"] }));
});

test("DescribeAlarmHistory filters by kind, type and time, and pages", async () => {
  const AlarmName = "history";
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName,
      Namespace,
      MetricName: "Orders",
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1.5,
      ComparisonOperator: "GreaterThanThreshold",
      Dimensions: [{ Name: "Service", Value: "cart" }],
    }),
  );
  for (const StateValue of ["OK", "ALARM", "OK"] as const) {
    const StateReason = "a test";
    await cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason }));
  }
  const summaries: (string | undefined)[][] = [];
  const input = { AlarmName, HistoryItemType: "StateUpdate", MaxRecords: 2 } as const;
  for await (const page of paginateDescribeAlarmHistory({ client: cloudWatch }, input)) {
    summaries.push((page.AlarmHistoryItems ?? []).map((item) => item.HistorySummary));
  }
  expect(summaries).toEqual([
    ["Alarm updated from ALARM to OK", "Alarm updated from OK to ALARM"],
    ["Alarm updated from INSUFFICIENT_DATA to OK"],
  ]);
  const { AlarmHistoryItems: created = [] } = await cloudWatch.send(
    new DescribeAlarmHistoryCommand({ AlarmName, HistoryItemType: "ConfigurationUpdate" }),
  );
  const data = JSON.parse(created[0]?.HistoryData ?? "") as Record<string, object>;
  // In AWS's order and with its spelling.
  expect(Object.keys(data["createdAlarm"] ?? {})).toEqual([
    "alarmName",
    "alarmDescription",
    "alarmArn",
    "alarmConfigurationUpdatedTimestamp",
    "namespace",
    "metricName",
    "statistic",
    "period",
    "dimensions",
    "threshold",
    "comparisonOperator",
    "evaluationPeriods",
    "stateValue",
    "stateUpdatedTimestamp",
    "actionsEnabled",
    "alarmActions",
    "insufficientDataActions",
    "okactions",
  ]);
  expect(data["createdAlarm"]).toMatchObject({
    stateValue: "INSUFFICIENT_DATA",
    stateUpdatedTimestamp: expect.stringMatching(/\.\d{3}\+0000$/) as string,
    dimensions: [{ name: "Service", value: "cart" }],
  });
  const counted = async (filter: object) => {
    const answer = await cloudWatch.send(new DescribeAlarmHistoryCommand({ AlarmName, ...filter }));
    return answer.AlarmHistoryItems?.length;
  };
  expect(await counted({})).toBe(4);
  expect(await counted({ AlarmTypes: ["CompositeAlarm"] })).toBe(0);
  expect(await counted({ StartDate: new Date(Date.now() + MINUTE_MS) })).toBe(0);
  expect(await counted({ EndDate: new Date(Date.now() - 10 * MINUTE_MS) })).toBe(0);
});

test("PutDashboard says all that is wrong with widgets, and where", async () => {
  const widgets = [
    { type: "metric", properties: { region: "us-east-1" } },
    {
      type: "metric",
      properties: { region: "us-east-1", metrics: ["Shop", ["a", { b: 1 }, "c"]] },
    },
    { type: "alarm", properties: { alarms: [] } },
    { type: "text", width: 25, properties: {} },
    { type: "metric", properties: { annotations: { alarms: ["arn:aws:cloudwatch:::alarm:a"] } } },
    { type: "metric", properties: { region: "r", metrics: [["Shop", "Orders", { stat: "Sum" }]] } },
    { type: "log", properties: { query: "SOURCE 'a'" } },
  ];
  const expected = [
    ["/widgets/0/properties", "Should have required property 'metrics'"],
    [
      "/widgets/0/properties",
      "The metric widget should have specified a region and a data source or an alarm annotation",
    ],
    ["/widgets/0/properties", "Should have required property 'annotations'"],
    ["/widgets/1/properties/metrics/0", "Should be array"],
    [
      "/widgets/1/properties/metrics/0",
      'Field "metrics" has to be an array of array of strings, with an optional metricRenderer object as last element',
    ],
    [
      "/widgets/1/properties/metrics/1/1",
      "Invalid metric field type, only 'String' type is allowed",
    ],
    ["/widgets/2/properties/alarms", "Should NOT have less than 1 items"],
    ["/widgets/3/width", "Should be <= 24"],
    ["/widgets/3/properties", "Should have required property 'markdown'"],
  ].map(([DataPath, Message]) => ({ DataPath, Message }));
  const DashboardBody = JSON.stringify({ widgets });
  await expect(
    cloudWatch.send(new PutDashboardCommand({ DashboardName: "bad", DashboardBody })),
  ).rejects.toMatchObject({
    name: "DashboardInvalidInputError",
    message: expect.stringContaining(
      "The dashboard body is invalid, there are 9 validation errors:",
    ) as string,
    dashboardValidationMessages: expected,
  });
});
