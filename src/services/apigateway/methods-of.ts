// All methods of a REST API, each with the name that AWS's messages give it: resource path, slash, method. A method
// of the root resource is thus called "//ANY".
import type { Method } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";

export interface NamedMethod {
  readonly method: Method;
  /** Of the resource. */
  readonly path: string;
  /** "/pets/GET", "//ANY" */
  readonly name: string;
}

/** Every method of the API, resource by resource. */
export async function methodsOf(
  context: OperationContext,
  restApiId: string,
): Promise<NamedMethod[]> {
  const found: NamedMethod[] = [];
  for (const { body } of await context.records.list("rest-resource", `${restApiId}/`)) {
    const { path = "", resourceMethods = {} } = body.resource;
    for (const [httpMethod, method] of Object.entries(resourceMethods)) {
      found.push({ method, path, name: `${path}/${httpMethod}` });
    }
  }
  return found;
}
