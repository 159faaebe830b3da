// The resources and methods of an import: the tree is made path part by path part, and a method takes the place of
// the one that is there.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-update.html
import { setImmediate } from "node:timers/promises";
import type { Integration, Resource } from "@aws-sdk/client-api-gateway";
import type { ImportedMethod, ImportedRestApi } from "../openapi/imported-rest-api.ts";
import { createResource } from "./create-resource.ts";
import { deleteMethod } from "./delete-method.ts";
import { findResource, resourcesOf } from "./find-resource.ts";
import { attempt, type ImportTarget } from "./import-target.ts";
import type { Input } from "./operation-types.ts";
import { putIntegrationResponse } from "./put-integration-response.ts";
import { putIntegration } from "./put-integration.ts";
import { putMethodResponse } from "./put-method-response.ts";
import { putMethod } from "./put-method.ts";
import { badRequest } from "./rest-errors.ts";

/** Ids of what the document names. */
export interface NamedIds {
  readonly validators: ReadonlyMap<string, string>;
  readonly authorizers: ReadonlyMap<string, string>;
}

/** Adds the document's resources and methods to the API. */
export async function applyImportedResources(
  target: ImportTarget,
  imported: ImportedRestApi,
  ids: NamedIds,
): Promise<void> {
  const resourceIds = new Map<string, string>();
  for (const { path = "", id = "" } of await resourcesOf(target.context, target.restApiId)) {
    resourceIds.set(path, id);
  }
  for (const { path, methods } of imported.resources) {
    let resourceId: string | undefined;
    await attempt(target, `create resource at path '${path}'`, async () => {
      resourceId = await ensureResource(target, resourceIds, path);
    });
    if (resourceId === undefined) continue;
    // A large import must not hold up the traffic of this process.
    await setImmediate();
    for (const method of methods) await applyMethod(target, { resourceId, path, method, ids });
  }
}

async function ensureResource(
  { context, restApiId, restApi }: ImportTarget,
  resourceIds: Map<string, string>,
  path: string,
): Promise<string> {
  let parentId = restApi.rootResourceId ?? "";
  let parentPath = "";
  for (const pathPart of path.split("/").slice(1)) {
    if (pathPart === "" && path === "/") break;
    parentPath += `/${pathPart}`;
    let id = resourceIds.get(parentPath);
    if (id === undefined) {
      const resource: Resource = await createResource({ restApiId, parentId, pathPart }, context);
      id = resource.id ?? "";
      resourceIds.set(parentPath, id);
    }
    parentId = id;
  }
  return parentId;
}

interface MethodPlace {
  readonly resourceId: string;
  readonly path: string;
  readonly method: ImportedMethod;
  readonly ids: NamedIds;
}

async function applyMethod(target: ImportTarget, place: MethodPlace): Promise<void> {
  const { context, restApiId } = target;
  const { resourceId, path, method } = place;
  const { httpMethod, integration } = method;
  const key = { restApiId, resourceId, httpMethod };
  const where = `method '${httpMethod}' on resource at path '${path}'`;
  let isThere = false;
  await attempt(target, `put ${where}`, async () => {
    const resource = await findResource(context, key);
    if (Object.hasOwn(resource.resourceMethods ?? {}, httpMethod)) await deleteMethod(key, context);
    await putMethod({ ...key, ...methodSettings(place) }, context);
    isThere = true;
  });
  if (!isThere) return;
  for (const { statusCode = "", ...response } of method.responses) {
    await attempt(target, `put response for ${where}`, async () => {
      const input = { ...key, statusCode, ...response } as Input<"PutMethodResponse">;
      await putMethodResponse(input, context);
    });
  }
  if (integration === undefined) return;
  const on = `on '${httpMethod}' for resource at path '${path}'`;
  let isIntegrated = false;
  await attempt(target, `put integration ${on}`, async () => {
    await applyIntegration(target, key, integration);
    isIntegrated = true;
  });
  if (!isIntegrated) return;
  for (const response of Object.values(integration.integrationResponses ?? {})) {
    await attempt(target, `put integration response ${on}`, async () => {
      const input = { ...key, ...response };
      await putIntegrationResponse(input as Input<"PutIntegrationResponse">, context);
    });
  }
}

function methodSettings({
  method,
  ids,
}: MethodPlace): Omit<Input<"PutMethod">, "restApiId" | "resourceId" | "httpMethod"> {
  const { security, requestValidatorName: validatorName, operationName } = method;
  const { authorizerName } = security;
  const validatorId = validatorName === undefined ? undefined : ids.validators.get(validatorName);
  if (validatorName !== undefined && validatorId === undefined) {
    throw badRequest("Invalid Request Validator identifier specified");
  }
  return {
    authorizationType: security.authorizationType,
    apiKeyRequired: security.apiKeyRequired,
    ...(authorizerName !== undefined && {
      authorizerId: ids.authorizers.get(authorizerName) ?? "",
    }),
    ...(security.authorizationScopes !== undefined && {
      authorizationScopes: security.authorizationScopes,
    }),
    ...(validatorId !== undefined && { requestValidatorId: validatorId }),
    ...(operationName !== undefined && { operationName }),
    ...(Object.keys(method.requestParameters).length > 0 && {
      requestParameters: method.requestParameters,
    }),
    ...(Object.keys(method.requestModels).length > 0 && { requestModels: method.requestModels }),
  };
}

async function applyIntegration(
  { context }: ImportTarget,
  key: { restApiId: string; resourceId: string; httpMethod: string },
  integration: Integration,
): Promise<void> {
  const { httpMethod: integrationHttpMethod, integrationResponses: _, ...settings } = integration;
  const input = {
    ...key,
    ...settings,
    ...(integrationHttpMethod !== undefined && { integrationHttpMethod }),
  };
  await putIntegration(input as Input<"PutIntegration">, context);
}
