import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** PST502: two networks that do not know each other. */
export const linkInAnotherVpc: StackScenario = {
  kind: "stack",
  name: "link-in-another-vpc",
  title: "The VPC link stands in another VPC than the load balancer",
  story:
    "The link's network interfaces are in one VPC, the load balancer is in another. There is no route between " +
    "them.",
  async build(stack) {
    const { listenerArn } = await alb(stack);
    await stack.apis.vpcLink();
    const { subnetIds, groupId } = await stack.anotherVpc();
    const vpcLinkId = await stack.apis.vpcLink({ subnetIds, securityGroupIds: [groupId] });
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return {
      url: api.url,
      resources: { integration: api.integration },
    };
  },
  request: GET_PETS,
  symptom: { status: 503, text: "Service Unavailable" },
  findings: [{ code: "PST502", resource: "integration" }],
  mends: { by: "doctor", symptom: HELLO },
};
