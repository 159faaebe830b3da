import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** PST302: an API that answers 404 to everything. */
export const stageWithoutDeployment: StackScenario = {
  kind: "stack",
  name: "stage-without-deployment",
  title: "A stage to which nothing was ever deployed",
  story:
    "The API is configured to the last detail, the stage is there, and nothing was ever deployed to it.",
  async build(stack) {
    const { listenerArn } = await alb(stack);
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({
      listenerArn,
      vpcLinkId,
      serverName: SHOP_NAME,
      autoDeploy: false,
      isDeployed: false,
    });
    return { url: api.url, resources: { stage: api.stage } };
  },
  request: GET_PETS,
  symptom: { status: 404, text: "Not Found" },
  findings: [{ code: "PST302", resource: "stage" }],
  mends: { by: "doctor", symptom: HELLO },
};
