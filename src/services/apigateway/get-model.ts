// GetModel: a model by its name; flattened, with the schemas that it refers to put into it.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetModel.html
import type { OperationContext } from "../operation-context.ts";
import { findModel } from "./find-model.ts";
import { flattenedSchema } from "./flattened-schema.ts";
import type { Input, Output } from "./operation-types.ts";

export async function getModel(
  input: Input<"GetModel">,
  context: OperationContext,
): Promise<Output<"GetModel">> {
  const model = await findModel(context, input.restApiId, input.modelName);
  if (input.flatten !== true || model.schema === undefined) return model;
  return { ...model, schema: await flattenedSchema(context, input.restApiId, model.schema) };
}
