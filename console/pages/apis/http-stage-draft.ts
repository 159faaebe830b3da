// A stage as its form has it, and the API's calls that make it so.
import type { Stage } from "@aws-sdk/client-apigatewayv2";
import { apiGatewayV2 } from "../../commons/aws-clients.ts";

export interface Variable {
  readonly key: string;
  readonly value: string;
}

export interface StageDraft {
  readonly name: string;
  readonly description: string;
  readonly isAutomatic: boolean;
  /** "" for none. */
  readonly deploymentId: string;
  readonly variables: readonly Variable[];
  /** "" for no limit of the stage's own. */
  readonly burst: string;
  readonly rate: string;
  readonly hasDetailedMetrics: boolean;
  readonly hasAccessLog: boolean;
  readonly logDestination: string;
  readonly logFormat: string;
}

export const EMPTY_STAGE: StageDraft = {
  name: "",
  description: "",
  isAutomatic: false,
  deploymentId: "",
  variables: [],
  burst: "",
  rate: "",
  hasDetailedMetrics: false,
  hasAccessLog: false,
  logDestination: "",
  logFormat: "",
};

export function stageDraftOf(stage: Stage): StageDraft {
  const { DefaultRouteSettings: settings = {}, AccessLogSettings: log } = stage;
  return {
    name: stage.StageName ?? "",
    description: stage.Description ?? "",
    isAutomatic: stage.AutoDeploy ?? false,
    deploymentId: stage.DeploymentId ?? "",
    variables: Object.entries(stage.StageVariables ?? {}).map(([key, value]) => ({ key, value })),
    burst: String(settings.ThrottlingBurstLimit ?? ""),
    rate: String(settings.ThrottlingRateLimit ?? ""),
    hasDetailedMetrics: settings.DetailedMetricsEnabled ?? false,
    hasAccessLog: log !== undefined,
    logDestination: log?.DestinationArn ?? "",
    logFormat: log?.Format ?? "",
  };
}

export async function createStage(apiId: string, draft: StageDraft): Promise<void> {
  const client = await apiGatewayV2();
  await client.createStage({
    ApiId: apiId,
    StageName: draft.name,
    AutoDeploy: draft.isAutomatic,
    ...(draft.description !== "" && { Description: draft.description }),
    ...(!draft.isAutomatic && draft.deploymentId !== "" && { DeploymentId: draft.deploymentId }),
    ...(draft.variables.length > 0 && { StageVariables: variablesOf(draft.variables) }),
    DefaultRouteSettings: routeSettingsOf(draft),
    ...logSettingsOf(draft),
  });
}

/** Makes the stage what the draft says. */
export async function updateStage(apiId: string, before: Stage, draft: StageDraft): Promise<void> {
  const client = await apiGatewayV2();
  const gone = Object.keys(before.StageVariables ?? {}).map((key) => [key, ""] as const);
  await client.updateStage({
    ApiId: apiId,
    StageName: before.StageName,
    AutoDeploy: draft.isAutomatic,
    Description: draft.description,
    ...(!draft.isAutomatic &&
      draft.deploymentId !== "" &&
      draft.deploymentId !== before.DeploymentId && { DeploymentId: draft.deploymentId }),
    // What was there and is no more is given an empty value, which takes it away.
    StageVariables: { ...Object.fromEntries(gone), ...variablesOf(draft.variables) },
    DefaultRouteSettings: routeSettingsOf(draft),
    ...logSettingsOf(draft),
  });
  if (!draft.hasAccessLog && before.AccessLogSettings !== undefined) {
    await client.deleteAccessLogSettings({ ApiId: apiId, StageName: before.StageName });
  }
}

function variablesOf(variables: readonly Variable[]): Record<string, string> {
  return Object.fromEntries(variables.map(({ key, value }) => [key, value]));
}

function routeSettingsOf({ burst, rate, hasDetailedMetrics }: StageDraft): {
  DetailedMetricsEnabled: boolean;
  ThrottlingBurstLimit?: number;
  ThrottlingRateLimit?: number;
} {
  return {
    DetailedMetricsEnabled: hasDetailedMetrics,
    ...(burst.trim() !== "" && { ThrottlingBurstLimit: Number(burst) }),
    ...(rate.trim() !== "" && { ThrottlingRateLimit: Number(rate) }),
  };
}

function logSettingsOf(draft: StageDraft): {
  AccessLogSettings?: { DestinationArn: string; Format: string };
} {
  if (!draft.hasAccessLog) return {};
  return {
    AccessLogSettings: { DestinationArn: draft.logDestination, Format: draft.logFormat },
  };
}
