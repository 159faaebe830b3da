// Calls and deployments as one line for people, who are asked whether they may be made.
import type { AwsCall, StageToDeploy } from "../rule.ts";
import { readable } from "../unresolved.ts";

const INPUT_CHARACTERS_MAX = 2_000;

/** "apigatewayv2 UpdateIntegration {…}" */
export function describeCall(call: Pick<AwsCall, "service" | "operation" | "input">): string {
  const input = readable(JSON.stringify(call.input));
  const shown =
    input.length > INPUT_CHARACTERS_MAX ? `${input.slice(0, INPUT_CHARACTERS_MAX)}…` : input;
  return `${call.service} ${call.operation} ${shown}`;
}

/** "apigatewayv2 CreateDeployment {…}" */
export function describeDeployment({ apiType, apiId, stageName }: StageToDeploy): string {
  return apiType === "http"
    ? describeCall({
        service: "apigatewayv2",
        operation: "CreateDeployment",
        input: { ApiId: apiId, StageName: stageName },
      })
    : describeCall({
        service: "apigateway",
        operation: "CreateDeployment",
        input: { restApiId: apiId, stageName },
      });
}

/** What an exception says, with the name that AWS gave it. */
export function describeError(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.name === "Error" ? cause.message : `${cause.name}: ${cause.message}`;
}
