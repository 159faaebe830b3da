import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** PST303: the stage goes on serving what it did. */
export const automaticDeploymentFailed: StackScenario = {
  kind: "stack",
  name: "automatic-deployment-failed",
  title: "An automatic deployment that failed",
  story:
    "When AWS cannot deploy a change automatically it tells nobody: the stage keeps what it served before and a " +
    "sentence on the stage says why. Postern's own deployments do not fail, so the stack is healthy and the lab " +
    "puts that sentence into what the doctor reads.",
  async build(stack) {
    const { listenerArn } = await alb(stack);
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({
      listenerArn,
      vpcLinkId,
      serverName: SHOP_NAME,
    });
    return { url: api.url, resources: { stage: api.stage } };
  },
  request: GET_PETS,
  symptom: HELLO,
  findings: [{ code: "PST303", resource: "stage", severity: "warning" }],
  mends: { by: "doctor", symptom: HELLO },
  imagine: (inventory) => ({
    ...inventory,
    httpApis: inventory.httpApis.map((api) => ({
      ...api,
      // What was configured since, and could not be deployed.
      routes: api.routes.map((route) => ({ ...route, RouteKey: "ANY /pets" })),
      stages: api.stages.map((item) => ({
        ...item,
        stage: {
          ...item.stage,
          LastDeploymentStatusMessage:
            "Deployment attempt failed: Unable to deploy API because no routes exist in this API",
        },
      })),
    })),
  }),
};
