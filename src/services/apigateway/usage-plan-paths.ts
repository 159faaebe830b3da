// What UpdateUsagePlan may patch. A stage is named "apiId:stage", a method of it "/path/METHOD".
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateUsagePlan-Patch
import type { ApiStage, ThrottleSettings, UsagePlan } from "@aws-sdk/client-api-gateway";
import { replaceText, decimalValue, integerValue } from "./patch-values.ts";
import type { Patch, PatchPath, PatchTable } from "./patch-operations.ts";
import { badRequest, notFound } from "./rest-errors.ts";
import { QUOTA_PERIODS } from "./usage-plan-rules.ts";

/** The table of paths. */
export const USAGE_PLAN_PATHS: PatchTable<UsagePlan> = {
  refusal: "listed",
  paths: [
    replaceText<Required<UsagePlan>>("name") as PatchPath<UsagePlan>,
    replaceText<Required<UsagePlan>>("description") as PatchPath<UsagePlan>,
    replaceText<Required<UsagePlan>>("productCode") as PatchPath<UsagePlan>,
    { path: "/apiStages", ops: ["add", "remove"], apply: patchApiStages },
    {
      path: "/throttle",
      ops: ["remove"],
      apply: (plan) => {
        delete plan.throttle;
      },
    },
    throttleLimit("burstLimit"),
    throttleLimit("rateLimit"),
    {
      path: "/quota",
      ops: ["remove"],
      apply: (plan) => {
        delete plan.quota;
      },
    },
    { path: "/quota/limit", ops: ["add", "replace"], apply: patchQuota },
    { path: "/quota/offset", ops: ["add", "replace"], apply: patchQuota },
    { path: "/quota/period", ops: ["add", "replace"], apply: patchQuota },
    {
      path: "/apiStages/{apiStage}/throttle",
      ops: ["remove"],
      apply: (plan, patch) => {
        delete stageOf(plan, patch).throttle;
      },
    },
    {
      path: "/apiStages/{apiStage}/throttle/{method}",
      ops: ["remove"],
      apply: (plan, patch) => {
        const stage = stageOf(plan, patch);
        const methods = new Map(Object.entries(stage.throttle ?? {}));
        methods.delete(patch.names[1] ?? "");
        stage.throttle = Object.fromEntries(methods);
      },
    },
    methodThrottleLimit("burstLimit"),
    methodThrottleLimit("rateLimit"),
  ],
};

function throttleLimit(name: "burstLimit" | "rateLimit"): PatchPath<UsagePlan> {
  return {
    path: `/throttle/${name}`,
    ops: ["add", "replace"],
    apply: (plan, patch) => {
      plan.throttle = withLimit(plan.throttle, name, patch);
    },
  };
}

function methodThrottleLimit(name: "burstLimit" | "rateLimit"): PatchPath<UsagePlan> {
  return {
    path: `/apiStages/{apiStage}/throttle/{method}/${name}`,
    ops: ["add", "replace"],
    apply: (plan, patch) => {
      const stage = stageOf(plan, patch);
      const method = patch.names[1] ?? "";
      const methods = new Map(Object.entries(stage.throttle ?? {}));
      methods.set(method, withLimit(methods.get(method), name, patch));
      stage.throttle = Object.fromEntries(methods);
    },
  };
}

function withLimit(
  before: ThrottleSettings | undefined,
  name: "burstLimit" | "rateLimit",
  patch: Patch,
): ThrottleSettings {
  const value = name === "burstLimit" ? integerValue(patch) : decimalValue(patch);
  return { ...before, [name]: value };
}

function patchApiStages(plan: UsagePlan, { op, value = "" }: Patch): void {
  const [apiId = "", stage = "", ...rest] = value.split(":");
  if (apiId === "" || stage === "" || rest.length > 0) {
    throw badRequest("Invalid API Stage specified");
  }
  const apiStages = plan.apiStages ?? [];
  const others = apiStages.filter((other) => other.apiId !== apiId || other.stage !== stage);
  if (op === "remove" && others.length === apiStages.length) throw unknownStage(plan, value);
  if (op === "add" && others.length < apiStages.length) return;
  plan.apiStages = op === "add" ? [...apiStages, { apiId, stage }] : others;
}

function stageOf(plan: UsagePlan, { names: [name = ""] }: Patch): ApiStage {
  const found = plan.apiStages?.find(({ apiId, stage }) => `${apiId}:${stage}` === name);
  if (found === undefined) throw unknownStage(plan, name);
  return found;
}

function unknownStage(plan: UsagePlan, name: string): Error {
  const [apiId, stage] = name.split(":");
  return notFound(
    `Invalid API Stage {api: ${apiId}, stage: ${stage}} specified for usageplan ${plan.id}`,
  );
}

function patchQuota(plan: UsagePlan, patch: Patch): void {
  plan.quota = { offset: 0, ...plan.quota };
  if (patch.path === "/quota/limit") plan.quota.limit = integerValue(patch);
  else if (patch.path === "/quota/offset") plan.quota.offset = integerValue(patch);
  else {
    const period = QUOTA_PERIODS.find((known) => known === patch.value);
    // [I] wording
    if (period === undefined) throw badRequest(`Invalid quota period specified: ${patch.value}`);
    plan.quota.period = period;
  }
}
