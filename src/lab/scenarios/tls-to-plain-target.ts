import type { StackScenario } from "../scenario.ts";
import { GET_PETS, HELLO } from "./pieces.ts";

const CHECKED_BY = { HealthCheckProtocol: "HTTP" } as const;

/** PST109, the other way round. */
export const tlsToPlainTarget: StackScenario = {
  kind: "stack",
  name: "tls-to-plain-target",
  title: "The target group says HTTPS, the targets speak plain HTTP",
  story:
    "The load balancer begins a TLS handshake with targets that speak plain HTTP. Health checks do not show it, " +
    "because they have a protocol setting of their own.",
  async build(stack) {
    const { port } = await stack.target();
    const targetGroupArn = await stack.balancers.targetGroup({
      protocol: "HTTPS",
      targetPorts: [port],
      settings: CHECKED_BY,
    });
    const { listenerArn } = await stack.balancers.inFrontOf({
      protocol: "HTTP",
      port: 80,
      balancer: { type: "application" },
      targetGroupArn,
    });
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: null });
    return {
      url: api.url,
      resources: {
        "target group": targetGroupArn,
        listener: listenerArn,
        "target's port": String(port),
      },
    };
  },
  request: GET_PETS,
  symptom: { status: 502, text: "502 Bad Gateway" },
  findings: [{ code: "PST109", resource: "target group" }],
  mends: {
    by: async (stack, { resources }) => {
      const { listener = "", "target group": former = "", "target's port": port } = resources;
      const targetGroupArn = await stack.balancers.targetGroup({
        name: "shop-mended",
        protocol: "HTTP",
        targetPorts: [Number(port)],
        settings: CHECKED_BY,
      });
      await stack.balancers.forward(listener, targetGroupArn);
      await stack.balancers.untilTargetsAre("healthy", targetGroupArn);
      await stack.balancers.deleteTargetGroup(former);
    },
    title:
      "A target group with protocol HTTP in its place: the protocol of a target group cannot be changed",
    symptom: HELLO,
  },
};
