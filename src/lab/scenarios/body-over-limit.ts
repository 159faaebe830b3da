import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** PST702: ten megabytes and no more. */
export const bodyOverLimit: StackScenario = {
  kind: "stack",
  name: "body-over-limit",
  title: "A request body over the gateway's limit",
  story:
    "API Gateway takes requests of up to ten megabytes, and there is no setting for it. A larger one never " +
    "reaches the backend.",
  async build(stack) {
    const { listenerArn } = await alb(stack);
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return { url: api.url, resources: { api: api.apiId } };
  },
  request: { method: "POST", path: "/pets", body: Buffer.alloc(10_485_761, "a") },
  symptom: { status: 413, text: "Request Entity Too Large" },
  findings: [{ code: "PST702", resource: "api", severity: "warning" }],
  mends: {
    // The client has to change: nothing of the stack does.
    by: async () => {},
    title: "Send less",
    request: { ...GET_PETS, method: "POST", body: Buffer.from("small") },
    symptom: HELLO,
  },
};
