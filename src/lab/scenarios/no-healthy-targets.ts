import { DeregisterTargetsCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { StackScenario } from "../scenario.ts";
import { GET_PETS, HELLO, QUICK_HEALTH_CHECK, SHOP_NAME } from "./pieces.ts";

/** PST602: targets that are down. */
export const noHealthyTargets: StackScenario = {
  kind: "stack",
  name: "no-healthy-targets",
  title: "No target passes its health checks",
  story:
    "The one registered target is not running. A load balancer without any healthy target tries all of them all " +
    "the same, so clients see the failure of that attempt.",
  async build(stack) {
    const target = await stack.target();
    await target.close();
    const certificateArn = await stack.certificate([SHOP_NAME]);
    const targetGroupArn = await stack.balancers.targetGroup({
      targetPorts: [target.port],
      settings: QUICK_HEALTH_CHECK,
    });
    const { listenerArn } = await stack.balancers.inFrontOf({
      protocol: "HTTPS",
      port: 443,
      certificateArn,
      balancer: { type: "application" },
      targetGroupArn,
      state: "unhealthy",
    });
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return {
      url: api.url,
      resources: { "target group": targetGroupArn, "target's port": String(target.port) },
    };
  },
  request: GET_PETS,
  symptom: { status: 502, text: "502 Bad Gateway" },
  findings: [{ code: "PST602", resource: "target group" }],
  mends: {
    by: async (stack, { resources }) => {
      const { "target group": TargetGroupArn = "", "target's port": former } = resources;
      const { port } = await stack.target();
      await stack.balancers.register(TargetGroupArn, [port]);
      await stack.clients.elb.send(
        new DeregisterTargetsCommand({
          TargetGroupArn,
          Targets: [{ Id: "127.0.0.1", Port: Number(former) }],
        }),
      );
      await stack.balancers.untilTargetsAre("healthy", TargetGroupArn);
    },
    title: "Register a target that runs in its place",
    symptom: HELLO,
  },
};
