// A stack of many APIs, half a dozen kinds of way through two load balancers: for what has to work at that size.
import { CreateDeploymentCommand } from "@aws-sdk/client-apigatewayv2";
import type { MadeBalancer } from "./private-stack.ts";
import type { RestStack } from "./rest-stack.ts";

const BUILDERS = 8;

/** Makes `count` APIs, each with one way to a listener that speaks TLS. */
export async function createManyApis(
  stack: RestStack,
  count: number,
  targetPort: number,
): Promise<void> {
  const { base } = stack;
  const alb = await base.createBalancer({ type: "application", protocol: "HTTPS", targetPort });
  const nlb = await base.createBalancer({ type: "network", protocol: "TLS", targetPort });
  const nlbLinkId = await stack.createNlbLink(nlb.loadBalancerArn);
  const places = { alb, vpcLinkId: await base.createVpcLink(), nlbLinkId };
  let next = 0;
  const build = async (): Promise<void> => {
    while (next < count) await createApi(stack, next++, places);
  };
  await Promise.all(Array.from({ length: BUILDERS }, build));
}

/** Every fourth is a REST API; the HTTP APIs are deployed automatically and by hand, by turns. */
async function createApi(
  stack: RestStack,
  index: number,
  places: { alb: MadeBalancer; vpcLinkId: string; nlbLinkId: string },
): Promise<void> {
  if (index % 4 === 0) {
    const api = await stack.createApi({ name: `api-${index}` });
    const uri = "http://in.example.com/pets";
    const connection = { connectionType: "VPC_LINK" as const, connectionId: places.nlbLinkId };
    await api.method({ path: "/pets", integration: { ...connection, uri } });
    await api.deploy();
    return;
  }
  const { base } = stack;
  const { apiId: ApiId } = await base.createPrivateApi({
    listenerArn: places.alb.listenerArn,
    vpcLinkId: places.vpcLinkId,
    autoDeploy: index % 2 === 0,
  });
  if (index % 2 === 0) return;
  await base.apigateway.send(new CreateDeploymentCommand({ ApiId, StageName: "$default" }));
}
