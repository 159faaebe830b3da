// The history of alarms: configuration changes and transitions of state, a bounded number for each alarm. It
// outlives the alarm. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmHistoryItem.html
import type { AlarmType, HistoryItemType } from "@aws-sdk/client-cloudwatch";
import type { ScopedRecords } from "../../store/store.ts";

/** AWS keeps 30 days however many they are. */
const ITEMS_PER_ALARM_MAX = 100;
/** Of alarms that are gone, all together. */
const ITEMS_OF_DELETED_MAX = 1000;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmHistoryItem.html */
const HISTORY_DATA_LENGTH_MAX = 4095;
const NUMBER_DIGITS = 12;

export interface HistoryEntry {
  readonly alarmName: string;
  readonly alarmType: AlarmType;
  readonly type: HistoryItemType;
  readonly summary: string;
  readonly data: unknown;
  readonly nowMs: number;
}

export async function addHistory(records: ScopedRecords, entry: HistoryEntry): Promise<void> {
  const prefix = `${encodeURIComponent(entry.alarmName)}/`;
  const present = await records.list("alarm-history", prefix);
  const last = Number(present.at(-1)?.id.slice(prefix.length) ?? 0);
  for (const { id } of present.slice(0, Math.max(0, present.length + 1 - ITEMS_PER_ALARM_MAX))) {
    records.delete("alarm-history", id);
  }
  const data = JSON.stringify(entry.data);
  records.put("alarm-history", prefix + String(last + 1).padStart(NUMBER_DIGITS, "0"), {
    item: {
      AlarmName: entry.alarmName,
      AlarmType: entry.alarmType,
      Timestamp: new Date(entry.nowMs),
      HistoryItemType: entry.type,
      HistorySummary: entry.summary,
      ...(data.length <= HISTORY_DATA_LENGTH_MAX ? { HistoryData: data } : {}),
    },
  });
}

/** Forgets the oldest items of alarms that are gone, beyond a number of them. */
export async function boundDeletedHistory(
  records: ScopedRecords,
  existing: ReadonlySet<string>,
): Promise<void> {
  const orphans = (await records.list("alarm-history"))
    .filter(({ body }) => !existing.has(body.item.AlarmName ?? ""))
    .toSorted((a, b) => timeOf(b.body.item) - timeOf(a.body.item));
  for (const { id } of orphans.slice(ITEMS_OF_DELETED_MAX)) records.delete("alarm-history", id);
}

function timeOf(item: { readonly Timestamp?: Date | undefined }): number {
  return item.Timestamp?.getTime() ?? 0;
}
