import type { StackScenario } from "../scenario.ts";
import { GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

const CHECKED_BY = { HealthCheckProtocol: "HTTPS" } as const;

/** PST109: the last hop. */
export const plainHttpToTlsTarget: StackScenario = {
  kind: "stack",
  name: "plain-http-to-tls-target",
  title: "The target group says HTTP, the targets speak TLS",
  story:
    "The load balancer sends plain HTTP to targets that expect a TLS handshake. Health checks do not show it, " +
    "because they have a protocol setting of their own.",
  async build(stack) {
    const certificate = await stack.authority.issue("self-signed", [SHOP_NAME]);
    const { port } = await stack.target({ certificate });
    const targetGroupArn = await stack.balancers.targetGroup({
      protocol: "HTTP",
      targetPorts: [port],
      settings: CHECKED_BY,
    });
    // Made to take its place: the protocol of a target group cannot be changed.
    const ready = await stack.balancers.targetGroup({
      name: "shop-tls",
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
      resources: { "target group": targetGroupArn, "other group": ready },
    };
  },
  request: GET_PETS,
  symptom: { status: 502, text: "502 Bad Gateway" },
  findings: [{ code: "PST109", resource: "target group" }],
  // The group that is no longer forwarded to stays.
  mayAlsoSay: ["PST604"],
  mends: {
    by: "doctor",
    settled: (stack, { resources }) =>
      stack.balancers.untilTargetsAre("healthy", resources["other group"] ?? ""),
    symptom: HELLO,
  },
};
