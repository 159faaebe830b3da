import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** PST401: a 404 from a backend that has the page. */
export const stageNameInBackendPath: StackScenario = {
  kind: "stack",
  name: "stage-name-in-backend-path",
  title: "The backend gets the stage's name in the path",
  story:
    "The target knows /pets. The client asks stage test for /pets, and through a VPC link the target is asked for " +
    "/test/pets, which it does not have.",
  async build(stack) {
    const { listenerArn } = await alb(stack, { target: { paths: ["/", "/pets"] } });
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({
      listenerArn,
      vpcLinkId,
      serverName: SHOP_NAME,
      stageName: "test",
    });
    return { url: api.url, resources: { integration: api.integration } };
  },
  request: GET_PETS,
  symptom: { status: 404, text: "the target has no /test/pets" },
  findings: [{ code: "PST401", resource: "integration", severity: "warning" }],
  mends: { by: "doctor", symptom: HELLO },
};
