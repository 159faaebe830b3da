// APIs of both kinds in one shape, as AWS's console lists them.
import { apiGateway, apiGatewayV2 } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";
import { invokeUrls } from "./invoke-urls.ts";

export interface ApiRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly protocol: "HTTP" | "REST";
  readonly endpointType: string;
  readonly created: Date | undefined;
  /** One for each stage. */
  readonly invokeUrls: readonly string[];
}

/** All APIs, in order of name. */
export async function listApis(): Promise<ApiRow[]> {
  const [http, rest, urls] = await Promise.all([listHttpApis(), listRestApis(), invokeUrls()]);
  return [...http, ...rest]
    .map((row) => ({ ...row, invokeUrls: [...(urls.get(row.id)?.values() ?? [])] }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

async function listHttpApis(): Promise<Omit<ApiRow, "invokeUrls">[]> {
  const client = await apiGatewayV2();
  const apis = await everyPage(async (NextToken) => {
    const answer = await client.getApis({ MaxResults: "100", NextToken });
    return { items: answer.Items, next: answer.NextToken };
  });
  return apis.map((api) => ({
    id: api.ApiId ?? "",
    name: api.Name ?? "",
    description: api.Description ?? "",
    protocol: "HTTP",
    endpointType: "Regional",
    created: api.CreatedDate,
  }));
}

async function listRestApis(): Promise<Omit<ApiRow, "invokeUrls">[]> {
  const client = await apiGateway();
  const apis = await everyPage(async (position) => {
    const answer = await client.getRestApis({ limit: 500, position });
    return { items: answer.items, next: answer.position };
  });
  return apis.map((api) => ({
    id: api.id ?? "",
    name: api.name ?? "",
    description: api.description ?? "",
    protocol: "REST",
    endpointType: endpointTypeName(api.endpointConfiguration?.types?.[0]),
    created: api.createdDate,
  }));
}

function endpointTypeName(type: string | undefined): string {
  if (type === "REGIONAL") return "Regional";
  if (type === "PRIVATE") return "Private";
  return "Edge";
}

/** Deletes an API with everything that belongs to it. */
export async function deleteApi({ id, protocol }: Pick<ApiRow, "id" | "protocol">): Promise<void> {
  if (protocol === "HTTP") await (await apiGatewayV2()).deleteApi({ ApiId: id });
  else await (await apiGateway()).deleteRestApi({ restApiId: id });
}
