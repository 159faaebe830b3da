import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, SHOP_NAME } from "./pieces.ts";

/** PST703: a cookie too many. */
export const headersOverLimit: StackScenario = {
  kind: "stack",
  name: "headers-over-limit",
  title: "Request headers over the gateway's limit",
  story:
    "API Gateway takes 10,240 bytes of request line and header values together. One large cookie is enough to go " +
    "over it.",
  async build(stack) {
    const { listenerArn } = await alb(stack);
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({ listenerArn, vpcLinkId, serverName: SHOP_NAME });
    return { url: api.url, resources: { api: api.apiId } };
  },
  request: { ...GET_PETS, headers: [["cookie", `session=${"a".repeat(10_500)}`]] },
  symptom: { status: 431, text: "Request Header Fields Too Large" },
  findings: [{ code: "PST703", resource: "api", severity: "warning" }],
  mends: {
    // The client has to change: nothing of the stack does.
    by: async () => {},
    title: "Send less",
    request: GET_PETS,
    symptom: HELLO,
  },
};
