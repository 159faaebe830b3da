// What an integration may be as a whole. PutIntegration and UpdateIntegration check what would come of them.
// https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html
import type { Integration, Method } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { checkConnection } from "./integration-connection.ts";
import { checkIntegrationUri } from "./integration-uri.ts";
import { checkRequestMappings } from "./mapping-expression.ts";
import { checkTemplates } from "./mapping-templates.ts";
import { checkHttpMethod } from "./method-rules.ts";
import { badRequest } from "./rest-errors.ts";

export const INTEGRATION_TIMEOUT_MS_DEFAULT = 29_000;
const TIMEOUT_MS_MIN = 50;
const TIMEOUT_MS_MAX = 29_000;
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html */
const STREAM_TIMEOUT_MS_MAX = 900_000;
const PASSTHROUGH_BEHAVIORS = ["WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"];

/** Throws unless the method may have that integration. */
export async function checkIntegration(
  context: OperationContext,
  method: Method,
  integration: Integration,
): Promise<void> {
  const { type, passthroughBehavior = "" } = integration;
  if (type !== "MOCK") checkHttpMethod(integration.httpMethod);
  checkIntegrationUri(integration);
  await checkConnection(context, integration);
  if (!PASSTHROUGH_BEHAVIORS.includes(passthroughBehavior)) {
    // [I]
    throw badRequest(
      `Invalid passthrough behavior specified. Valid options are ${PASSTHROUGH_BEHAVIORS.join(",")}`,
    );
  }
  checkTimeout(integration);
  checkTransferMode(integration);
  checkRequestMappings(integration.requestParameters ?? {}, method.requestParameters ?? {});
  checkTemplates(integration.requestTemplates);
}

function checkTimeout({ timeoutInMillis = 0, responseTransferMode }: Integration): void {
  const timeoutMsMax = responseTransferMode === "STREAM" ? STREAM_TIMEOUT_MS_MAX : TIMEOUT_MS_MAX;
  if (timeoutInMillis >= TIMEOUT_MS_MIN && timeoutInMillis <= timeoutMsMax) return;
  // [I]
  throw badRequest(`Timeout should be between ${TIMEOUT_MS_MIN} ms and ${timeoutMsMax} ms`);
}

function checkTransferMode({ responseTransferMode, type }: Integration): void {
  if (responseTransferMode !== "STREAM" || type === "HTTP_PROXY" || type === "AWS_PROXY") return;
  // [I]
  throw badRequest(
    "Response transfer mode STREAM is supported for integrations of type HTTP_PROXY and AWS_PROXY only",
  );
}
