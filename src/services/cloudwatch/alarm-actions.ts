// Whether alarms' actions are enabled: what EnableAlarmActions and DisableAlarmActions set.
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { addHistory } from "./alarm-history.ts";

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
    const body = await records.get("metric-alarm", name);
    if (body === undefined || body.alarm.ActionsEnabled === isEnabled) continue;
    const AlarmConfigurationUpdatedTimestamp = new Date(nowMs);
    const alarm = { ...body.alarm, ActionsEnabled: isEnabled, AlarmConfigurationUpdatedTimestamp };
    records.put("metric-alarm", name, { ...body, alarm });
    await addHistory(records, {
      alarmName: name,
      type: "ConfigurationUpdate",
      summary: `Alarm "${name}" updated`,
      data: { version: "1.0", type: "Update", updatedAlarm: { actionsEnabled: isEnabled } },
      nowMs,
    });
  }
}
