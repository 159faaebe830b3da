import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { silentLogger } from "../../base/logger.ts";
import { AlarmEvaluator } from "./alarm-evaluator.ts";
import { deleteAlarms } from "./delete-alarms.ts";
import { describeAlarmHistory } from "./describe-alarm-history.ts";
import { describeAlarms } from "./describe-alarms.ts";
import type { Input } from "./operation-types.ts";
import { putMetricAlarm } from "./put-metric-alarm.ts";
import { putMetricData } from "./put-metric-data.ts";
import { setAlarmState } from "./set-alarm-state.ts";

const MINUTE_MS = 60_000;
const ALARM: Input<"PutMetricAlarm"> = {
  AlarmName: "errors",
  Namespace: "Shop",
  MetricName: "Errors",
  Statistic: "Sum",
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: "GreaterThanThreshold",
};

/** The clock stands at 2026-01-01T00:00:00Z. */
class AlarmBed extends OperationTestBed {
  readonly warned: string[] = [];
  transactions = 0;
  readonly evaluator = new AlarmEvaluator({
    store: {
      ...this.store,
      read: (work) => this.store.read(work),
      subscribe: (listener) => this.store.subscribe(listener),
      transaction: (work) => {
        this.transactions++;
        return this.store.transaction(work);
      },
      close: () => this.store.close(),
    },
    metrics: this.telemetry.metrics,
    clock: this.clock,
    logger: { ...silentLogger, warn: (message) => this.warned.push(message) },
  });

  static async start(): Promise<AlarmBed> {
    const bed = new AlarmBed();
    await bed.evaluator.start();
    return bed;
  }

  async put(value: number, metricName = "Errors"): Promise<void> {
    const MetricData = [{ MetricName: metricName, Value: value }];
    await this.run(putMetricData, { Namespace: "Shop", MetricData });
  }

  /** Moves on by that many minutes, with what falls due in them. */
  async minutes(count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      await this.advance(MINUTE_MS);
      await this.evaluator.idle();
    }
  }

  async alarm(): Promise<MetricAlarm> {
    return (await this.run(describeAlarms, {})).MetricAlarms?.[0] ?? {};
  }
}

test("AlarmEvaluator goes to ALARM and back with AWS's reasons and keeps the history", async () => {
  const bed = await AlarmBed.start();
  await bed.run(putMetricAlarm, ALARM);
  await bed.advance(5000);
  await bed.put(5);
  await bed.minutes(1);
  expect(await bed.alarm()).toMatchObject({
    StateValue: "ALARM",
    StateReason:
      "Threshold Crossed: 1 datapoint [5.0 (01/01/26 00:00:00)] was greater than the threshold (1.0).",
    StateReasonData:
      '{"version":"1.0","queryDate":"2026-01-01T00:01:02.000+0000","startDate":"2026-01-01T00:00:00.000+0000","statistic":"Sum","period":60,"recentDatapoints":[5.0],"threshold":1.0,"evaluatedDatapoints":[{"timestamp":"2026-01-01T00:00:00.000+0000","sampleCount":1.0,"value":5.0}]}',
  });
  await bed.put(0);
  await bed.minutes(1);
  expect(await bed.alarm()).toMatchObject({
    StateValue: "OK",
    StateReason:
      "Threshold Crossed: 1 datapoint [0.0 (01/01/26 00:01:00)] was not greater than the threshold (1.0).",
  });
  const { AlarmHistoryItems = [] } = await bed.run(describeAlarmHistory, { AlarmName: "errors" });
  expect(AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary)).toEqual([
    "Alarm updated from ALARM to OK",
    "Alarm updated from INSUFFICIENT_DATA to ALARM",
    'Alarm "errors" created',
  ]);
  expect(JSON.parse(AlarmHistoryItems[1]?.HistoryData ?? "")).toMatchObject({
    oldState: { stateValue: "INSUFFICIENT_DATA" },
    newState: { stateValue: "ALARM", stateReasonData: { threshold: 1 } },
  });
  await bed.evaluator.close();
});

test("AlarmEvaluator needs as many data points as the alarm says", async () => {
  const bed = await AlarmBed.start();
  await bed.run(putMetricAlarm, { ...ALARM, EvaluationPeriods: 3, DatapointsToAlarm: 2 });
  await bed.advance(5000);
  const states: (string | undefined)[] = [];
  for (const value of [0, 5, 0, 7]) {
    await bed.put(value);
    await bed.minutes(1);
    states.push((await bed.alarm()).StateValue);
  }
  expect(states).toEqual(["OK", "OK", "OK", "ALARM"]);
  expect((await bed.alarm()).StateReason).toBe(
    "Threshold Crossed: 2 out of the last 3 datapoints [7.0 (01/01/26 00:03:00), 5.0 (01/01/26 00:01:00)] were greater than the threshold (1.0) (minimum 2 datapoints for OK -> ALARM transition).",
  );
  await bed.evaluator.close();
});

test.each([
  ["missing", "INSUFFICIENT_DATA", "Unchecked: Initial alarm creation"],
  ["ignore", "INSUFFICIENT_DATA", "Unchecked: Initial alarm creation"],
  [
    "breaching",
    "ALARM",
    "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].",
  ],
  [
    "notBreaching",
    "OK",
    "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].",
  ],
])("AlarmEvaluator treats missing data as %s", async (TreatMissingData, state, reason) => {
  const bed = await AlarmBed.start();
  await bed.run(putMetricAlarm, { ...ALARM, TreatMissingData });
  await bed.minutes(2);
  expect(await bed.alarm()).toMatchObject({ StateValue: state, StateReason: reason });
  await bed.evaluator.close();
});

