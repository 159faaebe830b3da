// A way whose two ends share no network: the VPC link's interfaces stand in another VPC than the load balancer, the
// load balancer's name leads to public addresses that the link cannot reach, or a public URL leads to private ones.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
import { fragmentValue } from "../fragment-value.ts";
import type { Inventory, LoadBalancerItem, VpcLinkItem } from "../inventory.ts";
import { isLinkUsable, linkStatus } from "../link-status.ts";
import { makeFix } from "../make-fix.ts";
import { deployCommands } from "../deploy-commands.ts";
import { balancerVpcId, hasInterfaces, linkVpcId, shareSubnet } from "../network-place.ts";
import { deploysOf, integrationResource } from "../resources.ts";
import type { AwsCall, DoctorRule, Fix, RuleContext } from "../rule.ts";
import { isUnresolved, readable } from "../unresolved.ts";
import { reachesListener, type PrivateWay } from "../ways.ts";

const AWS_PAGE =
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html";

export const linkAndBalancerInDifferentVpcs: DoctorRule = {
  code: "PST502",
  name: "link-and-balancer-in-different-vpcs",
  severity: "error",
  summary:
    "Gateway and load balancer share no network: another VPC, or public against private addresses",
  awsPage: AWS_PAGE,
  inputs: [
    "httpApis",
    "restApis",
    "vpcLinks",
    "restVpcLinks",
    "loadBalancers",
    "listeners",
    "securityGroups",
    "subnets",
  ],
  evidence: [],
  examine(context) {
    for (const way of context.ways) {
      if (!reachesListener(way)) continue;
      if (way.link === null) {
        if (way.loadBalancer.loadBalancer.Scheme === "internal") reportPublicUrl(context, way);
      } else if (isLinkUsable(way.link) && hasInterfaces(way.link)) {
        examineLink(context, way, way.link);
      }
    }
  },
};

/** True where this rule speaks: then nothing else on the way matters. */
export function isUnreachableByPlace(inventory: Inventory, way: PrivateWay): boolean {
  const { link, loadBalancer } = way;
  if (link === null || typeof link === "string" || !hasInterfaces(link)) return false;
  if (isPublicBalancer(loadBalancer)) return true;
  if (shareSubnet(link, loadBalancer)) return false;
  return standsApart(linkVpcId(inventory, link), balancerVpcId(inventory, loadBalancer)) === true;
}

function isPublicBalancer({ loadBalancer }: LoadBalancerItem): boolean {
  return loadBalancer.Type === "application" && loadBalancer.Scheme === "internet-facing";
}

/** Null: it cannot be told. */
function standsApart(linkVpc: string, balancerVpc: string): boolean | null {
  if (linkVpc === balancerVpc) return false;
  return isUnresolved(linkVpc) || isUnresolved(balancerVpc) ? null : true;
}

function examineLink(context: RuleContext, way: PrivateWay, link: VpcLinkItem): void {
  if (isPublicBalancer(way.loadBalancer)) {
    reportPublicBalancer(context, way);
    return;
  }
  if (shareSubnet(link, way.loadBalancer)) return;
  const linkVpc = linkVpcId(context.inventory, link);
  const balancerVpc = balancerVpcId(context.inventory, way.loadBalancer);
  const isApart = standsApart(linkVpc, balancerVpc);
  if (isApart === null) {
    const which = isUnresolved(linkVpc) ? "the VPC link's" : "the load balancer's";
    context.undecided(integrationResource(way), `Which VPC is ${which} is not known here`);
  }
  if (isApart !== true) return;
  const name = way.loadBalancer.loadBalancer.LoadBalancerName ?? "";
  const { isPostern } = context.inventory.source;
  context.report({
    resource: integrationResource(way),
    title: `VPC link ${link.vpcLink.Name ?? ""} stands in ${linkVpc}, load balancer ${name} in ${balancerVpc}`,
    seen: {
      "VPC of the link": linkVpc,
      "VPC of the load balancer": balancerVpc,
      "subnets of the link": link.vpcLink.SubnetIds ?? [],
      routes: way.routeKeys,
    },
    why:
      `The link's network interfaces have addresses of ${linkVpc}, and there is no route from there to the private addresses of ${name}. ` +
      "Packets get lost, the connection is given up, and the client gets 503 Service Unavailable (HTTP API) or 500 Internal server error (REST API). " +
      (isPostern
        ? "Postern joins no VPCs."
        : "Only a peering connection or a transit gateway between both, with routes in both directions, would change that."),
    fixes: [linkFix(context.inventory, way, balancerVpc)],
    severity: isPostern ? "error" : "warning",
  });
}

