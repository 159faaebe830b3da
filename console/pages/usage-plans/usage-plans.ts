// Usage plans with their stages and keys, as the pages of this section need them.
import type {
  PatchOperation,
  ThrottleSettings,
  UsagePlan,
  UsagePlanKey,
} from "@aws-sdk/client-api-gateway";
import { apiGateway } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";
import { memberPatches, segment } from "../apis-rest/patches.ts";

const PAGE_ITEMS = 500;

export async function getPlan(usagePlanId: string): Promise<UsagePlan> {
  return (await apiGateway()).getUsagePlan({ usagePlanId });
}

export async function updatePlan(
  usagePlanId: string,
  patchOperations: PatchOperation[],
): Promise<void> {
  if (patchOperations.length === 0) return;
  await (await apiGateway()).updateUsagePlan({ usagePlanId, patchOperations });
}

/** The API deletes no plan that has stages: they are taken away first, as its message asks for. */
export async function deletePlan({ id: usagePlanId, apiStages = [] }: UsagePlan): Promise<void> {
  await updatePlan(
    usagePlanId ?? "",
    apiStages.map(({ apiId, stage }) => ({
      op: "remove",
      path: "/apiStages",
      value: `${apiId}:${stage}`,
    })),
  );
  await (await apiGateway()).deleteUsagePlan({ usagePlanId });
}

/** In order of name. */
export async function listPlanKeys(usagePlanId: string): Promise<UsagePlanKey[]> {
  const client = await apiGateway();
  const found = await everyPage(async (position) => {
    const answer = await client.getUsagePlanKeys({ usagePlanId, limit: PAGE_ITEMS, position });
    return { items: answer.items, next: answer.position };
  });
  return found.sort((a, b) => planKeyName(a).localeCompare(planKeyName(b)));
}

/** A key need not have a name. */
export function planKeyName({ name = "", id = "" }: UsagePlanKey): string {
  return name === "" ? id : name;
}

/** The limits of one method of a stage; `key` is "/pets/GET". */
export interface MethodLimit {
  readonly key: string;
  readonly rate: string;
  readonly burst: string;
}

/** Whether it can be sent: a method, and at least one of its limits. */
export function isLimitComplete({ key, rate, burst }: MethodLimit): boolean {
  return key !== "" && (rate !== "" || burst !== "");
}

/** In order of path and method. */
export function methodLimits(
  throttle: Readonly<Record<string, ThrottleSettings>> = {},
): MethodLimit[] {
  return Object.entries(throttle)
    .map(([key, { rateLimit, burstLimit }]) => ({
      key,
      rate: String(rateLimit ?? ""),
      burst: String(burstLimit ?? ""),
    }))
    .sort((a, b) => a.key.localeCompare(b.key));
}

/** Brings the limits of a stage's methods from one state to the other; `stage` is "a1b2c3:prod". */
export function methodLimitPatches(
  stage: string,
  before: readonly MethodLimit[],
  after: readonly MethodLimit[],
): PatchOperation[] {
  const pathOf = (key: string) => `/apiStages/${segment(stage)}/throttle/${segment(key)}`;
  const patches: PatchOperation[] = [];
  for (const { key } of before) {
    if (!after.some((limit) => limit.key === key))
      patches.push({ op: "remove", path: pathOf(key) });
  }
  for (const { key, rate, burst } of after) {
    const old = before.find((limit) => limit.key === key);
    patches.push(
      ...memberPatches(`${pathOf(key)}/rateLimit`, old?.rate, rate),
      ...memberPatches(`${pathOf(key)}/burstLimit`, old?.burst, burst),
    );
  }
  return patches;
}
