import type { CompositeAlarm, StateValue } from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { silentLogger } from "../../base/logger.ts";
import { AlarmEvaluator } from "./alarm-evaluator.ts";
import { deleteAlarms } from "./delete-alarms.ts";
import { describeAlarmHistory } from "./describe-alarm-history.ts";
import { describeAlarms } from "./describe-alarms.ts";
import type { Input } from "./operation-types.ts";
import { putCompositeAlarm } from "./put-composite-alarm.ts";
import { putMetricAlarm } from "./put-metric-alarm.ts";
import { setAlarmState } from "./set-alarm-state.ts";

const ARN = "arn:aws:cloudwatch:eu-central-1:123456789012:alarm";

/** The clock stands at 2026-01-01T00:00:00Z, a Thursday. */
class CompositeBed extends OperationTestBed {
  async metricAlarms(...names: string[]): Promise<void> {
    for (const AlarmName of names) {
      await this.run(putMetricAlarm, {
        AlarmName,
        Namespace: "Shop",
        MetricName: "Errors",
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: "GreaterThanThreshold",
      });
    }
  }

  async put(
    AlarmName: string,
    AlarmRule: string,
    settings: Partial<Input<"PutCompositeAlarm">> = {},
  ): Promise<void> {
    await this.run(putCompositeAlarm, { AlarmName, AlarmRule, ...settings });
  }

  async set(AlarmName: string, StateValue: StateValue): Promise<void> {
    await this.run(setAlarmState, { AlarmName, StateValue, StateReason: "a test" });
  }

  async composite(name: string): Promise<CompositeAlarm> {
    const { CompositeAlarms = [] } = await this.run(describeAlarms, {
      AlarmNames: [name],
      AlarmTypes: ["CompositeAlarm"],
    });
    return CompositeAlarms[0] ?? {};
  }
}

test("putCompositeAlarm() evaluates the rule of a new alarm and names its children", async () => {
  const bed = new CompositeBed();
  await bed.metricAlarms("cpu", "disk");
  await bed.put("both", `ALARM(cpu) AND ALARM("${ARN}:disk")`, { AlarmDescription: "both" });
  const now = new Date(bed.clock.nowMs());
  expect(await bed.composite("both")).toEqual({
    AlarmName: "both",
    AlarmDescription: "both",
    AlarmRule: `ALARM(cpu) AND ALARM("${ARN}:disk")`,
    AlarmArn: `${ARN}:both`,
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    AlarmConfigurationUpdatedTimestamp: now,
    StateValue: "OK",
    StateReason: `${ARN}:both was created and its alarm rule evaluates to OK`,
    StateReasonData: `{"triggeringAlarms":[{"arn":"${ARN}:cpu","state":{"value":"INSUFFICIENT_DATA","timestamp":"2026-01-01T00:00:00.000+0000"}},{"arn":"${ARN}:disk","state":{"value":"INSUFFICIENT_DATA","timestamp":"2026-01-01T00:00:00.000+0000"}}]}`,
    StateUpdatedTimestamp: now,
    StateTransitionedTimestamp: now,
  });
});

test("a composite alarm follows its children, says which one, and keeps the history", async () => {
  const bed = new CompositeBed();
  await bed.metricAlarms("cpu", "disk");
  await bed.put("both", "ALARM(cpu) AND ALARM(disk)");
  await bed.set("cpu", "ALARM");
  expect((await bed.composite("both")).StateValue).toBe("OK");
  await bed.advance(3_723_000);
  await bed.set("disk", "ALARM");
  expect(await bed.composite("both")).toMatchObject({
    StateValue: "ALARM",
    StateReason: `${ARN}:disk transitioned to ALARM at Thursday 01 January, 2026 01:02:03 UTC`,
    StateReasonData: `{"triggeringAlarms":[{"arn":"${ARN}:disk","state":{"value":"ALARM","timestamp":"2026-01-01T01:02:03.000+0000"}}]}`,
    StateTransitionedTimestamp: new Date(bed.clock.nowMs()),
  });
  const all = { AlarmName: "both", AlarmTypes: ["CompositeAlarm" as const] };
  const { AlarmHistoryItems = [] } = await bed.run(describeAlarmHistory, all);
  expect(AlarmHistoryItems.map((item) => [item.AlarmType, item.HistorySummary])).toEqual([
    ["CompositeAlarm", "Alarm updated from OK to ALARM"],
    ["CompositeAlarm", "Alarm updated from INSUFFICIENT_DATA to OK"],
    ["CompositeAlarm", 'Alarm "both" created'],
  ]);
  expect(JSON.parse(AlarmHistoryItems[0]?.HistoryData ?? "")).toMatchObject({
    version: "1.0",
    oldState: { stateValue: "OK" },
    newState: { stateReasonData: { triggeringAlarms: [{ arn: `${ARN}:disk` }] } },
  });
  expect((await bed.run(describeAlarmHistory, { AlarmName: "both" })).AlarmHistoryItems).toEqual(
    [],
  );
});

