import { UpdateIntegrationCommand } from "@aws-sdk/client-apigatewayv2";
import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** PST504: it works, across zones. */
export const linkSharesNoZone: StackScenario = {
  kind: "stack",
  name: "link-shares-no-zone",
  title: "VPC link and load balancer stand in different zones",
  story:
    "The link has its interfaces in one zone, the load balancer its nodes in two others. Requests get through, and every " +
    "one of them crosses zones: the API is down when either side's zone is.",
  async build(stack) {
    const { subnetIds } = await stack.network();
    const [only = "", ...others] = subnetIds;
    const { listenerArn } = await alb(stack, { balancer: { subnetIds: others } });
    const vpcLinkId = await stack.apis.vpcLink({ subnetIds: [only] });
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return {
      url: api.url,
      resources: { api: api.apiId, integration: api.integrationId, link: vpcLinkId },
    };
  },
  request: GET_PETS,
  symptom: HELLO,
  findings: [{ code: "PST504", resource: "link", severity: "warning" }],
  mends: {
    by: async (stack, { resources }) => {
      const { api: ApiId, integration: IntegrationId } = resources;
      const { subnetIds } = await stack.network();
      const ConnectionId = await stack.apis.vpcLink({ subnetIds: subnetIds.slice(1) });
      await stack.clients.http.send(
        new UpdateIntegrationCommand({ ApiId, IntegrationId, ConnectionId }),
      );
    },
    title: "A VPC link in the load balancer's zones",
    symptom: HELLO,
  },
};
