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
    await expect(cloudwatch("delete-alarms --alarm-names absent")).rejects.toThrow(
      "ResourceNotFound",
    );
  });
});
