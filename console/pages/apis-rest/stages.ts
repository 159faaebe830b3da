// Stages of a REST API, where they answer, and how their settings are changed.
import type { PatchOperation, Stage } from "@aws-sdk/client-api-gateway";
import type { EndpointsReport } from "../../../src/edge/endpoints-report.ts";
import { apiGateway } from "../../commons/aws-clients.ts";
import { fetchJson } from "../../commons/place.ts";

/** The settings of all methods of a stage stand under this key. */
export const ALL_METHODS = "*/*";

export async function getStage(restApiId: string, stageName: string): Promise<Stage> {
  return (await apiGateway()).getStage({ restApiId, stageName });
}

/** In order of name. */
export async function listStages(restApiId: string): Promise<Stage[]> {
  const { item = [] } = await (await apiGateway()).getStages({ restApiId });
  return [...item].sort((a, b) => (a.stageName ?? "").localeCompare(b.stageName ?? ""));
}

/** Stage name → invoke URL, as this Postern answers at. */
export async function invokeUrls(restApiId: string): Promise<ReadonlyMap<string, string>> {
  const report = await fetchJson<EndpointsReport>("/_postern/endpoints");
  const stages = report.apis.find(({ apiId }) => apiId === restApiId)?.stages ?? [];
  return new Map(stages.map(({ name, invokeUrl }) => [name, invokeUrl]));
}

export async function updateStage(
  restApiId: string,
  stageName: string,
  patchOperations: PatchOperation[],
): Promise<void> {
  if (patchOperations.length === 0) return;
  await (await apiGateway()).updateStage({ restApiId, stageName, patchOperations });
}

export async function deleteStage(restApiId: string, stageName: string): Promise<void> {
  await (await apiGateway()).deleteStage({ restApiId, stageName });
}

/** The canary becomes the stage. https://docs.aws.amazon.com/apigateway/latest/developerguide/promote-canary-deployment.html */
export function promoteCanary(restApiId: string, { stageName = "", canarySettings }: Stage) {
  const hasOverrides = Object.keys(canarySettings?.stageVariableOverrides ?? {}).length > 0;
  return updateStage(restApiId, stageName, [
    { op: "copy", from: "/canarySettings/deploymentId", path: "/deploymentId" },
    ...(hasOverrides
      ? [
          {
            op: "copy" as const,
            from: "/canarySettings/stageVariableOverrides",
            path: "/variables",
          },
        ]
      : []),
    { op: "replace", path: "/canarySettings/percentTraffic", value: "0.0" },
  ]);
}
