import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { deleteAlarms } from "./delete-alarms.ts";
import { describeAlarmHistory } from "./describe-alarm-history.ts";
import { putCompositeAlarm } from "./put-composite-alarm.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

test("describeAlarmHistory() shows 30 days, of alarms that are gone too", async () => {
  const bed = new OperationTestBed();
  await bed.run(putCompositeAlarm, { AlarmName: "old", AlarmRule: "TRUE" });
  await bed.advance(DAY_MS);
  await bed.run(deleteAlarms, { AlarmNames: ["old"] });
  const summaries = async () => {
    const answer = await bed.run(describeAlarmHistory, { AlarmTypes: ["CompositeAlarm"] });
    return answer.AlarmHistoryItems?.map(({ HistorySummary }) => HistorySummary);
  };
  expect(await summaries()).toEqual([
    'Alarm "old" deleted',
    "Alarm updated from INSUFFICIENT_DATA to ALARM",
    'Alarm "old" created',
  ]);
  await bed.advance(29 * DAY_MS + 1);
  expect(await summaries()).toEqual(['Alarm "old" deleted']);
});

test("describeAlarmHistory() knows no contributors", async () => {
  const bed = new OperationTestBed();
  await bed.run(putCompositeAlarm, { AlarmName: "a", AlarmRule: "TRUE" });
  const input = { AlarmTypes: ["CompositeAlarm" as const], AlarmContributorId: "x" };
  expect((await bed.run(describeAlarmHistory, input)).AlarmHistoryItems).toEqual([]);
});