function linkFix(inventory: Inventory, way: PrivateWay, vpcId: string): Fix {
  const other = inventory.vpcLinks.find(
    (item) => linkStatus(item) === "AVAILABLE" && linkVpcId(inventory, item) === vpcId,
  );
  const deploys = deploysOf(way);
  const linkId = other?.vpcLink.VpcLinkId ?? "NEW-LINK";
  const shown = fragmentValue(
    other?.vpcLink.VpcLinkId ?? "",
    "id of a VPC link with subnets of the load balancer's VPC",
  );
  const create = `aws apigatewayv2 create-vpc-link --name NAME --subnet-ids SUBNETS-IN-${readable(vpcId)} --security-group-ids GROUP`;
  return makeFix({
    title:
      other === undefined
        ? `Make a VPC link in ${vpcId} and use it`
        : `Use VPC link ${other.vpcLink.Name ?? ""} (${linkId}), which stands in ${vpcId}`,
    cli: [
      ...(other === undefined ? [create] : []),
      commandFor(way, linkId),
      ...deployCommands(deploys),
    ],
    console: [
      ...(other === undefined
        ? [
            "API Gateway → VPC links → Create → VPC link V2, with subnets of the load balancer's VPC",
          ]
        : []),
      "API Gateway → APIs → the API → the route or method → its integration → Edit → VPC link",
      "Save; Deploy, where automatic deployment is off",
    ],
    cloudFormation:
      way.api.kind === "http"
        ? `# on the AWS::ApiGatewayV2::Integration\nConnectionId: ${shown}`
        : `# in the Integration of the AWS::ApiGateway::Method\nConnectionId: ${shown}`,
    terraform: `# on the ${way.api.kind === "http" ? "aws_apigatewayv2_integration" : "aws_api_gateway_integration"}\nconnection_id = "${shown}"`,
    calls: other === undefined ? [] : [callFor(way, linkId)],
    deploys,
  });
}

function restParts(way: PrivateWay): { resourceId: string; httpMethod: string } {
  const [resourceId = "", httpMethod = ""] = way.integration.id.split("/");
  return { resourceId, httpMethod };
}

function commandFor(way: PrivateWay, linkId: string): string {
  const { apiId, integration } = way;
  if (way.api.kind === "http") {
    return `aws apigatewayv2 update-integration --api-id ${apiId} --integration-id ${integration.id} --connection-id ${linkId}`;
  }
  const { resourceId, httpMethod } = restParts(way);
  return `aws apigateway update-integration --rest-api-id ${apiId} --resource-id ${resourceId} --http-method ${httpMethod} --patch-operations op=replace,path=/connectionId,value=${linkId}`;
}

function callFor(way: PrivateWay, linkId: string): AwsCall {
  const { apiId, integration } = way;
  const operation = "UpdateIntegration";
  if (way.api.kind === "http") {
    const input = (ConnectionId: string) => ({
      ApiId: apiId,
      IntegrationId: integration.id,
      ConnectionId,
    });
    const undo = { operation, input: input(integration.connectionId) };
    return { service: "apigatewayv2", operation, input: input(linkId), undo };
  }
  const input = (value: string) => ({
    restApiId: apiId,
    ...restParts(way),
    patchOperations: [{ op: "replace", path: "/connectionId", value }],
  });
  const undo = { operation, input: input(integration.connectionId) };
  return { service: "apigateway", operation, input: input(linkId), undo };
}

