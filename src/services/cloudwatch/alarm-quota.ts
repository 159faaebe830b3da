// What stands in the way of one more alarm: its name, and how many there are.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
import { LimitExceededFault } from "@aws-sdk/client-cloudwatch";
import { validationError } from "../../protocol/constraints.ts";
import type { ScopedRecords } from "../../store/store.ts";
import { findAlarm } from "./find-alarm.ts";

const ALARMS_MAX = 5000;

/** Refuses a new alarm whose name one of the other kind has (AWS's words for it are not known [I]), or one too many. */
export async function requireRoomForAlarm(records: ScopedRecords, name: string): Promise<void> {
  const other = await findAlarm(records, name);
  if (other !== undefined) {
    const kind = other.kind === "metric-alarm" ? "metric" : "composite";
    throw validationError(`A ${kind} alarm with the name ${name} already exists`);
  }
  const metric = await records.list("metric-alarm");
  const composite = await records.list("composite-alarm");
  if (metric.length + composite.length < ALARMS_MAX) return;
  throw new LimitExceededFault({
    $metadata: {},
    message: `The limit of ${ALARMS_MAX} alarms has been reached`,
  });
}
