// UpdateRequestValidator: changes a validator's name or what it checks.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRequestValidator.html
import type { RequestValidator } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findRequestValidator } from "./find-request-validator.ts";
import type { Input, Output } from "./operation-types.ts";
import {
  applyPatchOperations,
  checkPatchOps,
  type PatchPath,
  type PatchTable,
} from "./patch-operations.ts";
import { badRequest } from "./rest-errors.ts";

const PATHS: PatchTable<RequestValidator> = {
  refusal: "listed",
  paths: [
    {
      path: "/name",
      ops: ["replace"],
      apply: (validator, { value }) => {
        if (value === undefined || value === "") {
          throw badRequest("Request Validator name cannot be blank");
        }
        validator.name = value;
      },
    },
    replaceFlag("validateRequestParameters"),
    replaceFlag("validateRequestBody"),
  ],
};

/** What is not "true" counts as false, as Java reads truth values. */
function replaceFlag(
  name: "validateRequestBody" | "validateRequestParameters",
): PatchPath<RequestValidator> {
  return {
    path: `/${name}`,
    ops: ["replace"],
    apply: (validator, { value }) => {
      validator[name] = value?.toLowerCase() === "true";
    },
  };
}

export async function updateRequestValidator(
  input: Input<"UpdateRequestValidator">,
  context: OperationContext,
): Promise<Output<"UpdateRequestValidator">> {
  checkPatchOps("updateRequestValidatorInput", input.patchOperations);
  const requestValidator = structuredClone(
    await findRequestValidator(context, input.restApiId, input.requestValidatorId),
  );
  await applyPatchOperations(input.patchOperations, PATHS, requestValidator);
  const id = `${input.restApiId}/${input.requestValidatorId}`;
  context.records.put("rest-request-validator", id, { requestValidator });
  return requestValidator;
}
