// CreateResource: one more path part below a resource.
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html
import type { Resource } from "@aws-sdk/client-api-gateway";
import { newId } from "../apigatewayv2/new-id.ts";
import type { OperationContext } from "../operation-context.ts";
import { findResource, putResource, resourcesOf } from "./find-resource.ts";
import type { Input, Output } from "./operation-types.ts";
import { checkPathPart, pathBelow } from "./resource-rules.ts";
import { checkQuota, RESOURCES_PER_API_MAX } from "./rest-quotas.ts";

export async function createResource(
  input: Input<"CreateResource">,
  context: OperationContext,
): Promise<Output<"CreateResource">> {
  const { restApiId, parentId, pathPart } = input;
  const parent = await findResource(context, { restApiId, resourceId: parentId });
  const resources = await resourcesOf(context, restApiId);
  const siblings = resources.filter((other) => other.parentId === parentId);
  checkPathPart(pathPart, parent, siblings);
  checkQuota(resources.length, RESOURCES_PER_API_MAX, "resources", "API");
  const resource: Resource = {
    id: await newId(context, "rest-resource", `${restApiId}/`, 6),
    parentId,
    pathPart,
    path: pathBelow(parent, pathPart),
  };
  putResource(context, restApiId, resource);
  return resource;
}
