import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** PST503: a link that fell asleep. */
export const vpcLinkInactive: StackScenario = {
  kind: "stack",
  name: "vpc-link-inactive",
  title: "A VPC link that nobody used for sixty days",
  story:
    "After sixty days without traffic AWS takes a VPC link's network interfaces away, and the first request " +
    "afterwards fails while they are made anew. The lab has not the time: the stack is healthy, and the link's " +
    "status is put into what the doctor reads.",
  async build(stack) {
    const { listenerArn } = await alb(stack);
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return { url: api.url, resources: { link: vpcLinkId } };
  },
  request: GET_PETS,
  symptom: HELLO,
  findings: [{ code: "PST503", resource: "link" }],
  mends: {
    by: async () => {},
    title: "Send a request and wait: traffic wakes it",
    symptom: HELLO,
  },
  imagine: (inventory) => ({
    ...inventory,
    vpcLinks: inventory.vpcLinks.map((item) => ({
      ...item,
      vpcLink: { ...item.vpcLink, VpcLinkStatus: "INACTIVE" },
    })),
  }),
};
