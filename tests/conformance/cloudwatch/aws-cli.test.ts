// The AWS CLI's own commands for metrics and alarms, as a user types them.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { awsCliMissing, runAwsCli } from "../../support/aws-cli.ts";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

describe.skipIf(awsCliMissing)("aws cloudwatch", { timeout: 60_000 }, () => {
  let server: ControlPlaneServer;
  const cloudwatch = (command: string) =>
    runAwsCli(server.url, "cloudwatch", ...command.split(/\s+/));

  beforeAll(async () => {
    server = await startControlPlaneServer();
  });

  afterAll(() => server.close());

  test("put-metric-data and get-metric-statistics", async () => {
    await cloudwatch(
      "put-metric-data --namespace Shop --metric-name Orders --value 7 --unit Count --dimensions Service=cart",
    );
    expect(await cloudwatch("list-metrics --namespace Shop")).toContain("Orders");
    const start = new Date(Date.now() - 1_800_000).toISOString();
    const end = new Date(Date.now() + 60_000).toISOString();
    const statistics = await cloudwatch(
      `get-metric-statistics --namespace Shop --metric-name Orders --dimensions Name=Service,Value=cart
       --statistics Sum --period 3600 --start-time ${start} --end-time ${end}
       --query Datapoints[].[Sum,Unit]`,
    );
    expect(statistics).toBe("7\tCount");
  });

  test("put-metric-alarm, set-alarm-state and describe-alarms", async () => {
    await cloudwatch(
      `put-metric-alarm --alarm-name orders --namespace Shop --metric-name Orders --statistic Sum
       --period 60 --evaluation-periods 1 --threshold 1 --comparison-operator LessThanThreshold`,
    );
    await cloudwatch(
      "set-alarm-state --alarm-name orders --state-value ALARM --state-reason by-hand",
    );
    const query = "MetricAlarms[].[AlarmName,StateValue,StateReason]";
    const alarms = await cloudwatch(`describe-alarms --query ${query}`);
    expect(alarms).toBe("orders\tALARM\tby-hand");
    const absent = "set-alarm-state --alarm-name absent --state-value OK --state-reason x";
    await expect(cloudwatch(absent)).rejects.toThrow("(ResourceNotFound)");
  });

  test("put-composite-alarm and its relatives", async () => {
    await cloudwatch("put-composite-alarm --alarm-name child --alarm-rule FALSE");
    await cloudwatch("put-composite-alarm --alarm-name parent --alarm-rule ALARM(child)");
    await cloudwatch("set-alarm-state --alarm-name child --state-value ALARM --state-reason x");
    const alarms = await cloudwatch(
      `describe-alarms --alarm-types CompositeAlarm
       --query CompositeAlarms[].[AlarmName,AlarmRule,StateValue]`,
    );
    expect(alarms).toBe("child\tFALSE\tALARM\nparent\tALARM(child)\tALARM");
    const parents = await cloudwatch(
      "describe-alarms --parents-of-alarm-name child --query CompositeAlarms[].AlarmName",
    );
    expect(parents).toBe("parent");
    await expect(cloudwatch("delete-alarms --alarm-names child")).rejects.toThrow(
      "(ValidationError) when calling the DeleteAlarms operation: Cannot delete child as there are composite alarm(s) depending on it.",
    );
  });

  test("operations that are not there say so", async () => {
    await expect(cloudwatch("describe-insight-rules")).rejects.toThrow(
      /\(NotImplemented\) when calling the DescribeInsightRules operation/,
    );
  });
});
