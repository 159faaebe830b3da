// What CreateRestApi's `cloneFrom` copies: everything that a deployment would freeze, under new ids, and the
// documentation parts. Deployments and stages stay behind.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-create-api.html
import type { Method, Resource, RestApi } from "@aws-sdk/client-api-gateway";
import { alphanumericId } from "../../base/ids.ts";
import type { OperationContext } from "../operation-context.ts";

/** Copies the parts of `source` to the new API `target`; what the request left open, the source decides. */
export async function cloneRestApi(
  context: OperationContext,
  source: RestApi,
  target: RestApi,
): Promise<void> {
  const { records } = context;
  const from = `${source.id}/`;
  const to = `${target.id}/`;
  target.description ??= source.description;
  target.version ??= source.version;
  target.binaryMediaTypes ??= source.binaryMediaTypes;
  target.minimumCompressionSize ??= source.minimumCompressionSize;
  target.policy ??= source.policy;
  const ids = new Map<string, string>([[source.rootResourceId ?? "", target.rootResourceId ?? ""]]);
  const renew = (id: string | undefined): string => {
    const known = ids.get(id ?? "");
    if (known !== undefined) return known;
    const fresh = alphanumericId(6);
    ids.set(id ?? "", fresh);
    return fresh;
  };
  for (const { body } of await records.list("rest-model", from)) {
    const model = { ...body.model, id: alphanumericId(6) };
    // Schemas name each other by URLs that hold the API's id.
    model.schema = model.schema?.replaceAll(
      `/restapis/${source.id}/models/`,
      `/restapis/${target.id}/models/`,
    );
    records.put("rest-model", `${to}${model.name}`, { model });
  }
  for (const { body } of await records.list("rest-request-validator", from)) {
    const requestValidator = { ...body.requestValidator, id: renew(body.requestValidator.id) };
    records.put("rest-request-validator", `${to}${requestValidator.id}`, { requestValidator });
  }
  for (const { body } of await records.list("rest-authorizer", from)) {
    const authorizer = { ...body.authorizer, id: renew(body.authorizer.id) };
    records.put("rest-authorizer", `${to}${authorizer.id}`, { authorizer });
  }
  for (const { body } of await records.list("rest-gateway-response", from)) {
    records.put("rest-gateway-response", `${to}${body.gatewayResponse.responseType}`, body);
  }
  for (const { body } of await records.list("rest-documentation-part", from)) {
    const documentationPart = { ...body.documentationPart, id: renew(body.documentationPart.id) };
    records.put("rest-documentation-part", `${to}${documentationPart.id}`, { documentationPart });
  }
  for (const { body } of await records.list("rest-resource", from)) {
    const resource = clonedResource(body.resource, renew);
    records.put("rest-resource", `${to}${resource.id}`, { resource });
  }
}

function clonedResource(source: Resource, renew: (id: string | undefined) => string): Resource {
  const resource = structuredClone(source);
  resource.id = renew(source.id);
  if (source.parentId !== undefined) resource.parentId = renew(source.parentId);
  for (const method of Object.values(resource.resourceMethods ?? {}))
    renewReferences(method, renew);
  return resource;
}

function renewReferences(method: Method, renew: (id: string | undefined) => string): void {
  if (method.requestValidatorId !== undefined) {
    method.requestValidatorId = renew(method.requestValidatorId);
  }
  if (method.authorizerId !== undefined) method.authorizerId = renew(method.authorizerId);
  const integration = method.methodIntegration;
  // The namespace is the id of a resource unless another was chosen.
  if (integration?.cacheNamespace !== undefined) {
    integration.cacheNamespace = renew(integration.cacheNamespace);
  }
}