test("AlarmEvaluator says that data ran out", async () => {
  const bed = await AlarmBed.start();
  await bed.run(putMetricAlarm, ALARM);
  await bed.put(5);
  await bed.minutes(5);
  expect(await bed.alarm()).toMatchObject({
    StateValue: "INSUFFICIENT_DATA",
    StateReason: "Insufficient Data: 1 datapoint was unknown.",
  });
  await bed.evaluator.close();
});

test("AlarmEvaluator evaluates metric math", async () => {
  const bed = await AlarmBed.start();
  const stat = (MetricName: string) => ({
    Metric: { Namespace: "Shop", MetricName },
    Period: 60,
    Stat: "Sum",
  });
  await bed.run(putMetricAlarm, {
    AlarmName: "rate",
    EvaluationPeriods: 1,
    Threshold: 10,
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
    Metrics: [
      { Id: "errors", MetricStat: stat("Errors"), ReturnData: false },
      { Id: "requests", MetricStat: stat("Requests"), ReturnData: false },
      { Id: "rate", Expression: "100 * errors / requests" },
    ],
  });
  await bed.put(3);
  await bed.put(20, "Requests");
  await bed.minutes(2);
  expect(await bed.alarm()).toMatchObject({
    StateValue: "ALARM",
    StateReason:
      "Threshold Crossed: 1 datapoint [15.0 (01/01/26 00:00:00)] was greater than or equal to the threshold (10.0).",
  });
  await bed.evaluator.close();
});

test("AlarmEvaluator leaves a percentile with few samples alone when it is told to", async () => {
  const bed = await AlarmBed.start();
  const { Statistic: _statistic, ...settings } = ALARM;
  const alarm = { ...settings, ExtendedStatistic: "p90" };
  await bed.run(putMetricAlarm, { ...alarm, EvaluateLowSampleCountPercentile: "ignore" });
  await bed.put(5);
  await bed.minutes(2);
  expect((await bed.alarm()).StateValue).toBe("INSUFFICIENT_DATA");
  await bed.put(5);
  await bed.run(putMetricAlarm, { ...alarm, EvaluateLowSampleCountPercentile: "evaluate" });
  await bed.minutes(1);
  expect((await bed.alarm()).StateValue).toBe("ALARM");
  await bed.evaluator.close();
});

test("AlarmEvaluator keeps a state that was set until the alarm's turn", async () => {
  const bed = await AlarmBed.start();
  await bed.run(putMetricAlarm, { ...ALARM, TreatMissingData: "notBreaching" });
  await bed.minutes(1);
  await bed.run(setAlarmState, { AlarmName: "errors", StateValue: "ALARM", StateReason: "a test" });
  await bed.evaluator.idle();
  expect(await bed.alarm()).toMatchObject({ StateValue: "ALARM", StateReason: "a test" });
  await bed.minutes(1);
  expect((await bed.alarm()).StateValue).toBe("OK");
  await bed.evaluator.close();
});

test("AlarmEvaluator costs no timer without alarms and no transaction without a transition", async () => {
  const bed = await AlarmBed.start();
  const idleTimers = bed.clock.pendingCount;
  await bed.run(putMetricAlarm, { ...ALARM, TreatMissingData: "notBreaching" });
  expect(bed.clock.pendingCount).toBe(idleTimers + 1);
  await bed.minutes(10);
  expect(bed.transactions).toBe(1);
  const timersWithAlarm = bed.clock.pendingCount;
  await bed.run(deleteAlarms, { AlarmNames: ["errors"] });
  expect(bed.clock.pendingCount).toBe(timersWithAlarm - 1);
  await bed.evaluator.close();
});

test("AlarmEvaluator warns once that actions are not run", async () => {
  const bed = await AlarmBed.start();
  const AlarmActions = ["arn:aws:sns:eu-central-1:123456789012:topic"];
  await bed.run(putMetricAlarm, { ...ALARM, AlarmActions });
  await bed.run(putMetricAlarm, { ...ALARM, AlarmName: "other", AlarmActions });
  expect(bed.warned).toEqual(["Actions of alarms are kept but not run"]);
  await bed.evaluator.close();
});

test("AlarmEvaluator evaluates alarms with periods below a minute every 10 seconds", async () => {
  const bed = await AlarmBed.start();
  await bed.run(putMetricAlarm, { ...ALARM, Period: 10 });
  await bed.advance(3000);
  await bed.evaluator.idle();
  const MetricData = [{ MetricName: "Errors", Value: 5, StorageResolution: 1 }];
  await bed.run(putMetricData, { Namespace: "Shop", MetricData });
  await bed.advance(8000);
  await bed.evaluator.idle();
  expect((await bed.alarm()).StateValue).toBe("INSUFFICIENT_DATA");
  await bed.advance(1000);
  await bed.evaluator.idle();
  expect((await bed.alarm()).StateValue).toBe("ALARM");
  await bed.evaluator.close();
});

test("AlarmEvaluator knows the alarms that were there before it started", async () => {
  const bed = new AlarmBed();
  await bed.run(putMetricAlarm, { ...ALARM, TreatMissingData: "breaching" });
  await bed.evaluator.start();
  await bed.minutes(1);
  expect((await bed.alarm()).StateValue).toBe("ALARM");
  await bed.evaluator.close();
});
