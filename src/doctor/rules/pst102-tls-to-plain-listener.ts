// An HTTP API's private integration that names a server to verify speaks TLS, whatever the listener expects. An HTTP
// listener cannot read that. A TCP listener hands the bytes on, so there it is the targets that must speak TLS.
import { deployCommands } from "../deploy-commands.ts";
import type { ListenerItem } from "../inventory.ts";
import { receiverOf } from "../receiver.ts";
import { deploysOf, integrationResource } from "../resources.ts";
import type { DoctorRule, Fix, RuleContext } from "../rule.ts";
import { plainHttpFix } from "../server-name-fix.ts";
import { tlsListenerWithName } from "../tls-listener.ts";
import { readable } from "../unresolved.ts";
import { reachesListener, type PrivateWay } from "../ways.ts";

export const tlsToPlainListener: DoctorRule = {
  code: "PST102",
  name: "tls-to-plain-listener",
  severity: "error",
  summary: "A private integration of an HTTP API speaks TLS where plain HTTP is expected",
  awsPage:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html",
  inputs: ["httpApis", "vpcLinks", "loadBalancers", "listeners", "targetGroups", "certificates"],
  evidence: ["probes"],
  examine(context) {
    for (const way of context.ways) {
      if (way.api.kind !== "http" || !way.integration.isPrivate || !reachesListener(way)) continue;
      if (way.integration.speaks === "tls") examineWay(context, way);
    }
  },
};

function examineWay(context: RuleContext, way: PrivateWay): void {
  const receiver = receiverOf(context, way.listener);
  if (receiver.expects === "unknown") context.undecided(integrationResource(way), receiver.what);
  if (receiver.expects !== "http") return;
  const { id, serverName } = way.integration;
  const balancer = way.loadBalancer.loadBalancer.LoadBalancerName ?? "";
  const name = serverName ?? "";
  const other = tlsListenerWithName(context, way.loadBalancer.arn, name);
  context.report({
    resource: integrationResource(way),
    title: `Integration ${id} speaks TLS to ${receiver.what} of ${balancer}, which expects plain HTTP`,
    seen: {
      "integration speaks": `TLS (ServerNameToVerify ${readable(name)})`,
      "expects plain HTTP": receiver.what,
      routes: way.routeKeys,
    },
    why:
      `The gateway's first message is a TLS ClientHello. ${sentenceStart(receiver.what)} reads it as a request line that makes no sense ` +
      "and answers with bytes that are no TLS, or closes. The handshake fails, so no request is ever sent: clients get " +
      '500 {"message":"Internal Server Error"}.',
    fixes: [plainHttpFix(way), ...(other === null ? [] : [otherListenerFix(way, other)])],
  });
}

function sentenceStart(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

function otherListenerFix(way: PrivateWay, { arn, listener }: ListenerItem): Fix {
  const { apiId, integration } = way;
  const identity = { ApiId: apiId, IntegrationId: integration.id };
  const what = `${listener.Protocol}:${listener.Port}`;
  return {
    title: `Keep TLS and use the ${what} listener, whose certificate bears the name`,
    cli: [
      `aws apigatewayv2 update-integration --api-id ${apiId} --integration-id ${integration.id} --integration-uri ${readable(arn)}`,
      ...deployCommands(deploysOf(way)),
    ],
    console: [
      "API Gateway → APIs → the API → Integrations → the route → Manage integration → Edit",
      `Listener: ${what}`,
      "Save; Deploy → the stage, where automatic deployment is off",
    ],
    cloudFormation: `# on the AWS::ApiGatewayV2::Integration: the ARN of the ${what} listener\nIntegrationUri: ${readable(arn)}`,
    terraform: `# on the aws_apigatewayv2_integration: the ARN of the ${what} listener\nintegration_uri = "${readable(arn)}"`,
    calls: [
      {
        service: "apigatewayv2",
        operation: "UpdateIntegration",
        input: { ...identity, IntegrationUri: arn },
        undo: {
          operation: "UpdateIntegration",
          input: { ...identity, IntegrationUri: way.listener.arn },
        },
      },
    ],
    deploys: deploysOf(way),
    onlyWhenAsked: false,
  };
}
