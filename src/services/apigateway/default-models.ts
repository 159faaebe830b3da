// The two models that every REST API has from its creation on: Empty and Error. They are records like any other
// model and may be changed or deleted.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
import type { Model } from "@aws-sdk/client-api-gateway";
import { alphanumericId } from "../../base/ids.ts";
import type { ScopedRecords } from "../../store/store.ts";

const EMPTY_SCHEMA = `{
  "$schema": "http://json-schema.org/draft-04/schema#",
  "title" : "Empty Schema",
  "type" : "object"
}`;

const ERROR_SCHEMA = `{
  "$schema" : "http://json-schema.org/draft-04/schema#",
  "title" : "Error Schema",
  "type" : "object",
  "properties" : {
    "message" : { "type" : "string" }
  }
}`;

/** What a new REST API's models are, ids included. */
export function defaultModels(): [empty: Model, error: Model] {
  return [
    {
      id: alphanumericId(6),
      name: "Empty",
      description: "This is a default empty schema model",
      schema: EMPTY_SCHEMA,
      contentType: "application/json",
    },
    {
      id: alphanumericId(6),
      name: "Error",
      description: "This is a default error schema model",
      schema: ERROR_SCHEMA,
      contentType: "application/json",
    },
  ];
}

/** Gives a new REST API its models Empty and Error. */
export function createDefaultModels(records: ScopedRecords, restApiId: string): void {
  for (const model of defaultModels()) {
    records.put("rest-model", `${restApiId}/${model.name}`, { model });
  }
}
