import { CreateRuleCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, SHOP_NAME } from "./pieces.ts";

/** Everything as it should be: a REST API and a VPC link of the second kind. */
export const healthyRestApiOnAlb: StackScenario = {
  kind: "stack",
  name: "healthy-rest-api-on-alb",
  title: "A healthy REST API on an Application Load Balancer",
  story:
    "Through a VPC link with network interfaces a REST API reaches an Application Load Balancer. The stage's name comes " +
    "first in the path that the backend gets, and a rule of the listener expects it there. The doctor has nothing to say.",
  async build(stack) {
    const { balancerArn, listenerArn, targetGroupArn } = await alb(stack);
    await stack.clients.elb.send(
      new CreateRuleCommand({
        ListenerArn: listenerArn,
        Priority: 10,
        Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: ["/prod/*"] } }],
        Actions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
      }),
    );
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.restApi({
      vpcLinkId,
      uri: `https://${SHOP_NAME}/pets`,
      settings: { integrationTarget: balancerArn },
    });
    return { url: api.url, resources: {} };
  },
  request: GET_PETS,
  symptom: { status: 200, text: "hello from /prod/pets" },
  findings: [],
  mends: "never",
};
