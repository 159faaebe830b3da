import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, HTTP_API_500, SHOP_NAME } from "./pieces.ts";

/** PST104: a private authority. */
export const unknownAuthority: StackScenario = {
  kind: "stack",
  name: "unknown-authority",
  title: "The listener's certificate is of an authority that nobody knows",
  story:
    "The certificate is in order and its authority is a private one that the gateway was never told of.",
  async build(stack) {
    const { listenerArn, certificateArn } = await alb(stack, { certificate: "unknown-authority" });
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return {
      url: api.url,
      resources: {
        integration: api.integration,
        listener: listenerArn,
        certificate: certificateArn,
      },
    };
  },
  request: GET_PETS,
  symptom: HTTP_API_500,
  findings: [{ code: "PST104", resource: "certificate" }],
  mends: {
    by: async (stack, { resources }) => {
      const { listener = "" } = resources;
      await stack.balancers.present(listener, await stack.certificate([SHOP_NAME]));
    },
    title: "A certificate that is good in its place",
    symptom: HELLO,
  },
};
