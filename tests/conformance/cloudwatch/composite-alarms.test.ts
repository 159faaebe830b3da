// Composite alarms with the real SDK client, in each of the three protocols that CloudWatch has been spoken in.
// Expected shapes are from AWS's API reference; nothing here was recorded from AWS by this project.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
import { AwsQueryProtocol } from "@aws-sdk/core/protocols";
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  ListTagsForResourceCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type CloudWatchClientConfig,
  type DescribeAlarmsCommandInput,
  type PutCompositeAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import { SmithyRpcV2CborProtocol } from "@smithy/core/cbor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

const PROTOCOLS: [string, Pick<CloudWatchClientConfig, "protocol">][] = [
  ["awsJson1_0", {}],
  ["awsQuery", { protocol: AwsQueryProtocol }],
  ["rpcv2Cbor", { protocol: SmithyRpcV2CborProtocol }],
];

describe.each(PROTOCOLS)("composite alarms by %s", (_name, protocol) => {
  let server: ControlPlaneServer;
  let cloudWatch: CloudWatchClient;

  const put = (AlarmName: string, AlarmRule: string, rest: object = {}) =>
    cloudWatch.send(new PutCompositeAlarmCommand({ AlarmName, AlarmRule, ...rest }));
  const describeAlarms = (input: DescribeAlarmsCommandInput) =>
    cloudWatch.send(new DescribeAlarmsCommand(input));
  const setState = (AlarmName: string, StateValue: "OK" | "ALARM") =>
    cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: "a test" }));
  const alarmNames = async (input: DescribeAlarmsCommandInput) => {
    const { MetricAlarms, CompositeAlarms } = await describeAlarms(input);
    return [MetricAlarms, CompositeAlarms].map((alarms) => alarms?.map((each) => each.AlarmName));
  };

  beforeAll(async () => {
    server = await startControlPlaneServer();
    cloudWatch = new CloudWatchClient({ ...server.clientConfig, ...protocol });
    for (const AlarmName of ["cpu", "disk is full"]) {
      await cloudWatch.send(
        new PutMetricAlarmCommand({
          AlarmName,
          Namespace: "Shop",
          MetricName: "Errors",
          Statistic: "Sum",
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: 1,
          ComparisonOperator: "GreaterThanThreshold",
        }),
      );
    }
    await put("service", 'ALARM(cpu) OR ALARM("disk is full")');
    await put("service-off", "FALSE");
    await put("shop", "ALARM(service) AND NOT ALARM(service-off)", {
      AlarmDescription: "the shop is down",
      AlarmActions: ["arn:aws:sns:us-east-1:000000000000:pager"],
      ActionsSuppressor: "service-off",
      ActionsSuppressorWaitPeriod: 60,
      ActionsSuppressorExtensionPeriod: 30,
      Tags: [{ Key: "team", Value: "shop" }],
    } satisfies Partial<PutCompositeAlarmCommandInput>);
  });

  afterAll(async () => {
    cloudWatch.destroy();
    await server.close();
  });

  test("DescribeAlarms lists each kind where it is asked for, and pages over both", async () => {
    const both: DescribeAlarmsCommandInput["AlarmTypes"] = ["MetricAlarm", "CompositeAlarm"];
    expect(await alarmNames({})).toEqual([["cpu", "disk is full"], []]);
    expect(await alarmNames({ AlarmTypes: ["CompositeAlarm"] })).toEqual([
      [],
      ["service", "service-off", "shop"],
    ]);
    expect(await alarmNames({ AlarmTypes: both, AlarmNamePrefix: "s" })).toEqual([
      [],
      ["service", "service-off", "shop"],
    ]);
    const first = await describeAlarms({ AlarmTypes: both, MaxRecords: 3 });
    expect(first.MetricAlarms).toHaveLength(2);
    expect(first.CompositeAlarms).toHaveLength(1);
    const { NextToken } = first;
    expect(await alarmNames({ AlarmTypes: both, NextToken })).toEqual([
      [],
      ["service-off", "shop"],
    ]);
  });

  test("DescribeAlarms says little of children and parents", async () => {
    const children = await describeAlarms({ ChildrenOfAlarmName: "shop" });
    const arn = (name: string) => `arn:aws:cloudwatch:us-east-1:000000000000:alarm:${name}`;
    const shown = (name: string, StateValue: string) => ({
      AlarmName: name,
      AlarmArn: arn(name),
      StateValue,
      StateUpdatedTimestamp: expect.any(Date) as Date,
    });
    expect(children.CompositeAlarms).toEqual([shown("service", "OK"), shown("service-off", "OK")]);
    const { MetricAlarms } = await describeAlarms({ ChildrenOfAlarmName: "service" });
    expect(MetricAlarms).toEqual([
      shown("cpu", "INSUFFICIENT_DATA"),
      shown("disk is full", "INSUFFICIENT_DATA"),
    ]);
    const parents = await describeAlarms({ ParentsOfAlarmName: "cpu" });
    expect(parents.CompositeAlarms).toEqual([{ AlarmName: "service", AlarmArn: arn("service") }]);
    await expect(
      describeAlarms({ ParentsOfAlarmName: "cpu", StateValue: "OK" }),
    ).rejects.toMatchObject({
      name: expect.stringMatching(/^Validation(Error|Exception)$/) as string,
      message: "ParentsOfAlarmName and StateValue cannot be used together",
    });
  });

  test("a child's transition goes up to the top, and its WaitPeriod is shown", async () => {
    await setState("disk is full", "ALARM");
    const { CompositeAlarms } = await describeAlarms({
      AlarmNames: ["shop"],
      AlarmTypes: ["CompositeAlarm"],
    });
    expect(CompositeAlarms?.[0]).toMatchObject({
      AlarmName: "shop",
      AlarmDescription: "the shop is down",
      AlarmRule: "ALARM(service) AND NOT ALARM(service-off)",
      StateValue: "ALARM",
      StateReason: expect.stringMatching(
        /^arn:aws:cloudwatch:us-east-1:000000000000:alarm:service transitioned to ALARM at \w+day \d\d \w+, \d{4} \d\d:\d\d:\d\d UTC$/,
      ) as string,
      ActionsSuppressor: "service-off",
      ActionsSuppressorWaitPeriod: 60,
      ActionsSuppressorExtensionPeriod: 30,
      ActionsSuppressedBy: "WaitPeriod",
      ActionsSuppressedReason: "Actions suppressed by WaitPeriod",
    });
    await setState("disk is full", "OK");
  });

  test("actions are enabled and disabled, and the history keeps it", async () => {
    const AlarmNames = ["service"];
    const AlarmTypes: DescribeAlarmsCommandInput["AlarmTypes"] = ["CompositeAlarm"];
    const isEnabled = async () =>
      (await describeAlarms({ AlarmNames, AlarmTypes })).CompositeAlarms?.[0]?.ActionsEnabled;
    await cloudWatch.send(new DisableAlarmActionsCommand({ AlarmNames }));
    expect(await isEnabled()).toBe(false);
    await cloudWatch.send(new EnableAlarmActionsCommand({ AlarmNames }));
    expect(await isEnabled()).toBe(true);
    const { AlarmHistoryItems = [] } = await cloudWatch.send(
      new DescribeAlarmHistoryCommand({
        AlarmName: "service",
        AlarmTypes,
        HistoryItemType: "ConfigurationUpdate",
        ScanBy: "TimestampAscending",
      }),
    );
    expect(AlarmHistoryItems.map((item) => item.HistorySummary)).toEqual([
      'Alarm "service" created',
      'Alarm "service" updated',
      'Alarm "service" updated',
    ]);
    expect(JSON.parse(AlarmHistoryItems[0]?.HistoryData ?? "")).toMatchObject({
      type: "Create",
      createdAlarm: { alarmRule: 'ALARM(cpu) OR ALARM("disk is full")', okactions: [] },
    });
  });

  test("composite alarms have tags", async () => {
    const ResourceARN = "arn:aws:cloudwatch:us-east-1:000000000000:alarm:shop";
    const Tags = [{ Key: "tier", Value: "1" }];
    await cloudWatch.send(new TagResourceCommand({ ResourceARN, Tags }));
    await cloudWatch.send(new UntagResourceCommand({ ResourceARN, TagKeys: ["team"] }));
    const answer = await cloudWatch.send(new ListTagsForResourceCommand({ ResourceARN }));
    expect(answer.Tags).toEqual(Tags);
  });

  test("DeleteAlarms and PutCompositeAlarm refuse in AWS's words", async () => {
    const name = expect.stringMatching(/^Validation(Error|Exception)$/) as string;
    await expect(
      cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: ["cpu"] })),
    ).rejects.toMatchObject({
      name,
      message: "Cannot delete cpu as there are composite alarm(s) depending on it.",
      $metadata: { httpStatusCode: 400 },
    });
    await expect(put("bad", "ALARM(disk is full)")).rejects.toMatchObject({
      name,
      message: "Error in AlarmRule [Unsupported token 'is' at char 11, must be: ')']",
    });
  });
});
