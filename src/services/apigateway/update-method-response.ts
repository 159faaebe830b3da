// UpdateMethodResponse: headers and models of a method response.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateMethodResponse.html
import type { MethodResponse } from "@aws-sdk/client-api-gateway";
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import { findMethod, findMethodResponse, saveMethod } from "./find-method.ts";
import { checkMethodResponseHeaders } from "./mapping-expression.ts";
import { checkModels } from "./method-rules.ts";
import type { Input, Output } from "./operation-types.ts";
import { patchEntries } from "./patch-entries.ts";
import { applyPatchOperations, constrainPatchOps, type PatchTable } from "./patch-operations.ts";
import { booleanValue } from "./patch-values.ts";
import { notFound } from "./rest-errors.ts";
import { constrainStatusCode } from "./status-code.ts";

export async function updateMethodResponse(
  input: Input<"UpdateMethodResponse">,
  context: OperationContext,
): Promise<Output<"UpdateMethodResponse">> {
  const constraints = new Constraints();
  constrainPatchOps(constraints, "updateMethodResponseInput", input.patchOperations);
  constrainStatusCode(constraints, input.statusCode).throwIfViolated();
  const response = structuredClone(await findMethodResponse(context, input));
  await applyPatchOperations(input.patchOperations, TABLE, response);
  checkMethodResponseHeaders(Object.keys(response.responseParameters ?? {}));
  await checkModels(context, input.restApiId, response.responseModels);
  const method = await findMethod(context, input);
  const methodResponses = { ...method.methodResponses, [input.statusCode]: response };
  await saveMethod(context, input, { ...method, methodResponses });
  return response;
}

const TABLE: PatchTable<MethodResponse> = {
  refusal: "plain",
  paths: [
    patchEntries<MethodResponse, boolean>({
      path: "/responseParameters/{name}",
      entriesOf: (response) => (response.responseParameters ??= {}),
      valueOf: (patch) => patch.value !== undefined && booleanValue(patch),
      missing: () => notFound("Invalid parameter name specified"),
      replacesMissing: false,
    }),
    patchEntries<MethodResponse, string>({
      path: "/responseModels/{contentType}",
      entriesOf: (response) => (response.responseModels ??= {}),
      valueOf: ({ value }) => value ?? "",
      missing: () => notFound("Content-Type specified was not found"),
      replacesMissing: false,
    }),
  ],
};
