import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, HTTP_API_500, SHOP_NAME } from "./pieces.ts";

/** PST104: a chain with a gap. */
export const missingIntermediate: StackScenario = {
  kind: "stack",
  name: "missing-intermediate",
  title: "The listener's certificate comes without its intermediate",
  story:
    "The certificate is signed by an intermediate authority that was not imported with it. Browsers often know " +
    "how to fill that gap; a gateway does not.",
  async build(stack) {
    const { listenerArn, certificateArn } = await alb(stack, {
      certificate: "missing-intermediate",
    });
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