test("composite alarms follow composite alarms, and evaluation stops at a cycle", async () => {
  const bed = new CompositeBed();
  await bed.metricAlarms("cpu");
  await bed.put("a", "ALARM(cpu)");
  await bed.put("b", "OK(a)");
  expect((await bed.composite("b")).StateValue).toBe("ALARM");
  await bed.put("a", "ALARM(cpu) OR OK(b)");
  expect((await bed.composite("a")).StateValue).toBe("OK");
  // a changes, b follows it, and that a would now follow b is where it stops.
  await bed.set("cpu", "ALARM");
  expect((await bed.composite("a")).StateValue).toBe("ALARM");
  expect(await bed.composite("b")).toMatchObject({
    StateValue: "OK",
    StateReason: expect.stringContaining(`${ARN}:a transitioned to ALARM`) as string,
  });
});

test("a composite alarm follows a metric alarm that the evaluator makes change", async () => {
  const bed = new CompositeBed();
  const evaluator = new AlarmEvaluator({
    store: bed.store,
    metrics: bed.telemetry.metrics,
    clock: bed.clock,
    logger: silentLogger,
  });
  await evaluator.start();
  await bed.run(putMetricAlarm, {
    AlarmName: "silence",
    Namespace: "Shop",
    MetricName: "Errors",
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: "GreaterThanThreshold",
    TreatMissingData: "breaching",
  });
  await bed.put("watch", "ALARM(silence)");
  expect((await bed.composite("watch")).StateValue).toBe("OK");
  await bed.advance(63_000);
  await evaluator.idle();
  expect((await bed.composite("watch")).StateValue).toBe("ALARM");
  await evaluator.close();
});

test("putCompositeAlarm() replaces the configuration and evaluates the new rule", async () => {
  const bed = new CompositeBed();
  await bed.metricAlarms("cpu");
  await bed.put("one", "ALARM(cpu)", { AlarmDescription: "old" });
  await bed.advance(1000);
  await bed.put("one", "NOT ALARM(cpu)");
  const alarm = await bed.composite("one");
  expect(alarm).toMatchObject({
    AlarmRule: "NOT ALARM(cpu)",
    StateValue: "ALARM",
    StateReason: `${ARN}:one was updated and its new alarm rule evaluates to ALARM`,
  });
  expect(alarm).not.toHaveProperty("AlarmDescription");
});

test("setAlarmState() sets a composite alarm until a child changes, and its parents follow", async () => {
  const bed = new CompositeBed();
  await bed.metricAlarms("cpu");
  await bed.put("child", "ALARM(cpu)");
  await bed.put("parent", "ALARM(child)");
  await bed.set("child", "ALARM");
  expect(await bed.composite("child")).toMatchObject({ StateReason: "a test" });
  expect((await bed.composite("parent")).StateValue).toBe("ALARM");
  await bed.set("cpu", "OK");
  expect((await bed.composite("child")).StateValue).toBe("OK");
  expect((await bed.composite("parent")).StateValue).toBe("OK");
});

test.each<[Partial<Input<"PutCompositeAlarm">>, string]>([
  [{ AlarmRule: " TRUE" }, "AlarmRule must not contain leading or trailing whitespace or be null"],
  [
    { AlarmRule: "()" },
    "Error in AlarmRule [Unsupported token ')' at char 1, must be: '(', 'NOT', AT_LEAST, TRUE or FALSE, ALARM, OK, or INSUFFICIENT_DATA]",
  ],
  [
    { AlarmRule: "ALARM(absent) OR ALARM(cpu) OR ALARM(gone)" },
    "Could not save the composite alarm as alarms [absent, gone] in the alarm rule do not exist",
  ],
  [
    { AlarmRule: "ALARM(arn:aws:cloudwatch:us-east-1:123456789012:alarm:cpu)" },
    "alarms [arn:aws:cloudwatch:us-east-1:123456789012:alarm:cpu] in the alarm rule do not exist",
  ],
  [{ AlarmRule: `${"TRUE AND ".repeat(1200)}TRUE` }, "at 'alarmRule' failed to satisfy constraint"],
  [{ AlarmName: "cpu" }, "A metric alarm with the name cpu already exists"],
  [{ AlarmActions: ["nowhere"] }, "Invalid arn syntax: nowhere"],
  [
    { AlarmActions: ["arn:aws:automate:eu-central-1:ec2:stop"] },
    "is not supported for composite alarms",
  ],
  [
    { ActionsSuppressor: "cpu" },
    "ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod must be specified",
  ],
  [
    {
      ActionsSuppressor: "absent",
      ActionsSuppressorWaitPeriod: 1,
      ActionsSuppressorExtensionPeriod: 1,
    },
    "the actions suppressor alarm absent does not exist",
  ],
])("putCompositeAlarm() refuses %j", async (change, message) => {
  const bed = new CompositeBed();
  await bed.metricAlarms("cpu");
  const input = { AlarmName: "new", AlarmRule: "ALARM(cpu)", ...change };
  expect(await bed.refusal(putCompositeAlarm, input)).toEqual([
    "ValidationException",
    expect.stringContaining(message),
  ]);
});

