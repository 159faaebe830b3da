// One REST API and its parts, as the pages of this section read them.
import type {
  Authorizer,
  Deployment,
  GatewayResponse,
  Method,
  Model,
  RequestValidator,
  Resource,
  RestApi,
} from "@aws-sdk/client-api-gateway";
import { apiGateway } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";

const PAGE_ITEMS = 500;

/** The names that the API knows a method by. */
export interface MethodPlace {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}

export async function getRestApi(restApiId: string): Promise<RestApi> {
  return (await apiGateway()).getRestApi({ restApiId });
}

export async function deleteRestApi(restApiId: string): Promise<void> {
  await (await apiGateway()).deleteRestApi({ restApiId });
}

/** With their methods, in order of path. */
export async function listResources(restApiId: string): Promise<Resource[]> {
  const client = await apiGateway();
  const found = await everyPage(async (position) => {
    const answer = await client.getResources({
      restApiId,
      embed: ["methods"],
      limit: PAGE_ITEMS,
      position,
    });
    return { items: answer.items, next: answer.position };
  });
  return found.sort((a, b) => (a.path ?? "").localeCompare(b.path ?? ""));
}

export async function getMethod(place: MethodPlace): Promise<Method> {
  return (await apiGateway()).getMethod({ ...place });
}

export async function getResource(restApiId: string, resourceId: string): Promise<Resource> {
  return (await apiGateway()).getResource({ restApiId, resourceId, embed: ["methods"] });
}

export async function listAuthorizers(restApiId: string): Promise<Authorizer[]> {
  const client = await apiGateway();
  return everyPage(async (position) => {
    const answer = await client.getAuthorizers({ restApiId, limit: PAGE_ITEMS, position });
    return { items: answer.items, next: answer.position };
  });
}

export async function listValidators(restApiId: string): Promise<RequestValidator[]> {
  const client = await apiGateway();
  return everyPage(async (position) => {
    const answer = await client.getRequestValidators({ restApiId, limit: PAGE_ITEMS, position });
    return { items: answer.items, next: answer.position };
  });
}

/** In order of name. */
export async function listModels(restApiId: string): Promise<Model[]> {
  const client = await apiGateway();
  const found = await everyPage(async (position) => {
    const answer = await client.getModels({ restApiId, limit: PAGE_ITEMS, position });
    return { items: answer.items, next: answer.position };
  });
  return found.sort((a, b) => (a.name ?? "").localeCompare(b.name ?? ""));
}

/** Newest first. */
export async function listDeployments(restApiId: string): Promise<Deployment[]> {
  const client = await apiGateway();
  const found = await everyPage(async (position) => {
    const answer = await client.getDeployments({ restApiId, limit: PAGE_ITEMS, position });
    return { items: answer.items, next: answer.position };
  });
  return found.sort((a, b) => Number(b.createdDate ?? 0) - Number(a.createdDate ?? 0));
}

/** The customised and the default ones, in order of type. */
export async function listGatewayResponses(restApiId: string): Promise<GatewayResponse[]> {
  const client = await apiGateway();
  const found = await everyPage(async (position) => {
    const answer = await client.getGatewayResponses({ restApiId, limit: PAGE_ITEMS, position });
    return { items: answer.items, next: answer.position };
  });
  return found.sort((a, b) => (a.responseType ?? "").localeCompare(b.responseType ?? ""));
}
