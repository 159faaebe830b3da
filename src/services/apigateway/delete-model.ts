// DeleteModel: deletes a model that no method and no other model refers to.
// https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteModel.html
import type { OperationContext } from "../operation-context.ts";
import { findModel } from "./find-model.ts";
import { methodsOf } from "./methods-of.ts";
import { modelReference, referencesOf } from "./model-schema.ts";
import type { Input, Output } from "./operation-types.ts";
import { conflict } from "./rest-errors.ts";

export async function deleteModel(
  input: Input<"DeleteModel">,
  context: OperationContext,
): Promise<Output<"DeleteModel">> {
  const { restApiId, modelName } = input;
  await findModel(context, restApiId, modelName);
  const user = await userOf(context, restApiId, modelName);
  if (user !== undefined) {
    throw conflict(`Cannot delete model '${modelName}', is referenced in ${user}`);
  }
  context.records.delete("rest-model", `${restApiId}/${modelName}`);
  return {};
}

async function userOf(
  context: OperationContext,
  restApiId: string,
  modelName: string,
): Promise<string | undefined> {
  for (const { method, name } of await methodsOf(context, restApiId)) {
    if (Object.values(method.requestModels ?? {}).includes(modelName)) {
      return `method request: ${name}`;
    }
    for (const response of Object.values(method.methodResponses ?? {})) {
      if (Object.values(response.responseModels ?? {}).includes(modelName)) {
        // [I] wording, by that of requests
        return `method response: ${name}/${response.statusCode}`;
      }
    }
  }
  const reference = modelReference(restApiId, modelName);
  for (const { body } of await context.records.list("rest-model", `${restApiId}/`)) {
    const { name, schema = "null" } = body.model;
    // [I] wording
    if (name !== modelName && referencesOf(JSON.parse(schema)).includes(reference)) {
      return `model: ${name}`;
    }
  }
  return undefined;
}
