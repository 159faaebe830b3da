import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, HTTP_API_500, SHOP_NAME } from "./pieces.ts";

/** PST104: an imported certificate that nobody renewed. */
export const expiredCertificate: StackScenario = {
  kind: "stack",
  name: "expired-certificate",
  title: "The listener's certificate has expired",
  story:
    "ACM renews what it issued, and imported certificates only tell you that they are about to expire. This one " +
    "was valid when it was imported, and some seconds later it is not.",
  async build(stack) {
    const { listenerArn, certificateArn } = await alb(stack, { certificate: "expires-soon" });
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    await stack.until("the certificate's end", async () => {
      return Date.now() > stack.soonestExpiryMs;
    });
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
