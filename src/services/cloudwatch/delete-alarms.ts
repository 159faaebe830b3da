// DeleteAlarms: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html
import { Constraints, validationError } from "../../protocol/constraints.ts";
import type { ScopedRecords } from "../../store/store.ts";
import type { OperationContext } from "../operation-context.ts";
import { addHistory, boundDeletedHistory } from "./alarm-history.ts";
import { findAlarm, type FoundAlarm } from "./find-alarm.ts";
import type { Input, Output } from "./operation-types.ts";
import { shownConfiguration } from "./shown-configuration.ts";

const NAMES_MAX = 100;

/** Names of alarms that are not there are passed over; an alarm that another one depends on makes it delete none. */
export async function deleteAlarms(
  input: Input<"DeleteAlarms">,
  { records, clock }: OperationContext,
): Promise<Output<"DeleteAlarms">> {
  new Constraints().length("alarmNames", input.AlarmNames, { max: NAMES_MAX }).throwIfViolated();
  const found = new Map<string, FoundAlarm>();
  for (const name of input.AlarmNames) {
    const alarm = await findAlarm(records, name);
    if (alarm !== undefined) found.set(name, alarm);
  }
  if ([...found.values()].filter(({ kind }) => kind === "composite-alarm").length > 1) {
    // Its words are not known. [I]
    throw validationError("At most one composite alarm can be deleted in one operation");
  }
  await requireIndependent(records, new Set(found.keys()));
  for (const [name, { kind, body }] of found) {
    records.delete(kind, name);
    await addHistory(records, {
      alarmName: name,
      alarmType: kind === "metric-alarm" ? "MetricAlarm" : "CompositeAlarm",
      type: "ConfigurationUpdate",
      summary: `Alarm "${name}" deleted`,
      data: { version: "1.0", type: "Delete", deletedAlarm: shownConfiguration(body.alarm) },
      nowMs: clock.nowMs(),
    });
  }
  const left = [
    ...(await records.list("metric-alarm")),
    ...(await records.list("composite-alarm")),
  ];
  await boundDeletedHistory(records, new Set(left.map(({ id }) => id)));
  return {};
}

/**
 * A composite alarm that goes with them does not count, but it does where it depends on itself. That a suppressor is
 * held back like a child is not written anywhere. [I]
 */
async function requireIndependent(
  records: ScopedRecords,
  names: ReadonlySet<string>,
): Promise<void> {
  const needed = new Set<string>();
  for (const { id, body } of await records.list("composite-alarm")) {
    const dependencies = [...body.children, ...(body.suppressor === null ? [] : [body.suppressor])];
    for (const name of dependencies) {
      if (names.has(name) && (!names.has(id) || name === id)) needed.add(name);
    }
  }
  if (needed.size === 0) return;
  const pronoun = needed.size === 1 ? "it" : "them";
  throw validationError(
    `Cannot delete ${[...needed].join(",")} as there are composite alarm(s) depending on ${pronoun}.`,
  );
}
