// DeleteAlarms: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { addHistory, boundDeletedHistory, shownConfiguration } from "./alarm-history.ts";
import { resourceNotFound } from "./cloudwatch-errors.ts";
import type { Input, Output } from "./operation-types.ts";

const NAMES_MAX = 100;

/** All of them or, when one is not there, none. */
export async function deleteAlarms(
  input: Input<"DeleteAlarms">,
  { records, clock }: OperationContext,
): Promise<Output<"DeleteAlarms">> {
  new Constraints().length("alarmNames", input.AlarmNames, { max: NAMES_MAX }).throwIfViolated();
  for (const name of new Set(input.AlarmNames)) {
    const body = await records.get("metric-alarm", name);
    if (body === undefined) throw resourceNotFound(`Alarm ${name} does not exist`);
    records.delete("metric-alarm", name);
    await addHistory(records, {
      alarmName: name,
      type: "ConfigurationUpdate",
      summary: `Alarm "${name}" deleted`,
      data: { version: "1.0", type: "Delete", deletedAlarm: shownConfiguration(body.alarm) },
      nowMs: clock.nowMs(),
    });
  }
  const left = await records.list("metric-alarm");
  await boundDeletedHistory(records, new Set(left.map(({ id }) => id)));
  return {};
}
