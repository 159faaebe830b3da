import type { StackScenario } from "../scenario.ts";
import { GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** PST601: nobody to forward to. */
export const noRegisteredTargets: StackScenario = {
  kind: "stack",
  name: "no-registered-targets",
  title: "A target group without targets",
  story: "Load balancer, listener and target group are there, and nobody ever registered a target.",
  async build(stack) {
    const { port } = await stack.target();
    const certificateArn = await stack.certificate([SHOP_NAME]);
    const targetGroupArn = await stack.balancers.targetGroup({ targetPorts: [] });
    const { listenerArn } = await stack.balancers.inFrontOf({
      protocol: "HTTPS",
      port: 443,
      certificateArn,
      balancer: { type: "application" },
      targetGroupArn,
    });
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return {
      url: api.url,
      resources: { "target group": targetGroupArn, "target's port": String(port) },
    };
  },
  request: GET_PETS,
  symptom: { status: 503, text: "503 Service Temporarily Unavailable" },
  findings: [{ code: "PST601", resource: "target group" }],
  mends: {
    by: async (stack, { resources }) => {
      const { "target group": group = "", "target's port": port } = resources;
      await stack.balancers.register(group, [Number(port)]);
      await stack.balancers.untilTargetsAre("healthy", group);
    },
    title: "Register the target",
    symptom: HELLO,
  },
};
