// CreateModel: the shape of a payload, a JSON Schema of draft 4 under a name.
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateModel.html
import type { Model } from "@aws-sdk/client-api-gateway";
import { alphanumericId } from "../../base/ids.ts";
import type { OperationContext } from "../operation-context.ts";
import { createDraft4Check } from "./draft-4-schema.ts";
import { findRestApi } from "./find-rest-api.ts";
import { checkModelSchema } from "./model-schema.ts";
import type { Input, Output } from "./operation-types.ts";
import { badRequest, conflict } from "./rest-errors.ts";

export async function createModel(
  input: Input<"CreateModel">,
  context: OperationContext,
): Promise<Output<"CreateModel">> {
  await findRestApi(context, input.restApiId);
  const { name, contentType, description, schema } = input;
  if (name === "") throw badRequest("Model name must be non-empty");
  // [I] wording
  if (!/^[A-Za-z0-9]+$/.test(name)) throw badRequest(`Model name must be alphanumeric: ${name}`);
  const id = `${input.restApiId}/${name}`;
  if ((await context.records.get("rest-model", id)) !== undefined) {
    throw conflict("Model name already exists for this REST API");
  }
  checkModelSchema(schema, await createDraft4Check());
  const model: Model = { id: alphanumericId(6), name, contentType };
  if (description !== undefined) model.description = description;
  if (schema !== undefined) model.schema = schema;
  context.records.put("rest-model", id, { model });
  return model;
}
