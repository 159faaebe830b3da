// PutIntegration: sets a method's integration; one that is there is replaced, its responses with it.
// https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html
import type { Integration } from "@aws-sdk/client-api-gateway";
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { findMethod, saveIntegration } from "./find-method.ts";
import { checkIntegration, INTEGRATION_TIMEOUT_MS_DEFAULT } from "./integration-rules.ts";
import type { Input, Output } from "./operation-types.ts";

export async function putIntegration(
  input: Input<"PutIntegration">,
  context: OperationContext,
): Promise<Output<"PutIntegration">> {
  checkShape(input);
  const method = await findMethod(context, input);
  const integration = newIntegration(input);
  await checkIntegration(context, method, integration);
  await saveIntegration(context, input, integration);
  return integration;
}

/** The orders of the sets are AWS's for the type, [I] for the others. */
function checkShape(input: Input<"PutIntegration">): void {
  const path = "putIntegrationInput";
  const types = ["HTTP", "MOCK", "AWS_PROXY", "HTTP_PROXY", "AWS"];
  const handlings = ["CONVERT_TO_BINARY", "CONVERT_TO_TEXT"];
  new Constraints()
    .enumeration(`${path}.type`, input.type, types)
    .enumeration(`${path}.connectionType`, input.connectionType, ["INTERNET", "VPC_LINK"])
    .enumeration(`${path}.contentHandling`, input.contentHandling, handlings)
    .enumeration(`${path}.responseTransferMode`, input.responseTransferMode, ["BUFFERED", "STREAM"])
    .throwIfViolated();
}

function newIntegration(input: Input<"PutIntegration">): Integration {
  const isHttp = input.type === "HTTP" || input.type === "HTTP_PROXY";
  const integration: Integration = { type: input.type };
  if (input.integrationHttpMethod !== undefined)
    integration.httpMethod = input.integrationHttpMethod;
  if (input.uri !== undefined) integration.uri = input.uri;
  if (isHttp || input.connectionType === "VPC_LINK") {
    integration.connectionType = input.connectionType ?? "INTERNET";
  }
  if (input.connectionId !== undefined) integration.connectionId = input.connectionId;
  if (input.integrationTarget !== undefined)
    integration.integrationTarget = input.integrationTarget;
  if (input.credentials !== undefined) integration.credentials = input.credentials;
  if (input.requestParameters !== undefined)
    integration.requestParameters = input.requestParameters;
  if (input.requestTemplates !== undefined) integration.requestTemplates = input.requestTemplates;
  integration.passthroughBehavior = input.passthroughBehavior ?? "WHEN_NO_MATCH";
  if (input.contentHandling !== undefined) integration.contentHandling = input.contentHandling;
  integration.timeoutInMillis = input.timeoutInMillis ?? INTEGRATION_TIMEOUT_MS_DEFAULT;
  integration.cacheNamespace = input.cacheNamespace ?? input.resourceId;
  integration.cacheKeyParameters = input.cacheKeyParameters ?? [];
  if (input.tlsConfig !== undefined) integration.tlsConfig = input.tlsConfig;
  if (input.responseTransferMode !== undefined) {
    integration.responseTransferMode = input.responseTransferMode;
  }
  return integration;
}
