// Alarms, dashboards and their tags with the real SDK client. Expected shapes are from AWS's API reference.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html
import {
  CloudWatchClient,
  DashboardInvalidInputError,
  DeleteAlarmsCommand,
  DeleteDashboardsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  GetDashboardCommand,
  InvalidFormatFault,
  ListDashboardsCommand,
  ListTagsForResourceCommand,
  PutDashboardCommand,
  PutMetricAlarmCommand,
  ResourceNotFoundException,
  SetAlarmStateCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type DescribeAlarmsCommandInput,
  type PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

let server: ControlPlaneServer;
let cloudWatch: CloudWatchClient;

beforeAll(async () => {
  server = await startControlPlaneServer();
  cloudWatch = new CloudWatchClient(server.clientConfig);
});

afterAll(async () => {
  cloudWatch.destroy();
  await server.close();
});

const METRIC = { Namespace: "Shop", MetricName: "Errors" };

async function putAlarm(
  AlarmName: string,
  settings: Partial<PutMetricAlarmCommandInput> = {},
): Promise<void> {
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName,
      ...METRIC,
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "GreaterThanThreshold",
      ...settings,
    }),
  );
}

async function names(input: DescribeAlarmsCommandInput) {
  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand(input));
  return MetricAlarms.map(({ AlarmName }) => AlarmName);
}

test("DescribeAlarms filters and pages", async () => {
  const AlarmActions = ["arn:aws:sns:us-east-1:000000000000:topic"];
  await putAlarm("list/b");
  await putAlarm("list/a", { AlarmActions });
  await putAlarm("list/c", { Dimensions: [{ Name: "Service", Value: "cart" }] });
  const AlarmNamePrefix = "list/";
  expect(await names({ AlarmNamePrefix })).toEqual(["list/a", "list/b", "list/c"]);
  expect(await names({ AlarmNames: ["list/c", "absent"] })).toEqual(["list/c"]);
  expect(await names({ AlarmNamePrefix, StateValue: "OK" })).toEqual([]);
  expect(await names({ AlarmNamePrefix, ActionPrefix: "arn:aws:sns" })).toEqual(["list/a"]);
  expect(await names({ AlarmNamePrefix, AlarmTypes: ["CompositeAlarm"] })).toEqual([]);
  const page = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix, MaxRecords: 2 }));
  expect(page.MetricAlarms).toHaveLength(2);
  const NextToken = page.NextToken ?? "";
  expect(await names({ AlarmNamePrefix, NextToken })).toEqual(["list/c"]);
  const forMetric = await cloudWatch.send(
    new DescribeAlarmsForMetricCommand({
      ...METRIC,
      Dimensions: [{ Name: "Service", Value: "cart" }],
    }),
  );
  expect(forMetric.MetricAlarms?.map(({ AlarmName }) => AlarmName)).toEqual(["list/c"]);
});

test("SetAlarmState is a transition, and history outlives the alarm", async () => {
  const AlarmName = "set";
  await putAlarm(AlarmName);
  const state = { AlarmName, StateValue: "ALARM", StateReason: "a test" } as const;
  await cloudWatch.send(new SetAlarmStateCommand({ ...state, StateReasonData: '{"by":"hand"}' }));
  const { MetricAlarms } = await cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }),
  );
  expect(MetricAlarms?.[0]).toMatchObject({ ...state, StateReasonData: '{"by":"hand"}' });
  await expect(
    cloudWatch.send(new SetAlarmStateCommand({ ...state, StateReasonData: "{" })),
  ).rejects.toBeInstanceOf(InvalidFormatFault);
  await cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: [AlarmName] }));
  const history = await cloudWatch.send(
    new DescribeAlarmHistoryCommand({ AlarmName, ScanBy: "TimestampAscending" }),
  );
  expect(
    history.AlarmHistoryItems?.map((item) => [item.HistoryItemType, item.HistorySummary]),
  ).toEqual([
    ["ConfigurationUpdate", 'Alarm "set" created'],
    ["StateUpdate", "Alarm updated from INSUFFICIENT_DATA to ALARM"],
    ["ConfigurationUpdate", 'Alarm "set" deleted'],
  ]);
  await expect(cloudWatch.send(new SetAlarmStateCommand(state))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 404 },
  });
});

