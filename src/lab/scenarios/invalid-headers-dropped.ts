import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, SHOP_NAME } from "./pieces.ts";

/** PST203: a 200 that lacks something. */
export const invalidHeadersDropped: StackScenario = {
  kind: "stack",
  name: "invalid-headers-dropped",
  title: "A header with an underscore never reaches the target",
  story:
    "The load balancer drops header fields whose names are not letters, digits and hyphens. The request arrives, " +
    "and a field that the application waits for is not among its headers.",
  async build(stack) {
    const { listenerArn, balancerArn } = await alb(stack, {
      balancer: { attributes: { "routing.http.drop_invalid_header_fields.enabled": "true" } },
    });
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return { url: api.url, resources: { "load balancer": balancerArn } };
  },
  request: { ...GET_PETS, headers: [["x_lab_tenant", "7"]] },
  symptom: { status: 200, text: "hello from /pets\n" },
  findings: [{ code: "PST203", resource: "load balancer", severity: "info" }],
  mends: { by: "doctor", symptom: { status: 200, text: "with x_lab_tenant" } },
};
