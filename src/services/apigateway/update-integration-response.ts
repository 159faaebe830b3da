// UpdateIntegrationResponse. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateIntegrationResponse.html
import type { IntegrationResponse } from "@aws-sdk/client-api-gateway";
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import {
  findIntegration,
  findIntegrationResponse,
  findMethod,
  saveIntegration,
} from "./find-method.ts";
import { checkIntegrationResponse } from "./integration-response-rules.ts";
import type { Input, Output } from "./operation-types.ts";
import { patchEntries } from "./patch-entries.ts";
import {
  applyPatchOperations,
  constrainPatchOps,
  type Patch,
  type PatchTable,
} from "./patch-operations.ts";
import { badRequest, notFound } from "./rest-errors.ts";
import { shownIntegrationResponse } from "./shown-resource.ts";
import { constrainStatusCode } from "./status-code.ts";

export async function updateIntegrationResponse(
  input: Input<"UpdateIntegrationResponse">,
  context: OperationContext,
): Promise<Output<"UpdateIntegrationResponse">> {
  const constraints = new Constraints();
  constrainPatchOps(constraints, "updateIntegrationResponseInput", input.patchOperations);
  constrainStatusCode(constraints, input.statusCode).throwIfViolated();
  const response = structuredClone(await findIntegrationResponse(context, input));
  await applyPatchOperations(input.patchOperations, TABLE, response);
  const { methodResponses = {} } = await findMethod(context, input);
  checkIntegrationResponse(response, methodResponses[input.statusCode]);
  const integration = await findIntegration(context, input);
  await saveIntegration(context, input, {
    ...integration,
    integrationResponses: { ...integration.integrationResponses, [input.statusCode]: response },
  });
  return shownIntegrationResponse(response);
}

const TABLE: PatchTable<IntegrationResponse> = {
  refusal: "plain",
  paths: [
    {
      path: "/selectionPattern",
      ops: ["replace"],
      apply: (response, { value }) => {
        response.selectionPattern = value ?? "";
      },
    },
    { path: "/contentHandling", ops: ["replace"], apply: replaceContentHandling },
    patchEntries<IntegrationResponse, string>({
      path: "/responseParameters/{name}",
      entriesOf: (response) => (response.responseParameters ??= {}),
      valueOf: ({ value }) => value ?? "",
      missing: () => notFound("Invalid parameter name specified"),
    }),
    patchEntries<IntegrationResponse, string>({
      path: "/responseTemplates/{contentType}",
      entriesOf: (response) => (response.responseTemplates ??= {}),
      valueOf: ({ value }) => value ?? "",
      missing: () => notFound("Content-Type specified was not found"),
    }),
  ],
};

/** An empty value takes it away. */
function replaceContentHandling(response: IntegrationResponse, { value }: Patch): void {
  if (value === undefined || value === "") {
    delete response.contentHandling;
    return;
  }
  if (value !== "CONVERT_TO_BINARY" && value !== "CONVERT_TO_TEXT") {
    // [I]
    throw badRequest(
      "Invalid content handling specified. Valid options are CONVERT_TO_BINARY,CONVERT_TO_TEXT",
    );
  }
  response.contentHandling = value;
}
