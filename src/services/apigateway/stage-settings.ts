// What a stage of a REST API may be: its name, the stage nothing has been said about, and its canary.
// https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html
import type { CanarySettings, DeploymentCanarySettings, Stage } from "@aws-sdk/client-api-gateway";
import { wholeSecond } from "../apigatewayv2/whole-second.ts";
import type { OperationContext } from "../operation-context.ts";
import { badRequest } from "./rest-errors.ts";
import { checkStageVariables } from "./stage-variables.ts";

const STAGE_NAME = /^[A-Za-z0-9_-]{1,128}$/;

/** Throws unless a stage may have that name. Hyphens are allowed as well; the message does not say so [I]. */
export function checkStageName(stageName: string): void {
  if (!STAGE_NAME.test(stageName)) throw badRequest("Stage name only allows a-zA-Z0-9_");
}

/** A stage of that name with every default. */
export function emptyStage({ clock }: OperationContext, stageName: string): Stage {
  const now = wholeSecond(clock);
  return {
    stageName,
    cacheClusterEnabled: false,
    cacheClusterStatus: "NOT_AVAILABLE",
    methodSettings: {},
    tracingEnabled: false,
    createdDate: now,
    lastUpdatedDate: now,
  };
}

/** The canary as it is kept. */
export function canarySettings(
  given: CanarySettings | DeploymentCanarySettings,
  deploymentId: string,
): CanarySettings {
  const canary: CanarySettings = {
    deploymentId,
    percentTraffic: given.percentTraffic ?? 0,
    useStageCache: given.useStageCache ?? false,
  };
  if (given.stageVariableOverrides !== undefined) {
    canary.stageVariableOverrides = given.stageVariableOverrides;
  }
  checkCanary(canary);
  return canary;
}

/** Throws unless the share is one and the overrides are variables. */
export function checkCanary({ percentTraffic = 0, stageVariableOverrides }: CanarySettings): void {
  if (!(percentTraffic >= 0 && percentTraffic <= 100)) {
    // [I]
    throw badRequest("Invalid canary percentTraffic specified. Must be between 0.0 and 100.0");
  }
  checkStageVariables(stageVariableOverrides);
}
