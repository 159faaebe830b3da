// What uses a VPC link: integrations of HTTP APIs and methods of REST APIs.
import { apiGateway, apiGatewayV2 } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";

export interface VpcLinkUse {
  readonly apiId: string;
  readonly apiName: string;
  readonly apiType: "HTTP" | "REST";
  /** "GET /pets", or the routes of an integration. */
  readonly what: string;
  /** The page of the integration or method. */
  readonly address: string;
}

/** Everything that names the link; stage variables that do are not looked into. */
export async function usesOfVpcLink(linkId: string): Promise<VpcLinkUse[]> {
  const [http, rest] = await Promise.all([usesInHttpApis(linkId), usesInRestApis(linkId)]);
  return [...http, ...rest];
}

async function usesInHttpApis(linkId: string): Promise<VpcLinkUse[]> {
  const client = await apiGatewayV2();
  const apis = await everyPage(async (NextToken) => {
    const answer = await client.getApis({ MaxResults: "100", NextToken });
    return { items: answer.Items, next: answer.NextToken };
  });
  const uses = await Promise.all(
    apis.map(async ({ ApiId = "", Name = "" }) => {
      const [integrations, routes] = await Promise.all([
        client.getIntegrations({ ApiId, MaxResults: "500" }),
        client.getRoutes({ ApiId, MaxResults: "500" }),
      ]);
      const found = (integrations.Items ?? []).filter((item) => item.ConnectionId === linkId);
      return found.map(({ IntegrationId = "" }): VpcLinkUse => {
        const keys = (routes.Items ?? [])
          .filter((route) => route.Target === `integrations/${IntegrationId}`)
          .map((route) => route.RouteKey);
        return {
          apiId: ApiId,
          apiName: Name,
          apiType: "HTTP",
          address: `/apis/http/${ApiId}/integrations/${IntegrationId}`,
          what: `integration ${IntegrationId}${keys.length === 0 ? " (no route)" : ` of ${keys.join(", ")}`}`,
        };
      });
    }),
  );
  return uses.flat();
}

async function usesInRestApis(linkId: string): Promise<VpcLinkUse[]> {
  const client = await apiGateway();
  const apis = await everyPage(async (position) => {
    const answer = await client.getRestApis({ limit: 500, position });
    return { items: answer.items, next: answer.position };
  });
  const uses = await Promise.all(
    apis.map(async ({ id = "", name = "" }) => {
      const { items = [] } = await client.getResources({
        restApiId: id,
        embed: ["methods"],
        limit: 500,
      });
      return items.flatMap(({ id: resourceId = "", path = "", resourceMethods = {} }) =>
        Object.entries(resourceMethods)
          .filter(([, method]) => method.methodIntegration?.connectionId === linkId)
          .map(([httpMethod]): VpcLinkUse => ({
            apiId: id,
            apiName: name,
            apiType: "REST",
            address: `/apis/rest/${id}/resources/${resourceId}/${httpMethod}`,
            what: `${httpMethod} ${path}`,
          })),
      );
    }),
  );
  return uses.flat();
}
