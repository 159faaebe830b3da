import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** PST604: targets that wait for nobody. */
export const targetGroupUnused: StackScenario = {
  kind: "stack",
  name: "target-group-unused",
  title: "A target group that no listener forwards to",
  story:
    "The new target group is ready, its target is registered, and the listener still forwards to the old one: " +
    "nothing checks the new targets, and they get no request.",
  async build(stack) {
    const { listenerArn } = await alb(stack);
    const { port } = await stack.target();
    const unused = await stack.balancers.targetGroup({ name: "shop-new", targetPorts: [port] });
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return { url: api.url, resources: { "target group": unused } };
  },
  request: GET_PETS,
  symptom: HELLO,
  findings: [{ code: "PST604", resource: "target group", severity: "info" }],
  mends: {
    by: async (stack, { resources }) => {
      await stack.balancers.deleteTargetGroup(resources["target group"] ?? "");
    },
    title: "Delete it",
    symptom: HELLO,
  },
};
