import { CreateRuleCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { StackScenario } from "../scenario.ts";
import { GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** PST405: the host that the backend gets is the API's. */
export const hostHeaderMatchesNoRule: StackScenario = {
  kind: "stack",
  name: "host-header-matches-no-rule",
  title: "No rule of the load balancer matches the API's host name",
  story:
    "The load balancer picks its target group by the Host header, and answers 404 itself where no rule matches. " +
    "Through the gateway the Host is that of the API, which no rule has heard of.",
  async build(stack) {
    const { balancers, clients } = stack;
    const { port } = await stack.target();
    const targetGroupArn = await balancers.targetGroup({ targetPorts: [port] });
    const certificateArn = await stack.certificate([SHOP_NAME]);
    const { arn } = await balancers.balancer({ type: "application" });
    const listenerArn = await balancers.listener(arn, {
      protocol: "HTTPS",
      port: 443,
      certificateArn,
      actions: [
        {
          Type: "fixed-response",
          FixedResponseConfig: {
            StatusCode: "404",
            ContentType: "text/plain",
            MessageBody: "no such shop",
          },
        },
      ],
    });
    await clients.elb.send(
      new CreateRuleCommand({
        ListenerArn: listenerArn,
        Priority: 10,
        Conditions: [{ Field: "host-header", HostHeaderConfig: { Values: [SHOP_NAME] } }],
        Actions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
      }),
    );
    await balancers.untilTargetsAre("healthy", targetGroupArn);
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return { url: api.url, resources: { integration: api.integration, listener: listenerArn } };
  },
  request: GET_PETS,
  symptom: { status: 404, text: "no such shop" },
  findings: [{ code: "PST405", resource: "integration", severity: "warning" }],
  mends: { by: "doctor", symptom: HELLO },
};
