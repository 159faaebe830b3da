// Writes what an OpenAPI document says into a REST API that is there: through the same operations that a client would
// call, so that the same rules hold and the same words are said. What fails is noted and the rest goes on, for one
// answer with everything that is wrong; the caller then throws, and nothing is kept.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html
import { setImmediate } from "node:timers/promises";
import type { Model } from "@aws-sdk/client-api-gateway";
import { alphanumericId } from "../../base/ids.ts";
import type { ImportedRestApi } from "../openapi/imported-rest-api.ts";
import { applyDocumentation } from "./apply-imported-documentation.ts";
import { applyImportedResources, type NamedIds } from "./apply-imported-resources.ts";
import { checkAuthorizer } from "./authorizer-rules.ts";
import { newAuthorizer } from "./create-authorizer.ts";
import { createDraft4Check } from "./draft-4-schema.ts";
import { attempt, type ImportTarget } from "./import-target.ts";
import { checkModelSchema } from "./model-schema.ts";
import type { Input } from "./operation-types.ts";
import { putGatewayResponse } from "./put-gateway-response.ts";
import { badRequest } from "./rest-errors.ts";

/** Adds to the API everything that the document has, in place of what has the same name or path. */
export async function applyImport(target: ImportTarget, imported: ImportedRestApi): Promise<void> {
  await applyModels(target, imported);
  const ids = {
    validators: await applyValidators(target, imported),
    authorizers: await applyAuthorizers(target, imported),
  };
  for (const response of imported.gatewayResponses) {
    await attempt(target, `create gateway response '${response.responseType}'`, async () => {
      const input = { restApiId: target.restApiId, ...response };
      await putGatewayResponse(input as Input<"PutGatewayResponse">, target.context);
    });
  }
  await applyImportedResources(target, imported, ids satisfies NamedIds);
  await applyDocumentation(target, imported.documentationParts);
}

async function applyModels(target: ImportTarget, imported: ImportedRestApi): Promise<void> {
  const { context, restApiId } = target;
  if (imported.models.length === 0) return;
  const isDraft4 = await createDraft4Check();
  for (const { name, contentType, description, schema } of imported.models) {
    // A large import must not hold up the traffic of this process.
    await setImmediate();
    await attempt(target, `create model for '${name}'`, async () => {
      if (name === "") throw badRequest("Model name must be non-empty");
      checkModelSchema(schema, isDraft4);
      const before = await context.records.get("rest-model", `${restApiId}/${name}`);
      const model: Model = {
        id: before?.model.id ?? alphanumericId(6),
        name,
        contentType,
        schema,
        ...(description !== undefined && { description }),
      };
      context.records.put("rest-model", `${restApiId}/${name}`, { model });
    });
  }
}

async function applyValidators(
  target: ImportTarget,
  imported: ImportedRestApi,
): Promise<Map<string, string>> {
  const { context, restApiId } = target;
  const ids = new Map<string, string>();
  const existing = await context.records.list("rest-request-validator", `${restApiId}/`);
  for (const { body } of existing) {
    ids.set(body.requestValidator.name ?? "", body.requestValidator.id ?? "");
  }
  for (const validator of imported.requestValidators) {
    const id = ids.get(validator.name) ?? alphanumericId(6);
    ids.set(validator.name, id);
    const requestValidator = { id, ...validator };
    context.records.put("rest-request-validator", `${restApiId}/${id}`, { requestValidator });
  }
  return ids;
}

async function applyAuthorizers(
  target: ImportTarget,
  imported: ImportedRestApi,
): Promise<Map<string, string>> {
  const { context, restApiId } = target;
  const ids = new Map<string, string>();
  for (const { body } of await context.records.list("rest-authorizer", `${restApiId}/`)) {
    ids.set(body.authorizer.name ?? "", body.authorizer.id ?? "");
  }
  for (const settings of imported.authorizers) {
    await attempt(target, `create authorizer '${settings.name}'`, async () => {
      const made = newAuthorizer(settings);
      const authorizer = { ...made, id: ids.get(settings.name) ?? made.id ?? "" };
      checkAuthorizer(context, authorizer);
      ids.set(settings.name, authorizer.id);
      context.records.put("rest-authorizer", `${restApiId}/${authorizer.id}`, { authorizer });
    });
  }
  return ids;
}
