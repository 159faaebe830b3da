// A resource of a REST API by its id, or the answer when there is none; and all resources of an API.
import type { Resource } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findRestApi } from "./find-rest-api.ts";
import { notFound } from "./rest-errors.ts";

/** What names a resource in an operation's input. */
export interface ResourceKey {
  readonly restApiId: string;
  readonly resourceId: string;
}

/** The resource; throws NotFoundException when there is no such API or it has no such resource. */
export async function findResource(
  context: OperationContext,
  { restApiId, resourceId }: ResourceKey,
): Promise<Resource> {
  await findRestApi(context, restApiId);
  const body = await context.records.get("rest-resource", `${restApiId}/${resourceId}`);
  if (body === undefined) throw notFound("Invalid Resource identifier specified");
  return body.resource;
}

/** All resources of the API, in order of id. */
export async function resourcesOf(
  { records: scoped }: Pick<OperationContext, "records">,
  restApiId: string,
): Promise<Resource[]> {
  const records = await scoped.list("rest-resource", `${restApiId}/`);
  return records.map(({ body }) => body.resource);
}

/** Writes the resource. */
export function putResource(
  context: OperationContext,
  restApiId: string,
  resource: Resource,
): void {
  context.records.put("rest-resource", `${restApiId}/${resource.id}`, { resource });
}
