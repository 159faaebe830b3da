// An HTTP API with as much in it as a test asks for, made by the operations themselves.
import { createApi } from "../../src/services/apigatewayv2/create-api.ts";
import { createIntegration } from "../../src/services/apigatewayv2/create-integration.ts";
import { createRoute } from "../../src/services/apigatewayv2/create-route.ts";
import { createVpcLink } from "../../src/services/apigatewayv2/create-vpc-link.ts";
import type { OperationTestBed } from "./operation-test-bed.ts";

export const LISTENER_ARN =
  "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/inner/50dc6c495c0c9188/f2f7dc8efc522ab2";

/** The id of an API with nothing in it. */
export async function emptyApi(bed: OperationTestBed): Promise<string> {
  const api = await bed.run(createApi, { Name: "shop", ProtocolType: "HTTP" });
  return api.ApiId ?? "";
}

/** The id of a new public integration of the API. */
export async function publicIntegration(bed: OperationTestBed, apiId: string): Promise<string> {
  const integration = await bed.run(createIntegration, {
    ApiId: apiId,
    IntegrationType: "HTTP_PROXY",
    IntegrationMethod: "ANY",
    IntegrationUri: "https://example.com/",
  });
  return integration.IntegrationId ?? "";
}

/** The id of a new route to that integration. */
export async function routeTo(
  bed: OperationTestBed,
  apiId: string,
  integrationId: string,
  routeKey: string,
): Promise<string> {
  const route = await bed.run(createRoute, {
    ApiId: apiId,
    RouteKey: routeKey,
    Target: `integrations/${integrationId}`,
  });
  return route.RouteId ?? "";
}

/** An API with a public integration and the route GET /pets. */
export async function servingApi(
  bed: OperationTestBed,
): Promise<{ apiId: string; integrationId: string; routeId: string }> {
  const apiId = await emptyApi(bed);
  const integrationId = await publicIntegration(bed, apiId);
  const routeId = await routeTo(bed, apiId, integrationId, "GET /pets");
  return { apiId, integrationId, routeId };
}

/** The id of a VPC link into the default network, which is made as well. */
export async function vpcLink(bed: OperationTestBed): Promise<string> {
  const { subnetIds } = await bed.defaultNetwork();
  const link = await bed.run(createVpcLink, { Name: "inside", SubnetIds: subnetIds });
  return link.VpcLinkId ?? "";
}
