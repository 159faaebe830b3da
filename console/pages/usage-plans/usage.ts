// What API keys have used of a usage plan, day by day. Days are those of UTC, as GetUsage counts them.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html
import type { UsagePlanKey } from "@aws-sdk/client-api-gateway";
import { apiGateway } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";
import { listPlanKeys, planKeyName } from "./usage-plans.ts";

const PAGE_ITEMS = 500;
const DAY_MS = 86_400_000;

/** From one day to another, both included: "2026-11-22". */
export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

/** Key id → [used, remaining] of each day, as GetUsage gives it and AWS's console exports it. */
export type UsageItems = Readonly<Record<string, readonly (readonly number[])[]>>;

/** The day that it is, `before` days ago. */
export function dayOf(nowMs: number, before = 0): string {
  return new Date(nowMs - before * DAY_MS).toISOString().slice(0, 10);
}

export async function getUsage(usagePlanId: string, { from, to }: DaySpan): Promise<UsageItems> {
  const client = await apiGateway();
  const found = await everyPage(async (position) => {
    const answer = await client.getUsage({
      usagePlanId,
      startDate: from,
      endDate: to,
      limit: PAGE_ITEMS,
      position,
    });
    return { items: Object.entries(answer.items ?? {}), next: answer.position };
  });
  return Object.fromEntries(found);
}

/** One key on one day. */
export interface DayUsage {
  readonly day: string;
  readonly keyId: string;
  readonly keyName: string;
  readonly used: number;
  readonly remaining: number;
}

export interface PlanUsage {
  readonly keys: readonly UsagePlanKey[];
  /** The last day first, keys in order of name. */
  readonly days: readonly DayUsage[];
  readonly items: UsageItems;
}

export async function loadUsage(usagePlanId: string, span: DaySpan): Promise<PlanUsage> {
  const [keys, items] = await Promise.all([listPlanKeys(usagePlanId), getUsage(usagePlanId, span)]);
  const days = keys.flatMap((key) =>
    (items[key.id ?? ""] ?? []).map(([used = 0, remaining = 0], at) => ({
      day: dayOf(Date.parse(span.from), -at),
      keyId: key.id ?? "",
      keyName: planKeyName(key),
      used,
      remaining,
    })),
  );
  return { keys, days: days.sort((a, b) => b.day.localeCompare(a.day)), items };
}

/** A key of a plan with what it may still use in the period that runs. */
export interface KeyRow {
  readonly key: UsagePlanKey;
  readonly used: number;
  readonly remaining: number;
}

export async function listKeyRows(usagePlanId: string): Promise<KeyRow[]> {
  const today = dayOf(Date.now());
  const [keys, items] = await Promise.all([
    listPlanKeys(usagePlanId),
    getUsage(usagePlanId, { from: today, to: today }),
  ]);
  return keys.map((key) => {
    const [used = 0, remaining = 0] = items[key.id ?? ""]?.[0] ?? [];
    return { key, used, remaining };
  });
}

/** Until the period ends the key may still use so many. */
export async function grantExtension(
  usagePlanId: string,
  keyId: string,
  remaining: string,
): Promise<void> {
  await (
    await apiGateway()
  ).updateUsage({
    usagePlanId,
    keyId,
    patchOperations: [{ op: "replace", path: "/remaining", value: remaining }],
  });
}

/** The usage as a file: JSON as AWS's console exports it, or a line for each key and day. */
export function exportedUsage({ items, days }: PlanUsage, format: "json" | "csv"): string {
  if (format === "json") return `${JSON.stringify(items, null, 2)}\n`;
  const lines = days.map(
    ({ keyId, day, used, remaining }) => `${keyId},${day},${used},${remaining}`,
  );
  return ["key,day,used,remaining", ...lines, ""].join("\n");
}
