import type { StackScenario } from "../scenario.ts";
import { GET_PETS, HELLO, HTTP_API_500, SHOP_NAME } from "./pieces.ts";

/** PST103: the name that everybody tries first. */
export const dnsNameNotOnCertificate: StackScenario = {
  kind: "stack",
  name: "dns-name-not-on-certificate",
  title: "The load balancer's own DNS name as server name",
  story:
    "The load balancer's DNS name looks like the obvious server name. But no certificate bears it unless you put " +
    "it there: the handshake fails although everything else is right.",
  async build(stack) {
    const { balancers } = stack;
    const { port } = await stack.target();
    const targetGroupArn = await balancers.targetGroup({ targetPorts: [port] });
    const { arn, dnsName } = await balancers.balancer({ type: "application" });
    const certificateArn = await stack.certificate([SHOP_NAME]);
    const listenerArn = await balancers.listener(arn, {
      protocol: "HTTPS",
      port: 443,
      certificateArn,
      actions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
    });
    await balancers.untilTargetsAre("healthy", targetGroupArn);
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: dnsName });
    return { url: api.url, resources: { integration: api.integration } };
  },
  request: GET_PETS,
  symptom: HTTP_API_500,
  findings: [{ code: "PST103", resource: "integration" }],
  mends: { by: "doctor", symptom: HELLO },
};
