// API keys and usage plans at run time: finds the key by its value and the plan that holds it and the stage, takes a
// token of the plan's throttle, and counts towards its quota. Everything is prepared when snapshots come; a request
// costs three look-ups and makes nothing.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
import type {
  ApiKeySnapshot,
  ApiKeyUsageSnapshot,
  UsagePlanSnapshot,
} from "../../store/snapshots.ts";
import type { UsageIncrement } from "../../store/record-api-key-usage.ts";
import type { UsageGate, UsageGateOptions, UsageVerdict } from "../rest-api/mapping-functions.ts";
import { QuotaCounter } from "./quota-counter.ts";

/** Who asks for what. */
type UsageRequest = Parameters<UsageGate["admit"]>[0];

interface Limit {
  take(nowMs: number): boolean;
}

/** A key in a plan on a stage: what it is limited by, and the answers it can get. */
interface Grant {
  readonly plan: UsagePlanSnapshot;
  readonly throttle: Limit | null;
  /** "/pets/GET" → its own limit, which stands for the plan's [I]. */
  readonly methodThrottles: ReadonlyMap<string, Limit>;
  readonly counter: QuotaCounter;
  readonly admitted: UsageVerdict;
  readonly throttled: UsageVerdict;
  readonly quotaExceeded: UsageVerdict;
}

const NO_KEY: UsageVerdict = { refusal: "INVALID_API_KEY", apiKeyId: "", usagePlanId: "" };

export class UsagePlans implements UsageGate {
  readonly #options: UsageGateOptions;
  readonly #keys = new Map<string, ApiKeySnapshot>();
  readonly #plans = new Map<string, UsagePlanSnapshot>();
  /** By "UsagePlanId/ApiKeyId"; they outlive changes of plans and keys. */
  readonly #counters = new Map<string, QuotaCounter>();
  /** "ApiId/StageName" → value of the key → grant. Made anew when a key or plan changes. */
  #grants: Map<string, Map<string, Grant>> | null = null;

  constructor(options: UsageGateOptions) {
    this.#options = options;
    const { snapshots } = options;
    snapshots.subscribe("api-key", (id, key) => {
      setOrDelete(this.#keys, id, key);
      this.#grants = null;
    });
    snapshots.subscribe("usage-plan", (id, plan) => {
      setOrDelete(this.#plans, id, plan);
      this.#grants = null;
    });
    snapshots.subscribe("api-key-usage", (id, usage) => this.#usageChanged(id, usage));
  }

  admit(request: UsageRequest): UsageVerdict {
    this.#grants ??= this.#makeGrants();
    const { apiId, stageName, keyValue, methodKey, nowMs } = request;
    const grant = this.#grants.get(`${apiId}/${stageName}`)?.get(keyValue);
    if (grant === undefined) return NO_KEY;
    const limit = grant.methodThrottles.get(methodKey) ?? grant.throttle;
    if (limit !== null && !limit.take(nowMs)) return grant.throttled;
    return grant.counter.take(grant.plan.quota, nowMs) ? grant.admitted : grant.quotaExceeded;
  }

  /** What was counted since the last call. Whoever takes it writes it down, then says so. */
  takeIncrements(): readonly UsageIncrement[] {
    const increments: UsageIncrement[] = [];
    for (const counter of this.#counters.values()) counter.takeIncrements(increments);
    return increments;
  }

  /** What was taken is written down, or (false) is to be counted again. */
  incrementsWritten(isWritten: boolean): void {
    for (const counter of this.#counters.values()) counter.incrementsWritten(isWritten);
  }

  #usageChanged(id: string, usage: ApiKeyUsageSnapshot | null): void {
    if (usage === null) {
      this.#counters.delete(id);
      this.#grants = null;
      return;
    }
    this.#counter(usage, usage.usagePlanId, usage.apiKeyId).setWritten(usage);
  }

  #counter(
    { account, region }: { readonly account: string; readonly region: string },
    usagePlanId: string,
    apiKeyId: string,
  ): QuotaCounter {
    const id = `${usagePlanId}/${apiKeyId}`;
    const known = this.#counters.get(id);
    if (known !== undefined) return known;
    const counter = new QuotaCounter({ account, region, usagePlanId, apiKeyId });
    this.#counters.set(id, counter);
    return counter;
  }

  #makeGrants(): Map<string, Map<string, Grant>> {
    const grants = new Map<string, Map<string, Grant>>();
    for (const plan of this.#plans.values()) {
      for (const apiKeyId of plan.apiKeyIds) {
        const key = this.#keys.get(apiKeyId);
        if (key === undefined || !key.enabled || key.value === "") continue;
        for (const apiStage of plan.apiStages) {
          const stageKey = `${apiStage.apiId}/${apiStage.stageName}`;
          let ofStage = grants.get(stageKey);
          if (ofStage === undefined) grants.set(stageKey, (ofStage = new Map()));
          ofStage.set(key.value, this.#grant(plan, key, apiStage));
        }
      }
    }
    return grants;
  }

  #grant(
    plan: UsagePlanSnapshot,
    { apiKeyId }: ApiKeySnapshot,
    apiStage: UsagePlanSnapshot["apiStages"][number],
  ): Grant {
    const { usagePlanId } = plan;
    const name = `usage-plan ${usagePlanId} ${apiKeyId}`;
    const methodThrottles = new Map<string, Limit>();
    for (const [methodKey, limits] of Object.entries(apiStage.methodThrottles)) {
      const ofMethod = `${name} ${apiStage.apiId}/${apiStage.stageName} ${methodKey}`;
      const limit = this.#options.throttle(ofMethod, limits);
      methodThrottles.set(methodKey, limit);
      // The root's key is written "/GET" and, in patch paths, "//GET".
      if (/^\/\/?[A-Z]+$/.test(methodKey)) {
        methodThrottles.set(
          methodKey.startsWith("//") ? methodKey.slice(1) : `/${methodKey}`,
          limit,
        );
      }
    }
    const verdict = (refusal: UsageVerdict["refusal"]) => ({ refusal, apiKeyId, usagePlanId });
    return {
      plan,
      throttle: plan.throttle === null ? null : this.#options.throttle(name, plan.throttle),
      methodThrottles,
      counter: this.#counter(plan, usagePlanId, apiKeyId),
      admitted: verdict(""),
      throttled: verdict("THROTTLED"),
      quotaExceeded: verdict("QUOTA_EXCEEDED"),
    };
  }
}

function setOrDelete<T>(map: Map<string, T>, id: string, value: T | null): void {
  if (value === null) map.delete(id);
  else map.set(id, value);
}
