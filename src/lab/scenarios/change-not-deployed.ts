import { UpdateIntegrationCommand } from "@aws-sdk/client-apigatewayv2";
import type { StackScenario } from "../scenario.ts";
import { alb, GET_PETS, HELLO, PLAIN_HTTP_PAGE, SHOP_NAME } from "./pieces.ts";

/** PST301: why an edit changes nothing. */
export const changeNotDeployed: StackScenario = {
  kind: "stack",
  name: "change-not-deployed",
  title: "The mend was saved and never deployed",
  story:
    "Somebody found the missing server name, saved it, and asked again: still 400. The stage does not deploy " +
    "automatically, so it goes on serving what was deployed to it before.",
  async build(stack) {
    const { listenerArn } = await alb(stack);
    const vpcLinkId = await stack.apis.vpcLink();
    const api = await stack.apis.httpApi({
      listenerArn,
      vpcLinkId,
      serverName: null,
      autoDeploy: false,
    });
    await stack.clients.http.send(
      new UpdateIntegrationCommand({
        ApiId: api.apiId,
        IntegrationId: api.integrationId,
        TlsConfig: { ServerNameToVerify: SHOP_NAME },
      }),
    );
    return { url: api.url, resources: { integration: api.integration, stage: api.stage } };
  },
  request: GET_PETS,
  symptom: PLAIN_HTTP_PAGE,
  findings: [
    { code: "PST301", resource: "stage", severity: "warning" },
    { code: "PST101", resource: "integration" },
  ],
  mends: { by: "doctor", symptom: HELLO },
};
