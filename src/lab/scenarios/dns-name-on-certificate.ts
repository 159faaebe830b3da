import type { StackScenario } from "../scenario.ts";
import { GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** The load balancer's DNS name is a good server name where the certificate bears it. */
export const dnsNameOnCertificate: StackScenario = {
  kind: "stack",
  name: "dns-name-on-certificate",
  title: "The load balancer's own DNS name, and a certificate that bears it",
  story:
    "Any name will do as server name as long as the listener's certificate bears it: the load balancer's own DNS " +
    "name too, once you put it there. The doctor has nothing to say.",
  async build(stack) {
    const { balancers } = stack;
    const { port } = await stack.target();
    const targetGroupArn = await balancers.targetGroup({ targetPorts: [port] });
    const { arn, dnsName } = await balancers.balancer({ type: "application" });
    const certificateArn = await stack.certificate([SHOP_NAME, dnsName]);
    const listenerArn = await balancers.listener(arn, {
      protocol: "HTTPS",
      port: 443,
      certificateArn,
      actions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
    });
    await balancers.untilTargetsAre("healthy", targetGroupArn);
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: dnsName });
    return { url: api.url, resources: {} };
  },
  request: GET_PETS,
  symptom: HELLO,
  findings: [],
  mends: "never",
};
