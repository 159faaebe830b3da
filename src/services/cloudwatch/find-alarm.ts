// An alarm by its name, whether it watches metrics or other alarms: both share one space of names.
import type { StateValue } from "@aws-sdk/client-cloudwatch";
import { parseArn } from "../../base/arn.ts";
import type { RecordBodies, Scope } from "../../store/records.ts";
import type { ScopedRecords } from "../../store/store.ts";

export type FoundAlarm =
  | { readonly kind: "metric-alarm"; readonly body: RecordBodies["metric-alarm"] }
  | { readonly kind: "composite-alarm"; readonly body: RecordBodies["composite-alarm"] };

/** Undefined where there is none of that name. */
export async function findAlarm(
  records: ScopedRecords,
  name: string,
): Promise<FoundAlarm | undefined> {
  const metric = await records.get("metric-alarm", name);
  if (metric !== undefined) return { kind: "metric-alarm", body: metric };
  const composite = await records.get("composite-alarm", name);
  return composite === undefined ? undefined : { kind: "composite-alarm", body: composite };
}

/** Undefined where there is none of that name. */
export async function alarmState(
  records: ScopedRecords,
  name: string,
): Promise<StateValue | undefined> {
  return (await findAlarm(records, name))?.body.alarm.StateValue;
}

/**
 * The name that a rule means by a name or an ARN; undefined for the ARN of anything but an alarm of this account
 * and region, since a composite alarm can watch no other.
 */
export function referredName({ account, region }: Scope, reference: string): string | undefined {
  const arn = parseArn(reference);
  if (arn === undefined) return reference;
  const isOfHere = arn.service === "cloudwatch" && arn.account === account && arn.region === region;
  return isOfHere && arn.resource.startsWith("alarm:")
    ? arn.resource.slice("alarm:".length)
    : undefined;
}
