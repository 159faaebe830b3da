import { LAB_REGION } from "../lab-clients.ts";
import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** PST501: silence on the wire. */
export const securityGroupBlocksLink: StackScenario = {
  kind: "stack",
  name: "security-group-blocks-link",
  title: "A security group drops what the VPC link sends",
  story:
    "The load balancer's security group lets nobody in on the listener's port. Packets are dropped without an " +
    "answer, so the gateway waits until its patience ends.",
  async build(stack) {
    const group = await stack.securityGroup("shop-balancer", [{ port: 8080, from: "0.0.0.0/0" }]);
    const { listenerArn } = await alb(stack, {
      balancer: { securityGroupIds: [group] },
    });
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    const { account } = stack.place;
    const arn = `arn:aws:ec2:${LAB_REGION}:${account}:security-group/${group}`;
    return { url: api.url, resources: { group: arn } };
  },
  request: GET_PETS,
  symptom: { status: 503, text: "Service Unavailable" },
  findings: [{ code: "PST501", resource: "group" }],
  mends: { by: "doctor", symptom: HELLO },
};
