// x-amazon-apigateway-integration of an export: what differs from the defaults, types in small letters as AWS writes
// them.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
import type { Integration } from "@aws-sdk/client-api-gateway";

const TIMEOUT_MS_DEFAULT = 29_000;

/** The extension's value. `resourceId` is the cache namespace unless another was chosen. */
export function writeIntegration(integration: Integration, resourceId: string): object {
  const written: Record<string, unknown> = {};
  if (integration.type !== undefined) written["type"] = integration.type.toLowerCase();
  for (const member of [
    "uri",
    "connectionId",
    "credentials",
    "httpMethod",
    "requestParameters",
    "requestTemplates",
    "tlsConfig",
    "contentHandling",
    "responseTransferMode",
    "integrationTarget",
  ] as const) {
    if (integration[member] !== undefined) written[member] = integration[member];
  }
  if (integration.connectionType === "VPC_LINK") written["connectionType"] = "VPC_LINK";
  const responses = Object.values(integration.integrationResponses ?? {});
  if (responses.length > 0) {
    written["responses"] = Object.fromEntries(
      responses.map(({ selectionPattern = "", ...response }) => [
        selectionPattern === "" ? "default" : selectionPattern,
        response,
      ]),
    );
  }
  if (integration.passthroughBehavior !== undefined) {
    written["passthroughBehavior"] = integration.passthroughBehavior.toLowerCase();
  }
  const timeoutMs = integration.timeoutInMillis ?? TIMEOUT_MS_DEFAULT;
  if (timeoutMs !== TIMEOUT_MS_DEFAULT) written["timeoutInMillis"] = timeoutMs;
  if (integration.cacheNamespace !== resourceId && integration.cacheNamespace !== undefined) {
    written["cacheNamespace"] = integration.cacheNamespace;
  }
  if ((integration.cacheKeyParameters ?? []).length > 0) {
    written["cacheKeyParameters"] = integration.cacheKeyParameters;
  }
  return written;
}
