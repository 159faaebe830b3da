// GetModelTemplate: a mapping template that makes an example of a model's payload, to be edited by whoever asked.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetModelTemplate.html
import type { OperationContext } from "../operation-context.ts";
import { findModel } from "./find-model.ts";
import { flattenedSchema } from "./flattened-schema.ts";
import { exampleTemplate } from "./example-template.ts";
import type { Input, Output } from "./operation-types.ts";

export async function getModelTemplate(
  input: Input<"GetModelTemplate">,
  context: OperationContext,
): Promise<Output<"GetModelTemplate">> {
  const model = await findModel(context, input.restApiId, input.modelName);
  const schema = await flattenedSchema(context, input.restApiId, model.schema ?? "{}");
  return { value: exampleTemplate(JSON.parse(schema)) };
}
