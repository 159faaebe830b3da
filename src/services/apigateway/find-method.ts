// A method of a resource, its integration and their responses, or the answer when they are not there. All are kept
// within the record of their resource.
import type {
  Integration,
  IntegrationResponse,
  Method,
  MethodResponse,
} from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findResource, putResource, type ResourceKey } from "./find-resource.ts";
import { notFound } from "./rest-errors.ts";

/** What names a method in an operation's input. */
export interface MethodKey extends ResourceKey {
  readonly httpMethod: string;
}

/** The method; throws NotFoundException for whatever of API, resource and method is not there. */
export async function findMethod(context: OperationContext, key: MethodKey): Promise<Method> {
  const { resourceMethods = {} } = await findResource(context, key);
  const method = Object.hasOwn(resourceMethods, key.httpMethod)
    ? resourceMethods[key.httpMethod]
    : undefined;
  if (method === undefined) throw notFound("Invalid Method identifier specified");
  return method;
}

/** The method's integration; throws NotFoundException when it has none. */
export async function findIntegration(
  context: OperationContext,
  key: MethodKey,
): Promise<Integration> {
  const { methodIntegration } = await findMethod(context, key);
  if (methodIntegration === undefined) throw notFound("Invalid Integration identifier specified");
  return methodIntegration;
}

/** The method's response of that status. */
export async function findMethodResponse(
  context: OperationContext,
  key: MethodKey & { readonly statusCode: string },
): Promise<MethodResponse> {
  const { methodResponses = {} } = await findMethod(context, key);
  const response = methodResponses[key.statusCode];
  if (response === undefined) throw notFound("Invalid Response status code specified");
  return response;
}

/** The integration's response of that status. */
export async function findIntegrationResponse(
  context: OperationContext,
  key: MethodKey & { readonly statusCode: string },
): Promise<IntegrationResponse> {
  const { integrationResponses = {} } = await findIntegration(context, key);
  const response = integrationResponses[key.statusCode];
  if (response === undefined) throw notFound("Invalid Response status code specified");
  return response;
}

/** Writes the method into its resource, or takes it away when it is null. */
export async function saveMethod(
  context: OperationContext,
  key: MethodKey,
  method: Method | null,
): Promise<void> {
  const { resourceMethods, ...resource } = await findResource(context, key);
  const methods = { ...resourceMethods };
  if (method === null) delete methods[key.httpMethod];
  else methods[key.httpMethod] = method;
  const isEmpty = Object.keys(methods).length === 0;
  putResource(
    context,
    key.restApiId,
    isEmpty ? resource : { ...resource, resourceMethods: methods },
  );
}

/** Writes the integration into its method, or takes it away when it is null. */
export async function saveIntegration(
  context: OperationContext,
  key: MethodKey,
  integration: Integration | null,
): Promise<void> {
  const { methodIntegration: _, ...method } = await findMethod(context, key);
  const changed = integration === null ? method : { ...method, methodIntegration: integration };
  await saveMethod(context, key, changed);
}
