// DeleteResource: deletes a resource with everything below it.
// https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteResource.html
import type { OperationContext } from "../operation-context.ts";
import { findResource, resourcesOf } from "./find-resource.ts";
import type { Input, Output } from "./operation-types.ts";
import { badRequest } from "./rest-errors.ts";
import { withDescendants } from "./update-resource.ts";

export async function deleteResource(
  input: Input<"DeleteResource">,
  context: OperationContext,
): Promise<Output<"DeleteResource">> {
  const resource = await findResource(context, input);
  // [I]
  if (resource.parentId === undefined) throw badRequest("Root resource cannot be deleted");
  const resources = await resourcesOf(context, input.restApiId);
  const byId = new Map(resources.map((other) => [other.id ?? "", other]));
  for (const { id } of withDescendants(resource, byId)) {
    context.records.delete("rest-resource", `${input.restApiId}/${id}`);
  }
  return {};
}
