// Creates an HTTP API with its first routes and a stage, as AWS's console does: one call after the other, and when one
// of them is refused, nothing stays behind.
import { apiGatewayV2 } from "../../commons/aws-clients.ts";
import { routeKeyOf } from "./http-methods.ts";

export interface QuickRoute {
  readonly method: string;
  readonly path: string;
  readonly url: string;
}

export interface HttpApiWish {
  readonly name: string;
  readonly description: string;
  readonly routes: readonly QuickRoute[];
  /** "" for none. */
  readonly stageName: string;
  readonly isAutomatic: boolean;
}

/** The new API's ID. */
export async function createHttpApi(wish: HttpApiWish): Promise<string> {
  const client = await apiGatewayV2();
  const { ApiId = "" } = await client.createApi({
    Name: wish.name,
    ProtocolType: "HTTP",
    ...(wish.description !== "" && { Description: wish.description }),
  });
  try {
    for (const { method, path, url } of wish.routes) {
      const { IntegrationId } = await client.createIntegration({
        ApiId,
        IntegrationType: "HTTP_PROXY",
        IntegrationMethod: method,
        IntegrationUri: url,
        PayloadFormatVersion: "1.0",
      });
      await client.createRoute({
        ApiId,
        RouteKey: routeKeyOf(method, path),
        Target: `integrations/${IntegrationId}`,
      });
    }
    if (wish.stageName !== "") {
      await client.createStage({ ApiId, StageName: wish.stageName, AutoDeploy: wish.isAutomatic });
    }
  } catch (cause) {
    await client.deleteApi({ ApiId });
    throw cause;
  }
  return ApiId;
}