test("EnableAlarmActions and DisableAlarmActions set ActionsEnabled", async () => {
  await putAlarm("actions");
  const AlarmNames = ["actions"];
  const isEnabled = async () =>
    (await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames }))).MetricAlarms?.[0]
      ?.ActionsEnabled;
  await cloudWatch.send(new DisableAlarmActionsCommand({ AlarmNames }));
  expect(await isEnabled()).toBe(false);
  await cloudWatch.send(new EnableAlarmActionsCommand({ AlarmNames }));
  expect(await isEnabled()).toBe(true);
});

test("DeleteAlarms passes over names that no alarm has", async () => {
  await putAlarm("gone");
  await cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: ["absent", "gone"] }));
  expect(await names({ AlarmNames: ["gone"] })).toEqual([]);
});

test("dashboards are kept as they were put", async () => {
  const DashboardBody = '{ "widgets": [{ "type": "text", "properties": { "markdown": "é" } }] }';
  await cloudWatch.send(new PutDashboardCommand({ DashboardName: "shop", DashboardBody }));
  expect(await cloudWatch.send(new GetDashboardCommand({ DashboardName: "shop" }))).toMatchObject({
    DashboardArn: "arn:aws:cloudwatch::000000000000:dashboard/shop",
    DashboardBody,
    DashboardName: "shop",
  });
  const list = await cloudWatch.send(new ListDashboardsCommand({ DashboardNamePrefix: "sh" }));
  expect(list.DashboardEntries).toEqual([
    {
      DashboardName: "shop",
      DashboardArn: "arn:aws:cloudwatch::000000000000:dashboard/shop",
      LastModified: expect.any(Date) as Date,
      Size: Buffer.byteLength(DashboardBody),
    },
  ]);
  await expect(
    cloudWatch.send(new DeleteDashboardsCommand({ DashboardNames: ["shop", "absent"] })),
  ).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  await cloudWatch.send(new DeleteDashboardsCommand({ DashboardNames: ["shop"] }));
  await expect(
    cloudWatch.send(new GetDashboardCommand({ DashboardName: "shop" })),
  ).rejects.toMatchObject({ message: "Dashboard shop does not exist" });
});

test.each([
  ["bad name", '{"widgets":[]}', /contains invalid characters/],
  ["shop", "{", /must be a valid JSON object/],
  ["shop", "[]", /must be a valid JSON object/],
  ["shop", "{}", /Should have required property 'widgets'/],
  ["shop", '{"widgets":[{"type":"text"}]}', /Should have required property 'properties'/],
])("PutDashboard refuses %s with %s", async (DashboardName, DashboardBody, message) => {
  const refusal = cloudWatch.send(new PutDashboardCommand({ DashboardName, DashboardBody }));
  await expect(refusal).rejects.toBeInstanceOf(DashboardInvalidInputError);
  await expect(refusal).rejects.toMatchObject({
    message: expect.stringMatching(message) as string,
  });
});

test("alarms have tags", async () => {
  await putAlarm("tagged", { Tags: [{ Key: "a", Value: "1" }] });
  const ResourceARN = "arn:aws:cloudwatch:us-east-1:000000000000:alarm:tagged";
  await cloudWatch.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: "b", Value: "2" }] }));
  await cloudWatch.send(new UntagResourceCommand({ ResourceARN, TagKeys: ["a"] }));
  const { Tags } = await cloudWatch.send(new ListTagsForResourceCommand({ ResourceARN }));
  expect(Tags).toEqual([{ Key: "b", Value: "2" }]);
  await expect(
    cloudWatch.send(new ListTagsForResourceCommand({ ResourceARN: `${ResourceARN}x` })),
  ).rejects.toBeInstanceOf(ResourceNotFoundException);
});
