// The AWS CLI commands that put a change into force where deployment is not automatic: the last lines of many fixes.
import type { StageToDeploy } from "./rule.ts";
import { shellQuoted } from "./shell-quoted.ts";

/** One command per stage, in order. */
export function deployCommands(stages: readonly StageToDeploy[]): string[] {
  return stages.map(({ apiType, apiId, stageName }) =>
    apiType === "rest"
      ? `aws apigateway create-deployment --rest-api-id ${apiId} --stage-name ${shellQuoted(stageName)}`
      : `aws apigatewayv2 create-deployment --api-id ${apiId} --stage-name ${shellQuoted(stageName)}`,
  );
}
