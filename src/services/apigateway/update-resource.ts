// UpdateResource: gives a resource another name or moves it, with all that is below it.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateResource.html
import type { Resource } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findResource, putResource, resourcesOf } from "./find-resource.ts";
import type { Input, Output } from "./operation-types.ts";
import {
  applyPatchOperations,
  checkPatchOps,
  type Patch,
  type PatchTable,
} from "./patch-operations.ts";
import { checkPathPart, pathBelow } from "./resource-rules.ts";
import { badRequest, notFound } from "./rest-errors.ts";
import { shownResource } from "./shown-resource.ts";

/** All resources of the API, of which the one in question is changed. */
interface Tree {
  readonly byId: ReadonlyMap<string, Resource>;
  readonly resource: Resource;
}

export async function updateResource(
  input: Input<"UpdateResource">,
  context: OperationContext,
): Promise<Output<"UpdateResource">> {
  checkPatchOps("updateResourceInput", input.patchOperations);
  await findResource(context, input);
  const resources = structuredClone(await resourcesOf(context, input.restApiId));
  const byId = new Map(resources.map((resource) => [resource.id ?? "", resource]));
  const resource = byId.get(input.resourceId);
  if (resource === undefined) throw notFound("Invalid Resource identifier specified");
  await applyPatchOperations(input.patchOperations, TABLE, { byId, resource });
  for (const changed of withDescendants(resource, byId)) {
    const parent = byId.get(changed.parentId ?? "");
    if (parent !== undefined) changed.path = pathBelow(parent, changed.pathPart ?? "");
    putResource(context, input.restApiId, changed);
  }
  return shownResource(resource, undefined);
}

const TABLE: PatchTable<Tree> = {
  refusal: "listed",
  paths: [
    { path: "/parentId", ops: ["replace"], apply: replaceParent },
    { path: "/pathPart", ops: ["replace"], apply: replacePathPart },
  ],
};

function replaceParent(tree: Tree, { value = "" }: Patch): void {
  const { byId, resource } = tree;
  if (resource.parentId === undefined)
    throw badRequest("Root resource cannot update its parentId.");
  const parent = byId.get(value);
  if (parent === undefined) throw notFound("Invalid Resource identifier specified");
  if (withDescendants(resource, byId).includes(parent)) {
    throw badRequest("Resources cannot be cyclical.");
  }
  checkPathPart(resource.pathPart ?? "", parent, siblingsOf(tree, value));
  resource.parentId = value;
}

function replacePathPart(tree: Tree, { value = "" }: Patch): void {
  const { byId, resource } = tree;
  const parent = byId.get(resource.parentId ?? "");
  if (parent === undefined) throw badRequest("Root resource cannot update its pathPart.");
  checkPathPart(value, parent, siblingsOf(tree, parent.id ?? ""));
  resource.pathPart = value;
}

function siblingsOf({ byId, resource }: Tree, parentId: string): Resource[] {
  return [...byId.values()].filter((other) => other.parentId === parentId && other !== resource);
}

/** The resource and everything below it, each after its parent. */
export function withDescendants(
  resource: Resource,
  byId: ReadonlyMap<string, Resource>,
): Resource[] {
  const found = [resource];
  // The list grows while it is walked.
  for (const parent of found) {
    for (const other of byId.values()) if (other.parentId === parent.id) found.push(other);
  }
  return found;
}
