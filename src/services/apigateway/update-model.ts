// UpdateModel: changes a model's description or schema.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateModel.html
import type { Model } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { createDraft4Check } from "./draft-4-schema.ts";
import { findModel } from "./find-model.ts";
import { checkModelSchema } from "./model-schema.ts";
import type { Input, Output } from "./operation-types.ts";
import { applyPatchOperations, checkPatchOps, type PatchTable } from "./patch-operations.ts";

const PATHS: PatchTable<Model> = {
  refusal: "listed",
  paths: [
    {
      path: "/description",
      ops: ["replace"],
      apply: (model, { value = "" }) => {
        model.description = value;
      },
    },
    {
      path: "/schema",
      ops: ["replace"],
      apply: async (model, { value }) => {
        checkModelSchema(value, await createDraft4Check());
        model.schema = value ?? "";
      },
    },
  ],
};

export async function updateModel(
  input: Input<"UpdateModel">,
  context: OperationContext,
): Promise<Output<"UpdateModel">> {
  checkPatchOps("updateModelInput", input.patchOperations);
  const model = structuredClone(await findModel(context, input.restApiId, input.modelName));
  await applyPatchOperations(input.patchOperations, PATHS, model);
  context.records.put("rest-model", `${input.restApiId}/${input.modelName}`, { model });
  return model;
}
