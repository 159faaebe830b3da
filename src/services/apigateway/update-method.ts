// UpdateMethod: authorization, parameters, models and validator of a method.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateMethod.html
import type { Method } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findMethod, saveMethod } from "./find-method.ts";
import { checkMethod } from "./method-rules.ts";
import type { Input, Output } from "./operation-types.ts";
import { patchEntries } from "./patch-entries.ts";
import {
  applyPatchOperations,
  checkPatchOps,
  type Patch,
  type PatchTable,
} from "./patch-operations.ts";
import { booleanValue } from "./patch-values.ts";
import { notFound } from "./rest-errors.ts";
import { shownMethod } from "./shown-resource.ts";

export async function updateMethod(
  input: Input<"UpdateMethod">,
  context: OperationContext,
): Promise<Output<"UpdateMethod">> {
  checkPatchOps("updateMethodInput", input.patchOperations);
  const method = structuredClone(await findMethod(context, input));
  await applyPatchOperations(input.patchOperations, TABLE, method);
  // An authorizer belongs to the types that ask one [I].
  if (method.authorizationType === "NONE" || method.authorizationType === "AWS_IAM") {
    delete method.authorizerId;
  }
  await checkMethod(context, input.restApiId, method);
  await saveMethod(context, input, method);
  return shownMethod(method);
}

const TABLE: PatchTable<Method> = {
  refusal: "plain",
  paths: [
    {
      path: "/apiKeyRequired",
      ops: ["replace"],
      apply: (method, patch) => {
        method.apiKeyRequired = booleanValue(patch);
      },
    },
    {
      path: "/authorizationType",
      ops: ["replace"],
      apply: (method, { value }) => {
        method.authorizationType = value ?? "";
      },
    },
    textPath("authorizerId"),
    textPath("operationName"),
    textPath("requestValidatorId"),
    { path: "/authorizationScopes", ops: ["add", "remove"], apply: patchScope },
    patchEntries<Method, boolean>({
      path: "/requestParameters/{name}",
      entriesOf: (method) => (method.requestParameters ??= {}),
      // Without a value a parameter is not required.
      valueOf: (patch) => patch.value !== undefined && booleanValue(patch),
      missing: () => notFound("Invalid parameter name specified"),
    }),
    patchEntries<Method, string>({
      path: "/requestModels/{contentType}",
      entriesOf: (method) => (method.requestModels ??= {}),
      valueOf: ({ value }) => value ?? "",
      missing: () => notFound("Content-Type specified was not found"),
    }),
  ],
};

/** An empty value takes the member away. */
function textPath(name: "authorizerId" | "operationName" | "requestValidatorId") {
  return {
    path: `/${name}`,
    ops: ["replace"] as const,
    apply(method: Method, { value }: Patch) {
      if (value === undefined || value === "") delete method[name];
      else method[name] = value;
    },
  };
}

function patchScope(method: Method, { op, value = "" }: Patch): void {
  const scopes = new Set(method.authorizationScopes);
  if (op === "add") scopes.add(value);
  else scopes.delete(value);
  if (scopes.size === 0) delete method.authorizationScopes;
  else method.authorizationScopes = [...scopes];
}
