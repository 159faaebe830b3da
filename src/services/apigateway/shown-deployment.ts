// How a deployment looks in an answer.
// https://docs.aws.amazon.com/apigateway/latest/api/API_Deployment.html
import type { Deployment, MethodSnapshot } from "@aws-sdk/client-api-gateway";
import type { RecordBodies } from "../../store/records.ts";

/** The deployment; with a summary of its methods by path and verb where `embed` asks for it. */
export function shownDeployment(
  { deployment, content }: RecordBodies["rest-deployment"],
  embed: readonly string[] | undefined,
): Deployment {
  if (embed?.includes("apisummary") !== true) return deployment;
  const apiSummary: Record<string, Record<string, MethodSnapshot>> = {};
  for (const { path = "", resourceMethods } of content.resources) {
    const methods = Object.entries(resourceMethods ?? {});
    if (methods.length === 0) continue;
    apiSummary[path] = Object.fromEntries(
      methods.map(([name, { authorizationType, apiKeyRequired }]) => [
        name,
        { authorizationType, apiKeyRequired },
      ]),
    );
  }
  return { ...deployment, apiSummary };
}
