// Whether alarms' actions are enabled: what EnableAlarmActions and DisableAlarmActions set.
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { addHistory } from "./alarm-history.ts";
import { findAlarm } from "./find-alarm.ts";
import { shownConfiguration } from "./shown-configuration.ts";

const NAMES_MAX = 100;

/** Names of alarms that are not there are passed over. [I] */
export async function setActionsEnabled(
  { records, clock }: OperationContext,
  names: readonly string[],
  isEnabled: boolean,
): Promise<void> {
  new Constraints().length("alarmNames", names, { max: NAMES_MAX }).throwIfViolated();
  const nowMs = clock.nowMs();
  for (const name of new Set(names)) {
    const found = await findAlarm(records, name);
    if (found === undefined || found.body.alarm.ActionsEnabled === isEnabled) continue;
    const change = {
      ActionsEnabled: isEnabled,
      AlarmConfigurationUpdatedTimestamp: new Date(nowMs),
    };
    if (found.kind === "metric-alarm") {
      const alarm = { ...found.body.alarm, ...change };
      records.put("metric-alarm", name, { ...found.body, alarm });
    } else {
      const alarm = { ...found.body.alarm, ...change };
      records.put("composite-alarm", name, { ...found.body, alarm });
    }
    await addHistory(records, {
      alarmName: name,
      alarmType: found.kind === "metric-alarm" ? "MetricAlarm" : "CompositeAlarm",
      type: "ConfigurationUpdate",
      summary: `Alarm "${name}" updated`,
      data: {
        version: "1.0",
        type: "Update",
        updatedAlarm: shownConfiguration({ ...found.body.alarm, ...change }),
      },
      nowMs,
    });
  }
}
