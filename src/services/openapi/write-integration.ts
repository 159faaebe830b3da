// x-amazon-apigateway-integration of an export: what differs from the defaults, types in small letters as AWS writes
// them.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
import type { Integration } from "@aws-sdk/client-api-gateway";

const TIMEOUT_MS_DEFAULT = 29_000;

/**
 * The extension's value, its members in AWS's order as far as the guide shows it. The cache namespace is the id of the
 * resource unless another was chosen; with cache keys, AWS writes it all the same.
 */
export function writeIntegration(integration: Integration, resourceId: string): object {
  const { passthroughBehavior, connectionType, timeoutInMillis: timeoutMs } = integration;
  const keyParameters = integration.cacheKeyParameters ?? [];
  const isCacheKeyed = keyParameters.length > 0;
  const written: Record<string, unknown> = {
    connectionId: integration.connectionId,
    credentials: integration.credentials,
    uri: integration.uri,
    integrationTarget: integration.integrationTarget,
    responses: writeResponses(integration),
    requestParameters: integration.requestParameters,
    requestTemplates: integration.requestTemplates,
    passthroughBehavior: passthroughBehavior?.toLowerCase(),
    connectionType: connectionType === "VPC_LINK" ? connectionType : undefined,
    httpMethod: integration.httpMethod,
    cacheNamespace:
      isCacheKeyed || integration.cacheNamespace !== resourceId
        ? integration.cacheNamespace
        : undefined,
    cacheKeyParameters: isCacheKeyed ? keyParameters : undefined,
    contentHandling: integration.contentHandling,
    responseTransferMode: integration.responseTransferMode,
    timeoutInMillis: timeoutMs === TIMEOUT_MS_DEFAULT ? undefined : timeoutMs,
    tlsConfig: integration.tlsConfig,
    type: integration.type?.toLowerCase(),
  };
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
}

/** By selection pattern, `default` standing for none. */
function writeResponses({ integrationResponses = {} }: Integration): object | undefined {
  const responses = Object.values(integrationResponses);
  if (responses.length === 0) return undefined;
  return Object.fromEntries(
    responses.map(({ selectionPattern = "", ...response }) => [
      selectionPattern === "" ? "default" : selectionPattern,
      response,
    ]),
  );
}
