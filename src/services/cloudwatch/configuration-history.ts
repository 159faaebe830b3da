// What the history of an alarm says of its being made or changed, for both kinds of alarms.
import type { AlarmType, CompositeAlarm, MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { ScopedRecords } from "../../store/store.ts";
import { addHistory } from "./alarm-history.ts";
import { shownConfiguration } from "./shown-configuration.ts";

export interface ConfigurationChange {
  readonly alarmType: AlarmType;
  /** As it is now. */
  readonly alarm: MetricAlarm | CompositeAlarm;
  readonly isNew: boolean;
  readonly nowMs: number;
}

export async function addConfigurationHistory(
  records: ScopedRecords,
  { alarmType, alarm, isNew, nowMs }: ConfigurationChange,
): Promise<void> {
  const { AlarmName: alarmName = "" } = alarm;
  const shown = shownConfiguration(alarm);
  await addHistory(records, {
    alarmName,
    alarmType,
    type: "ConfigurationUpdate",
    summary: `Alarm "${alarmName}" ${isNew ? "created" : "updated"}`,
    data: isNew
      ? { version: "1.0", type: "Create", createdAlarm: shown }
      : { version: "1.0", type: "Update", updatedAlarm: shown },
    nowMs,
  });
}
