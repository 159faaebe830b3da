// A usage plan as its form has it, and the requests that make it so.
import type {
  CreateUsagePlanRequest,
  PatchOperation,
  QuotaPeriodType,
  UsagePlan,
} from "@aws-sdk/client-api-gateway";
import { memberPatches } from "../apis-rest/patches.ts";

export interface UsagePlanDraft {
  readonly name: string;
  readonly description: string;
  readonly hasThrottle: boolean;
  readonly rate: string;
  readonly burst: string;
  readonly hasQuota: boolean;
  readonly limit: string;
  readonly period: QuotaPeriodType;
  /** The day that a week or a month begins with, from 0. */
  readonly offset: string;
}

/** AWS's form begins with both limits, of no number. */
export const NEW_PLAN: UsagePlanDraft = {
  name: "",
  description: "",
  hasThrottle: true,
  rate: "",
  burst: "",
  hasQuota: true,
  limit: "",
  period: "MONTH",
  offset: "0",
};

export function draftOf({ name, description, throttle, quota }: UsagePlan): UsagePlanDraft {
  return {
    name: name ?? "",
    description: description ?? "",
    hasThrottle: throttle !== undefined,
    rate: String(throttle?.rateLimit ?? ""),
    burst: String(throttle?.burstLimit ?? ""),
    hasQuota: quota !== undefined,
    limit: String(quota?.limit ?? ""),
    period: quota?.period ?? "MONTH",
    offset: String(quota?.offset ?? 0),
  };
}

export function isNumber(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}

/** Whether it can be sent; what the numbers may be is the API's to say. A throttle may have one limit only. */
export function isComplete({ name, hasThrottle, rate, burst, hasQuota, limit }: UsagePlanDraft) {
  if (name === "") return false;
  if (hasThrottle) {
    const given = [rate, burst].filter((text) => text !== "");
    if (given.length === 0 || !given.every(isNumber)) return false;
  }
  return !hasQuota || isNumber(limit);
}

export function createInput(draft: UsagePlanDraft): CreateUsagePlanRequest {
  return {
    name: draft.name,
    ...(draft.description === "" ? {} : { description: draft.description }),
    ...(draft.hasThrottle
      ? {
          throttle: {
            ...(draft.rate === "" ? {} : { rateLimit: Number(draft.rate) }),
            ...(draft.burst === "" ? {} : { burstLimit: Number(draft.burst) }),
          },
        }
      : {}),
    ...(draft.hasQuota
      ? {
          quota: {
            limit: Number(draft.limit),
            period: draft.period,
            offset: Number(offsetOf(draft)),
          },
        }
      : {}),
  };
}

export function updatePatches(before: UsagePlan, draft: UsagePlanDraft): PatchOperation[] {
  const { throttle, quota } = before;
  return [
    ...memberPatches("/name", before.name, draft.name),
    ...memberPatches("/description", before.description, draft.description),
    ...(draft.hasThrottle
      ? [
          ...memberPatches("/throttle/rateLimit", throttle?.rateLimit, draft.rate),
          ...memberPatches("/throttle/burstLimit", throttle?.burstLimit, draft.burst),
        ]
      : removal("/throttle", throttle)),
    ...(draft.hasQuota
      ? [
          ...memberPatches("/quota/limit", quota?.limit, draft.limit),
          ...memberPatches("/quota/period", quota?.period, draft.period),
          ...memberPatches("/quota/offset", quota?.offset ?? 0, offsetOf(draft)),
        ]
      : removal("/quota", quota)),
  ];
}

function removal(path: string, before: object | undefined): PatchOperation[] {
  return before === undefined ? [] : [{ op: "remove", path }];
}

/** A day has no first day. */
function offsetOf({ period, offset }: UsagePlanDraft): string {
  return period === "DAY" ? "0" : offset;
}

/** "10 requests a second, burst 20" */
export function throttleText({ throttle }: UsagePlan): string {
  if (throttle === undefined) return "No limit";
  return `${throttle.rateLimit ?? "–"} requests a second, burst ${throttle.burstLimit ?? "–"}`;
}

/** "1000 requests a month" */
export function quotaText({ quota }: UsagePlan): string {
  if (quota === undefined) return "No limit";
  return `${quota.limit ?? "–"} requests a ${(quota.period ?? "").toLowerCase()}`;
}
