// The cache cluster of a stage: its sizes, and the states it passes through when it is switched on or off. AWS takes
// some four minutes; here each takes a moment.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
import type { CacheClusterSize, Stage } from "@aws-sdk/client-api-gateway";
import type { ScopedRecords } from "../../store/store.ts";
import type { OperationContext } from "../operation-context.ts";

/** In gigabytes. */
export const CACHE_CLUSTER_SIZES: readonly CacheClusterSize[] = [
  "0.5",
  "1.6",
  "6.1",
  "13.5",
  "28.4",
  "58.2",
  "118",
  "237",
];

export const CACHE_CLUSTER_MS = 150;

/** Switches the cluster on or off in the draft of a stage; a change begins its way through the states. */
export function setCacheCluster(
  stage: Stage,
  isEnabled: boolean,
  size: CacheClusterSize | undefined,
): void {
  const sizeAfter = size ?? stage.cacheClusterSize ?? "0.5";
  const hasChanged =
    isEnabled !== (stage.cacheClusterEnabled ?? false) ||
    (isEnabled && sizeAfter !== stage.cacheClusterSize);
  stage.cacheClusterEnabled = isEnabled;
  if (isEnabled || size !== undefined) stage.cacheClusterSize = sizeAfter;
  stage.cacheClusterStatus ??= "NOT_AVAILABLE";
  if (hasChanged)
    stage.cacheClusterStatus = isEnabled ? "CREATE_IN_PROGRESS" : "DELETE_IN_PROGRESS";
}

/** Sees to it that a cluster under way arrives. */
export function watchCacheCluster(
  context: OperationContext,
  restApiId: string,
  { stageName, cacheClusterStatus }: Stage,
): void {
  if (!isUnderWay(cacheClusterStatus)) return;
  const stageId = `${restApiId}/${stageName}`;
  context.later(CACHE_CLUSTER_MS, (records) => finishCacheCluster(records, stageId));
}

/** Ends what is under way with the cluster of a stage. */
export async function finishCacheCluster(records: ScopedRecords, stageId: string): Promise<void> {
  const body = await records.get("rest-stage", stageId);
  if (body === undefined || !isUnderWay(body.stage.cacheClusterStatus)) return;
  const cacheClusterStatus =
    body.stage.cacheClusterStatus === "CREATE_IN_PROGRESS" ? "AVAILABLE" : "NOT_AVAILABLE";
  records.put("rest-stage", stageId, { stage: { ...body.stage, cacheClusterStatus } });
}

/** Ends, at start, what was under way in this account and region when the process ended. */
export async function resumeCacheClusters(records: ScopedRecords): Promise<void> {
  for (const { id } of await records.list("rest-stage")) await finishCacheCluster(records, id);
}

function isUnderWay(status: Stage["cacheClusterStatus"]): boolean {
  return status === "CREATE_IN_PROGRESS" || status === "DELETE_IN_PROGRESS";
}
