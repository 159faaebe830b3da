import { UpdateIntegrationCommand } from "@aws-sdk/client-apigatewayv2";
import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** PST407: who still refers to it. */
export const vpcLinkInUse: StackScenario = {
  kind: "stack",
  name: "vpc-link-in-use",
  title: "A VPC link that cannot be deleted",
  story:
    "The integration was moved to a new VPC link, and the old one is to be deleted. But the change was never deployed: " +
    "the stage still leads through the old link, and deleting it would break what works.",
  async build(stack) {
    const { listenerArn } = await alb(stack);
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({
      listenerArn,
      vpcLinkId,
      serverName: SHOP_NAME,
      autoDeploy: false,
    });
    await stack.clients.http.send(
      new UpdateIntegrationCommand({
        ApiId: api.apiId,
        IntegrationId: api.integrationId,
        ConnectionId: await stack.apis.vpcLink(),
      }),
    );
    return { url: api.url, resources: { link: vpcLinkId, stage: api.stage } };
  },
  request: GET_PETS,
  symptom: HELLO,
  findings: [
    { code: "PST301", resource: "stage", severity: "warning" },
    { code: "PST407", resource: "link", severity: "info" },
  ],
  mends: { by: "doctor", symptom: HELLO },
};
