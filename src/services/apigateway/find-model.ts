// A model of a REST API by its name, or the answer when there is none.
import type { Model } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import { notFound } from "./rest-errors.ts";

/** The model; throws NotFoundException when the API or the model is not there. */
export async function findModel(
  context: OperationContext,
  restApiId: string,
  modelName: string,
): Promise<Model> {
  await findRestApi(context, restApiId);
  const body = await context.records.get("rest-model", `${restApiId}/${modelName}`);
  if (body === undefined) throw notFound(`Invalid model name specified: ${modelName}`);
  return body.model;
}
