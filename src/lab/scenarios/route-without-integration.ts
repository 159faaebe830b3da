import { CreateRouteCommand } from "@aws-sdk/client-apigatewayv2";
import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** PST404: matched, and nobody to give it to. */
export const routeWithoutIntegration: StackScenario = {
  kind: "stack",
  name: "route-without-integration",
  title: "A route that leads nowhere",
  story:
    "A route was made in a hurry and never given an integration. It is more specific than the one that works, so " +
    "it takes the request.",
  async build(stack) {
    const { listenerArn } = await alb(stack);
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    await stack.clients.http.send(
      new CreateRouteCommand({ ApiId: api.apiId, RouteKey: "GET /pets" }),
    );
    return { url: api.url, resources: { route: `${api.apiId}/GET /pets` } };
  },
  request: GET_PETS,
  symptom: { status: 500, text: "Internal Server Error" },
  findings: [{ code: "PST404", resource: "route" }],
  mends: { by: "doctor", symptom: HELLO },
};
