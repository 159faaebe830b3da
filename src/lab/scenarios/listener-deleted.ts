import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** PST403: an ARN that leads nowhere. */
export const listenerDeleted: StackScenario = {
  kind: "stack",
  name: "listener-deleted",
  title: "The listener that the integration names is gone",
  story:
    "Somebody made the listener anew. The new one has a new ARN, and the integration still names the old one.",
  async build(stack) {
    const { listenerArn, balancerArn, targetGroupArn, certificateArn } = await alb(stack);
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    await stack.balancers.deleteListener(listenerArn);
    await stack.balancers.listener(balancerArn, {
      protocol: "HTTPS",
      port: 443,
      certificateArn,
      actions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
    });
    return { url: api.url, resources: { integration: api.integration } };
  },
  request: GET_PETS,
  symptom: { status: 503, text: "Service Unavailable" },
  findings: [{ code: "PST403", resource: "integration" }],
  mends: { by: "doctor", symptom: HELLO },
};