function reportPublicBalancer(context: RuleContext, way: PrivateWay): void {
  const { LoadBalancerName = "", DNSName = "" } = way.loadBalancer.loadBalancer;
  context.report({
    resource: integrationResource(way),
    title: `A VPC link leads to ${LoadBalancerName}, an internet-facing Application Load Balancer that it cannot reach`,
    seen: {
      scheme: "internet-facing",
      "DNS name": readable(DNSName),
      "VPC link": way.integration.connectionId,
      routes: way.routeKeys,
    },
    why:
      `The name of ${LoadBalancerName} leads to public addresses, and a VPC link's network interface has a private address only, whatever its subnet: its packets find no way out. ` +
      "The connection is given up, and the client gets 503 Service Unavailable (HTTP API, INTEGRATION_NETWORK_FAILURE) or 500 Internal server error (REST API).",
    fixes: [
      makeFix({
        title: "Put an internal Application Load Balancer in front of the same target groups",
        cli: [
          "aws elbv2 create-load-balancer --name NAME --type application --scheme internal --subnets SUBNET-A SUBNET-B --security-groups GROUP",
          "aws elbv2 create-listener --load-balancer-arn NEW-LOAD-BALANCER --protocol HTTPS --port 443 --certificates CertificateArn=CERTIFICATE --default-actions Type=forward,TargetGroupArn=TARGET-GROUP",
          "# then point the integration at the new listener; a scheme cannot be changed, and a target group serves one load balancer",
        ],
        console: [
          "EC2 → Load balancers → Create → Application Load Balancer → Scheme: Internal",
          "API Gateway → APIs → the API → the integration → Edit → the new listener",
        ],
        cloudFormation:
          "# on the AWS::ElasticLoadBalancingV2::LoadBalancer (it is replaced)\nScheme: internal",
        terraform: "# on the aws_lb (it is replaced)\ninternal = true",
        deploys: deploysOf(way),
      }),
      makeFix({
        title: "Or call it over the internet, without a VPC link",
        cli: [
          `# a public integration to https://NAME, where NAME stands on the certificate and leads to ${readable(DNSName)}`,
        ],
        console: [
          "API Gateway → APIs → the API → the integration → Edit → HTTP URI, no private resource",
          "https://NAME, where NAME stands on the certificate and leads to the load balancer",
        ],
        deploys: deploysOf(way),
      }),
    ],
  });
}

function reportPublicUrl(context: RuleContext, way: PrivateWay): void {
  const { LoadBalancerName = "" } = way.loadBalancer.loadBalancer;
  context.report({
    resource: integrationResource(way),
    title: `A public integration names ${LoadBalancerName}, an internal load balancer, and no VPC link leads there`,
    seen: { uri: readable(way.integration.uri), scheme: "internal", routes: way.routeKeys },
    why:
      `The name of ${LoadBalancerName} leads to private addresses of its VPC. Without a VPC link the gateway connects from its own network, where these addresses lead nowhere: ` +
      "the connection is given up and the client gets 503 Service Unavailable (HTTP API) or 500 Internal server error (REST API).",
    fixes: [
      makeFix({
        title: "Lead the integration through a VPC link",
        cli: [
          way.api.kind === "http"
            ? `aws apigatewayv2 update-integration --api-id ${way.apiId} --integration-id ${way.integration.id} --connection-type VPC_LINK --connection-id LINK --integration-uri ${way.listener.arn}`
            : `aws apigateway update-integration --rest-api-id ${way.apiId} --resource-id ${restParts(way).resourceId} --http-method ${restParts(way).httpMethod} --patch-operations op=replace,path=/connectionType,value=VPC_LINK op=replace,path=/connectionId,value=LINK op=replace,path=/integrationTarget,value=${way.loadBalancer.arn}`,
          ...deployCommands(deploysOf(way)),
        ],
        console: [
          "API Gateway → VPC links → Create, with subnets of the load balancer's VPC",
          "API Gateway → APIs → the API → the integration → Edit → Private resource",
        ],
        cloudFormation:
          way.api.kind === "http"
            ? `# on the AWS::ApiGatewayV2::Integration\nConnectionType: VPC_LINK\nConnectionId: <id of the VPC link>\nIntegrationUri: ${way.listener.arn}`
            : `# in the Integration of the AWS::ApiGateway::Method\nConnectionType: VPC_LINK\nConnectionId: <id of the VPC link>\nIntegrationTarget: ${way.loadBalancer.arn}`,
        terraform:
          way.api.kind === "http"
            ? `# on the aws_apigatewayv2_integration\nconnection_type = "VPC_LINK"\nconnection_id = "<id of the VPC link>"\nintegration_uri = "${way.listener.arn}"`
            : `# on the aws_api_gateway_integration\nconnection_type = "VPC_LINK"\nconnection_id = "<id of the VPC link>"\nintegration_target = "${way.loadBalancer.arn}"`,
        deploys: deploysOf(way),
      }),
    ],
  });
}
