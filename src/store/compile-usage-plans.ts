// API keys, usage plans and what keys have used → what the data plane asks of them. A plan knows its keys and stages;
// usage is what was written down, on top of which the data plane counts on.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
import type { ApiStage, ThrottleSettings, UsagePlan } from "@aws-sdk/client-api-gateway";
import type { RecordChange, RecordKind } from "./records.ts";
import type { SnapshotCompiler } from "./snapshot-publisher.ts";
import type {
  ApiKeySnapshot,
  ApiKeyUsageSnapshot,
  ThrottleSnapshot,
  UsagePlanSnapshot,
} from "./snapshots.ts";
import type { AllRecords, ScopedRecords } from "./store.ts";

/** What a plan with only one of rate and burst has for the other: the account's defaults. */
const ACCOUNT_RATE_LIMIT = 10_000;
const ACCOUNT_BURST_LIMIT = 5000;

function compileThrottle(settings: ThrottleSettings | undefined): ThrottleSnapshot | null {
  const { rateLimit, burstLimit } = settings ?? {};
  if (rateLimit === undefined && burstLimit === undefined) return null;
  return {
    rateLimit: rateLimit ?? ACCOUNT_RATE_LIMIT,
    burstLimit: burstLimit ?? ACCOUNT_BURST_LIMIT,
  };
}

function compileApiStage({ apiId, stage, throttle }: ApiStage) {
  const methodThrottles: Record<string, ThrottleSnapshot> = {};
  for (const [key, settings] of Object.entries(throttle ?? {})) {
    const compiled = compileThrottle(settings);
    if (compiled !== null) methodThrottles[key] = compiled;
  }
  return { apiId: apiId ?? "", stageName: stage ?? "", methodThrottles };
}

function compileQuota({ quota }: UsagePlan): UsagePlanSnapshot["quota"] {
  if (quota?.limit === undefined) return null;
  return { limit: quota.limit, offset: quota.offset ?? 0, period: quota.period ?? "DAY" };
}

/** Null when the key is gone. */
export async function compileApiKey(
  scoped: ScopedRecords,
  apiKeyId: string,
): Promise<ApiKeySnapshot | null> {
  const apiKey = (await scoped.get("api-key", apiKeyId))?.apiKey;
  if (apiKey === undefined) return null;
  return {
    ...scoped.scope,
    apiKeyId,
    name: apiKey.name ?? "",
    value: apiKey.value ?? "",
    enabled: apiKey.enabled ?? false,
  };
}

/** Null when the plan is gone. */
export async function compileUsagePlan(
  scoped: ScopedRecords,
  usagePlanId: string,
): Promise<UsagePlanSnapshot | null> {
  const usagePlan = (await scoped.get("usage-plan", usagePlanId))?.usagePlan;
  if (usagePlan === undefined) return null;
  const keys = await scoped.list("usage-plan-key", `${usagePlanId}/`);
  return {
    ...scoped.scope,
    usagePlanId,
    name: usagePlan.name ?? "",
    throttle: compileThrottle(usagePlan.throttle),
    quota: compileQuota(usagePlan),
    apiStages: (usagePlan.apiStages ?? []).map((apiStage) => compileApiStage(apiStage)),
    apiKeyIds: keys.map(({ id }) => id.slice(usagePlanId.length + 1)),
  };
}

async function compileApiKeyUsage(
  scoped: ScopedRecords,
  key: string,
): Promise<ApiKeyUsageSnapshot | null> {
  const usage = await scoped.get("api-key-usage", key);
  if (usage === undefined) return null;
  const slash = key.indexOf("/");
  return {
    ...scoped.scope,
    usagePlanId: key.slice(0, slash),
    apiKeyId: key.slice(slash + 1),
    usedByDay: { ...usage.usedByDay },
    extraQuota: usage.extraQuota,
  };
}

function idsOf(change: RecordChange, kind: RecordKind): readonly string[] {
  const record = change.after ?? change.before;
  return record?.kind === kind ? [record.id] : [];
}

async function allOf(records: AllRecords, kind: RecordKind) {
  const all = await records.all(kind);
  return all.map(({ account, region, id }) => ({ scope: { account, region }, key: id }));
}

/** For the publisher of snapshots. */
export const apiKeyCompiler: SnapshotCompiler<"api-key"> = {
  kind: "api-key",
  compile: compileApiKey,
  affectedBy: (change) => Promise.resolve(idsOf(change, "api-key")),
  allKeys: (records) => allOf(records, "api-key"),
};

/** For the publisher of snapshots: behind the keys, which plans refer to. */
export const usagePlanCompiler: SnapshotCompiler<"usage-plan"> = {
  kind: "usage-plan",
  compile: compileUsagePlan,
  affectedBy: (change) =>
    Promise.resolve([
      ...idsOf(change, "usage-plan"),
      ...idsOf(change, "usage-plan-key").map((id) => id.slice(0, id.indexOf("/"))),
    ]),
  allKeys: (records) => allOf(records, "usage-plan"),
};

/** For the publisher of snapshots: behind the plans. */
export const apiKeyUsageCompiler: SnapshotCompiler<"api-key-usage"> = {
  kind: "api-key-usage",
  compile: compileApiKeyUsage,
  affectedBy: (change) => Promise.resolve(idsOf(change, "api-key-usage")),
  allKeys: (records) => allOf(records, "api-key-usage"),
};