test("putCompositeAlarm() takes a hundred children and refuses one more", async () => {
  const bed = new CompositeBed();
  const names = Array.from({ length: 101 }, (_, n) => `m${n}`);
  await bed.metricAlarms(...names);
  const rule = (count: number) =>
    names
      .slice(0, count)
      .map((name) => `ALARM(${name})`)
      .join(" OR ");
  await bed.put("hundred", rule(100));
  expect(await bed.refusal(putCompositeAlarm, { AlarmName: "more", AlarmRule: rule(101) })).toEqual(
    ["ValidationException", "AlarmRule must not refer to more than 100 alarms"],
  );
});

test("putCompositeAlarm() lets an alarm be a child 150 times", async () => {
  const bed = new CompositeBed();
  await bed.metricAlarms("cpu");
  for (let n = 0; n < 150; n++) await bed.put(`c${n}`, "ALARM(cpu)");
  await bed.put("c0", "OK(cpu)");
  const input = { AlarmName: "more", AlarmRule: "ALARM(cpu)" };
  expect(await bed.refusal(putCompositeAlarm, input)).toEqual([
    "LimitExceededFault",
    "The alarm cpu is already in the rules of 150 composite alarms",
  ]);
});

test("putCompositeAlarm() warns that actions are not run", async () => {
  const bed = new CompositeBed();
  await bed.put("quiet", "TRUE");
  expect(bed.warnings).toEqual([]);
  await bed.put("loud", "TRUE", { OKActions: ["arn:aws:sns:eu-central-1:123456789012:topic"] });
  expect(bed.warnings).toEqual(["Actions of alarms are kept but not run"]);
});

test("putMetricAlarm() refuses the name of a composite alarm", async () => {
  const bed = new CompositeBed();
  await bed.put("taken", "TRUE");
  await expect(bed.metricAlarms("taken")).rejects.toThrow(
    "A composite alarm with the name taken already exists",
  );
});

test("deleteAlarms() refuses alarms that composite alarms depend on", async () => {
  const bed = new CompositeBed();
  await bed.metricAlarms("cpu", "disk", "free", "quiet");
  await bed.put("both", "ALARM(cpu) AND ALARM(disk)", {
    ActionsSuppressor: "quiet",
    ActionsSuppressorWaitPeriod: 60,
    ActionsSuppressorExtensionPeriod: 60,
  });
  await bed.put("top", "ALARM(both)");
  const refusal = (...AlarmNames: string[]) => bed.refusal(deleteAlarms, { AlarmNames });
  const type = "ValidationException";
  expect(await refusal("cpu", "free")).toEqual([
    type,
    "Cannot delete cpu as there are composite alarm(s) depending on it.",
  ]);
  expect(await refusal("cpu", "disk")).toEqual([
    type,
    "Cannot delete cpu,disk as there are composite alarm(s) depending on them.",
  ]);
  expect((await refusal("quiet"))[1]).toContain("Cannot delete quiet");
  expect((await refusal("both"))[1]).toContain("Cannot delete both");
  expect((await refusal("both", "top"))[1]).toContain("At most one composite alarm");
  await bed.run(deleteAlarms, { AlarmNames: ["free", "absent", "top"] });
  await bed.run(deleteAlarms, { AlarmNames: ["both", "cpu", "disk", "quiet"] });
  const AlarmTypes: Input<"DescribeAlarms">["AlarmTypes"] = ["CompositeAlarm", "MetricAlarm"];
  expect(await bed.run(describeAlarms, { AlarmTypes })).toEqual({
    MetricAlarms: [],
    CompositeAlarms: [],
  });
});

test("deleteAlarms() cannot delete what is part of a cycle until its rule is false", async () => {
  const bed = new CompositeBed();
  await bed.put("a", "TRUE");
  await bed.put("b", "ALARM(a)");
  await bed.put("a", "ALARM(b)");
  await bed.put("self", "TRUE");
  await bed.put("self", "ALARM(self)");
  for (const name of ["a", "b", "self"]) {
    const [, message] = await bed.refusal(deleteAlarms, { AlarmNames: [name] });
    expect(message).toContain(`Cannot delete ${name}`);
  }
  await bed.put("a", "false");
  await bed.run(deleteAlarms, { AlarmNames: ["b"] });
  await bed.run(deleteAlarms, { AlarmNames: ["a"] });
});
