// The examples of AWS's page on suppressing the actions of composite alarms, one after the other.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_Suppression.html
import type { StateValue } from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { describeAlarms } from "./describe-alarms.ts";
import type { Input } from "./operation-types.ts";
import { putCompositeAlarm } from "./put-composite-alarm.ts";
import { setAlarmState } from "./set-alarm-state.ts";

const SETTINGS = {
  AlarmName: "main",
  AlarmRule: "ALARM(child)",
  ActionsSuppressor: "suppressor",
  ActionsSuppressorWaitPeriod: 120,
  ActionsSuppressorExtensionPeriod: 180,
};

class SuppressionBed extends OperationTestBed {
  static async start(settings: Partial<Input<"PutCompositeAlarm">> = {}): Promise<SuppressionBed> {
    const bed = new SuppressionBed();
    for (const AlarmName of ["child", "suppressor", "other"]) {
      await bed.run(putCompositeAlarm, { AlarmName, AlarmRule: "FALSE" });
    }
    await bed.run(putCompositeAlarm, { ...SETTINGS, ...settings });
    return bed;
  }

  async set(AlarmName: string, StateValue: StateValue): Promise<void> {
    await this.run(setAlarmState, { AlarmName, StateValue, StateReason: "a test" });
  }

  async main() {
    const { CompositeAlarms = [] } = await this.run(describeAlarms, {
      AlarmNames: ["main"],
      AlarmTypes: ["CompositeAlarm"],
    });
    return CompositeAlarms[0] ?? {};
  }

  async suppressedBy() {
    return (await this.main()).ActionsSuppressedBy;
  }
}

test("actions are not suppressed once WaitPeriod is over", async () => {
  const bed = await SuppressionBed.start();
  expect(await bed.suppressedBy()).toBeUndefined();
  await bed.advance(10_000);
  const changedMs = bed.clock.nowMs();
  await bed.set("child", "ALARM");
  expect(await bed.main()).toMatchObject({
    ActionsSuppressedBy: "WaitPeriod",
    ActionsSuppressedReason: "Actions suppressed by WaitPeriod",
    ActionsSuppressor: "suppressor",
  });
  await bed.advance(119_999);
  expect(await bed.suppressedBy()).toBe("WaitPeriod");
  await bed.advance(60_000);
  const after = await bed.main();
  expect(after).not.toHaveProperty("ActionsSuppressedBy");
  expect(after).toMatchObject({
    StateValue: "ALARM",
    StateUpdatedTimestamp: new Date(changedMs + 120_000),
    StateTransitionedTimestamp: new Date(changedMs),
  });
});

test("the suppressor takes over from WaitPeriod", async () => {
  const bed = await SuppressionBed.start();
  await bed.set("child", "ALARM");
  await bed.advance(60_000);
  await bed.set("suppressor", "ALARM");
  await bed.advance(600_000);
  expect(await bed.suppressedBy()).toBe("Alarm");
});

test("WaitPeriod begins anew when the alarm changes again", async () => {
  const bed = await SuppressionBed.start();
  await bed.set("child", "ALARM");
  await bed.advance(60_000);
  await bed.set("child", "OK");
  await bed.advance(100_000);
  expect(await bed.suppressedBy()).toBe("WaitPeriod");
  await bed.advance(20_000);
  expect(await bed.suppressedBy()).toBeUndefined();
});

test("the suppressor that is in ALARM already suppresses at once", async () => {
  const bed = await SuppressionBed.start();
  await bed.set("suppressor", "ALARM");
  await bed.set("child", "ALARM");
  expect(await bed.suppressedBy()).toBe("Alarm");
});

test("actions are suppressed for ExtensionPeriod after the suppressor has left ALARM", async () => {
  const bed = await SuppressionBed.start();
  await bed.set("suppressor", "ALARM");
  await bed.set("child", "ALARM");
  await bed.set("suppressor", "OK");
  await bed.advance(179_999);
  expect(await bed.suppressedBy()).toBe("ExtensionPeriod");
  await bed.set("suppressor", "INSUFFICIENT_DATA");
  await bed.advance(1);
  expect(await bed.suppressedBy()).toBeUndefined();
});

test("a change during ExtensionPeriod begins a WaitPeriod", async () => {
  const bed = await SuppressionBed.start();
  await bed.set("suppressor", "ALARM");
  await bed.set("child", "ALARM");
  await bed.set("suppressor", "OK");
  await bed.advance(30_000);
  await bed.set("child", "OK");
  await bed.advance(119_999);
  expect(await bed.suppressedBy()).toBe("WaitPeriod");
  await bed.advance(1);
  expect(await bed.suppressedBy()).toBeUndefined();
});

test("a suppressor that is replaced takes its periods with it", async () => {
  const bed = await SuppressionBed.start();
  await bed.set("child", "ALARM");
  await bed.run(putCompositeAlarm, { ...SETTINGS, AlarmDescription: "changed" });
  expect(await bed.suppressedBy()).toBe("WaitPeriod");
  await bed.run(putCompositeAlarm, { ...SETTINGS, ActionsSuppressor: "other" });
  expect(await bed.suppressedBy()).toBeUndefined();
  await bed.set("other", "ALARM");
  expect(await bed.suppressedBy()).toBe("Alarm");
  await bed.run(putCompositeAlarm, { AlarmName: "main", AlarmRule: "ALARM(child)" });
  expect(await bed.suppressedBy()).toBeUndefined();
});

test("periods of no length do not suppress", async () => {
  const bed = await SuppressionBed.start({
    ActionsSuppressorWaitPeriod: 0,
    ActionsSuppressorExtensionPeriod: 0,
  });
  await bed.set("child", "ALARM");
  expect(await bed.suppressedBy()).toBeUndefined();
  await bed.set("suppressor", "ALARM");
  await bed.set("suppressor", "OK");
  expect(await bed.suppressedBy()).toBeUndefined();
});
