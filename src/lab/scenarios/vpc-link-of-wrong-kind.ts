import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, nlb, REST_API_500, SHOP_NAME } from "./pieces.ts";

/** PST406: two resources with one name. */
export const vpcLinkOfWrongKind: StackScenario = {
  kind: "stack",
  name: "vpc-link-of-wrong-kind",
  title: "A VPC link of the first kind to an Application Load Balancer",
  story:
    "A VPC link of the first kind leads to a Network Load Balancer and to nothing else. Made with the ARN of an " +
    "Application Load Balancer it is accepted, and fails some moments later.",
  async build(stack) {
    const { balancerArn } = await alb(stack);
    const vpcLinkId = await stack.apis.nlbLink(balancerArn);
    const api = await stack.apis.restApi({ vpcLinkId, uri: `https://${SHOP_NAME}/pets` });
    return {
      url: api.url,
      resources: { link: vpcLinkId, api: api.restApiId, resource: api.resourceId },
    };
  },
  request: GET_PETS,
  symptom: REST_API_500,
  findings: [{ code: "PST406", resource: "link" }],
  mends: {
    by: async (stack, { resources }) => {
      const { api: restApiId = "", resource: resourceId = "", link: former = "" } = resources;
      const { balancerArn } = await nlb(stack, {
        balancer: { name: "shop-network" },
        group: { name: "shop-network" },
      });
      const next = await stack.apis.nlbLink(balancerArn);
      await stack.apis.leadThrough({ restApiId, resourceId }, { former, next });
    },
    title: "A Network Load Balancer, and a link to it",
    symptom: HELLO,
  },
};
