// The stages of all REST APIs, for what refers to them: usage plans, client certificates, base path mappings.
import type { RestApi, Stage } from "@aws-sdk/client-api-gateway";
import { apiGateway } from "./aws-clients.ts";
import { everyPage } from "./every-page.ts";

const PAGE_ITEMS = 500;

export interface RestApiStages {
  readonly apiId: string;
  readonly apiName: string;
  /** In order of name. */
  readonly stages: readonly Stage[];
}

/** In order of name. */
export async function listRestApis(): Promise<RestApi[]> {
  const client = await apiGateway();
  const apis = await everyPage(async (position) => {
    const answer = await client.getRestApis({ limit: PAGE_ITEMS, position });
    return { items: answer.items, next: answer.position };
  });
  return apis.sort((a, b) => (a.name ?? "").localeCompare(b.name ?? ""));
}

/** Every API, with stages or without, in order of name. */
export async function listRestStages(): Promise<RestApiStages[]> {
  const client = await apiGateway();
  return Promise.all(
    (await listRestApis()).map(async ({ id = "", name = "" }) => {
      const { item = [] } = await client.getStages({ restApiId: id });
      const stages = [...item].sort((a, b) => (a.stageName ?? "").localeCompare(b.stageName ?? ""));
      return { apiId: id, apiName: name, stages };
    }),
  );
}
