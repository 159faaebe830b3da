import type { StackScenario } from "../scenario.ts";
import { GET_PETS, HELLO, nlb, REST_API_500, SHOP_NAME } from "./pieces.ts";

/** PST503: failed, and it stays failed. */
export const vpcLinkFailed: StackScenario = {
  kind: "stack",
  name: "vpc-link-failed",
  title: "A VPC link that never came up",
  story:
    "A Network Load Balancer can stand behind one VPC link of the first kind. A second one is accepted, fails some " +
    "moments later, and stays failed.",
  async build(stack) {
    const { balancerArn } = await nlb(stack);
    const healthy = await stack.apis.nlbLink(balancerArn);
    const vpcLinkId = await stack.apis.nlbLink(balancerArn);
    const api = await stack.apis.restApi({ vpcLinkId, uri: `https://${SHOP_NAME}/pets` });
    return {
      url: api.url,
      resources: { link: vpcLinkId, healthy, api: api.restApiId, resource: api.resourceId },
    };
  },
  request: GET_PETS,
  symptom: REST_API_500,
  findings: [{ code: "PST503", resource: "link" }],
  mends: {
    by: async (stack, { resources }) => {
      const {
        api: restApiId = "",
        resource: resourceId = "",
        link: former = "",
        healthy,
      } = resources;
      const next = healthy ?? "";
      await stack.apis.leadThrough({ restApiId, resourceId }, { former, next });
    },
    title: "Lead through the link that works, and delete the failed one",
    symptom: HELLO,
  },
};
