// GetUsage: what the keys of a plan have used, day by day, and what their quota left them at the end of it.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html
import type { QuotaSettings } from "@aws-sdk/client-api-gateway";
import type { RecordBodies } from "../../store/records.ts";
import type { OperationContext } from "../operation-context.ts";
import { findUsagePlan } from "./find-usage-plan.ts";
import { findUsagePlanKey } from "./find-usage-plan-key.ts";
import type { Input, Output } from "./operation-types.ts";
import { pageOf } from "./paging.ts";
import { DAY_MS, dayOf, periodStart } from "../../store/quota-period.ts";
import { badRequest } from "./rest-errors.ts";

/** AWS keeps usage for 90 days. */
export const USAGE_DAYS_MAX = 90;

/** What is kept of a key's usage of a plan. */
export type KeyUsage = RecordBodies["api-key-usage"];

/** The usage of a key that has not been used. */
export const NO_USAGE: KeyUsage = { usedByDay: {}, extraQuota: 0 };

export async function getUsage(
  input: Input<"GetUsage">,
  context: OperationContext,
): Promise<Output<"GetUsage">> {
  const { usagePlanId, keyId } = input;
  const { quota } = await findUsagePlan(context, usagePlanId);
  if (keyId !== undefined) await findUsagePlanKey(context, usagePlanId, keyId);
  const days = daysBetween(input.startDate, input.endDate);
  const keys = (await context.records.list("usage-plan-key", `${usagePlanId}/`)).filter(
    ({ id }) => keyId === undefined || id === `${usagePlanId}/${keyId}`,
  );
  const page = pageOf(keys, input, ({ id }) => id);
  const items: [string, number[][]][] = [];
  for (const id of page.items) {
    const usage = (await context.records.get("api-key-usage", id)) ?? NO_USAGE;
    items.push([id.slice(usagePlanId.length + 1), dailyUsage(days, quota, usage)]);
  }
  const answer = {
    usagePlanId,
    startDate: input.startDate,
    endDate: input.endDate,
    items: Object.fromEntries(items),
  };
  return page.position === undefined ? answer : { ...answer, position: page.position };
}

/** Requests used and left, for each of the days. */
export function dailyUsage(
  days: readonly string[],
  quota: QuotaSettings | undefined,
  usage: KeyUsage,
): number[][] {
  return days.map((day) => {
    const used = usage.usedByDay[day] ?? 0;
    return [used, quota === undefined ? 0 : Math.max(0, quotaLeft(quota, usage, day))];
  });
}

/** What is left of the quota at the end of a day; below zero when it has been cut since. */
export function quotaLeft(quota: QuotaSettings, usage: KeyUsage, day: string): number {
  const start = periodStart(quota, day);
  let left = (quota.limit ?? 0) + usage.extraQuota;
  for (const [other, used] of Object.entries(usage.usedByDay)) {
    if (other >= start && other <= day) left -= used;
  }
  return left;
}

// [I] wordings
function daysBetween(startDate: string, endDate: string): string[] {
  const startMs = dateMs(startDate);
  const endMs = dateMs(endDate);
  if (endMs < startMs) throw badRequest("Usage start date must not be after the end date");
  if (endMs - startMs >= USAGE_DAYS_MAX * DAY_MS) {
    throw badRequest(`Usage can be asked for at most ${USAGE_DAYS_MAX} days`);
  }
  const days: string[] = [];
  for (let timeMs = startMs; timeMs <= endMs; timeMs += DAY_MS) days.push(dayOf(timeMs));
  return days;
}

function dateMs(date: string): number {
  const timeMs = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(timeMs)) {
    throw badRequest(`Invalid date specified: ${date}. Dates must be of the form YYYY-MM-DD`);
  }
  return timeMs;
}
