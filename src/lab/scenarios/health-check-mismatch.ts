import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, QUICK_HEALTH_CHECK, SHOP_NAME } from "./pieces.ts";

/** PST603: healthy targets that count as unhealthy. */
export const healthCheckMismatch: StackScenario = {
  kind: "stack",
  name: "health-check-mismatch",
  title: "The health check asks for a page that is not there",
  story:
    "The target answers /pets and has no page at /, where the health check looks. Every target counts as " +
    "unhealthy although every target works.",
  async build(stack) {
    const { listenerArn, targetGroupArn } = await alb(stack, {
      target: { paths: ["/pets"] },
      group: { settings: QUICK_HEALTH_CHECK },
      state: "unhealthy",
    });
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return { url: api.url, resources: { "target group": targetGroupArn } };
  },
  request: GET_PETS,
  symptom: HELLO,
  findings: [{ code: "PST603", resource: "target group", severity: "warning" }],
  mends: {
    by: "doctor",
    settled: (stack, { resources }) =>
      stack.balancers.untilTargetsAre("healthy", resources["target group"] ?? ""),
    symptom: HELLO,
  },
};
