// Two unrelated resources are called VPC link: the first kind belongs to one Network Load Balancer for ever and to REST
// APIs only; the second kind is a set of network interfaces, and the integration says where it leads. What goes wrong
// when one is used as if it were the other.
import { fragmentValue } from "../fragment-value.ts";
import { deployCommands } from "../deploy-commands.ts";
import type { Inventory, RestVpcLinkItem } from "../inventory.ts";
import { manualFix } from "../manual-fix.ts";
import { whyUnknown } from "../missing-reference.ts";
import { deploysOf, integrationResource, vpcLinkResource } from "../resources.ts";
import type { DoctorRule, Fix, Report, RuleContext } from "../rule.ts";
import { methodOf } from "../url-fix.ts";
import type { Way } from "../ways.ts";
import { alwaysQuoted } from "../shell-quoted.ts";

export const vpcLinkBalancerMismatch: DoctorRule = {
  code: "PST406",
  name: "vpc-link-balancer-mismatch",
  severity: "error",
  summary: "A VPC link is of a kind that does not go with its load balancer or its API",
  awsPage: "https://docs.aws.amazon.com/apigateway/latest/developerguide/vpc-links-v1.html",
  inputs: ["httpApis", "restApis", "vpcLinks", "restVpcLinks", "loadBalancers"],
  evidence: [],
  examine(context) {
    for (const item of context.inventory.restVpcLinks) examineTargets(context, item);
    for (const way of context.ways) {
      if (!way.integration.isPrivate) continue;
      if (way.api.kind === "http") examineHttpWay(context, way);
      else if (way.linkVersion === 1) examineRestWay(context, way);
    }
  },
};

function examineTargets(context: RuleContext, item: RestVpcLinkItem): void {
  const { targetArns = [], id = "" } = item.vpcLink;
  const resource = vpcLinkResource(item);
  const [target, ...others] = targetArns;
  if (target === undefined) return;
  const { loadBalancers } = context.inventory;
  const found = loadBalancers.find(({ arn }) => arn === target);
  const seen = { "targets of the link": targetArns, state: item.vpcLink.status ?? "" };
  if (others.length > 0) {
    context.report({
      resource,
      title: `VPC link ${id} names ${targetArns.length} load balancers`,
      seen,
      why: "A link of the first kind is an endpoint service of exactly one Network Load Balancer. AWS refuses more.",
      fixes: [replaceLink(item)],
    });
  } else if (isOtherThanNetwork(target, found?.loadBalancer.Type)) {
    context.report({
      resource,
      title: `VPC link ${id} is of the first kind and names ${kindOf(target)}, not a Network Load Balancer`,
      seen,
      why:
        "A link of the first kind is an endpoint service (PrivateLink), and only a Network Load Balancer can stand behind one. " +
        "AWS refuses the link or lets it fail (NLB ARN is malformed), and every method that leads through it answers 500.",
      fixes: [secondKind(), replaceLink(item)],
    });
  } else if (found === undefined) {
    const why = whyUnknown(context.inventory, "loadBalancers", target);
    if (why !== null) context.undecided(resource, why);
    else {
      context.report({
        resource,
        title: `The Network Load Balancer of VPC link ${id} is not there`,
        seen,
        why:
          "The target of a link of the first kind is fixed when the link is made. Its load balancer is gone, and a new one " +
          "of the same name is another one: connections through the link end nowhere and clients get 500.",
        fixes: [replaceLink(item)],
      });
    }
  }
}

/** By the ARN, or by what the inventory knows of it. */
function isOtherThanNetwork(arn: string, type: string | undefined): boolean {
  if (type !== undefined) return type !== "network";
  return arn.startsWith("arn:") && !arn.includes(":loadbalancer/net/");
}

function kindOf(arn: string): string {
  if (arn.includes(":listener/")) return "a listener";
  if (arn.includes(":targetgroup/")) return "a target group";
  return arn.includes(":loadbalancer/gwy/")
    ? "a Gateway Load Balancer"
    : "an Application Load Balancer";
}

function secondKind(): Fix {
  return manualFix({
    title: "Use a VPC link of the second kind, which leads to Application Load Balancers too",
    cli: [
      "aws apigatewayv2 create-vpc-link --name NAME --subnet-ids SUBNET-ID SUBNET-ID --security-group-ids SECURITY-GROUP-ID",
      "aws apigateway update-integration --rest-api-id API-ID --resource-id RESOURCE-ID --http-method METHOD --patch-operations op=replace,path=/connectionId,value=NEW-LINK-ID op=replace,path=/integrationTarget,value=LOAD-BALANCER-ARN",
      "aws apigateway create-deployment --rest-api-id API-ID --stage-name STAGE",
    ],
    console: [
      "API Gateway → VPC links → Create → VPC link V2; subnets and security group",
      "API Gateway → APIs → the API → Resources → the method → Integration request → Edit: the new link and the load balancer",
      "Deploy API → the stage",
    ],
    cloudFormation:
      "NewVpcLink:\n  Type: AWS::ApiGatewayV2::VpcLink\n  Properties:\n    Name: backend\n    SubnetIds: [<subnets of the load balancer's VPC>]\n    SecurityGroupIds: [<a security group>]\n# on the AWS::ApiGateway::Method\nIntegration:\n  ConnectionId: !Ref NewVpcLink\n  IntegrationTarget: <ARN of the load balancer>",
    terraform:
      'resource "aws_apigatewayv2_vpc_link" "new" {\n  name               = "backend"\n  subnet_ids         = ["<subnets of the load balancer\'s VPC>"]\n  security_group_ids = ["<a security group>"]\n}\n# on the aws_api_gateway_integration\nconnection_id      = aws_apigatewayv2_vpc_link.new.id\nintegration_target = "<ARN of the load balancer>"',
  });
}

function replaceLink({ vpcLink }: RestVpcLinkItem): Fix {
  const { id = "", name = "" } = vpcLink;
  return manualFix({
    title:
      "Make a new VPC link for a Network Load Balancer: the target of a link cannot be changed",
    cli: [
      `aws apigateway create-vpc-link --name ${alwaysQuoted(name)} --target-arns NETWORK-LOAD-BALANCER-ARN`,
      "aws apigateway update-integration --rest-api-id API-ID --resource-id RESOURCE-ID --http-method METHOD --patch-operations op=replace,path=/connectionId,value=NEW-LINK-ID",
      "aws apigateway create-deployment --rest-api-id API-ID --stage-name STAGE",
      `aws apigateway delete-vpc-link --vpc-link-id ${id}`,
    ],
    console: [
      "API Gateway → VPC links → Create → VPC link for REST APIs: the Network Load Balancer",
      "Choose the new link in each integration; Deploy API; delete the old link",
    ],
    cloudFormation:
      "# on the AWS::ApiGateway::VpcLink\nTargetArns:\n  - <ARN of a Network Load Balancer>",
    terraform:
      '# on the aws_api_gateway_vpc_link\ntarget_arns = ["<ARN of a Network Load Balancer>"]',
  });
}

function examineHttpWay(context: RuleContext, way: Way): void {
  const { connectionId, id } = way.integration;
  const { inventory } = context;
  if (!inventory.restVpcLinks.some(({ vpcLink }) => vpcLink.id === connectionId)) return;
  context.report({
    resource: integrationResource(way),
    title: `Integration ${id} of an HTTP API leads through ${connectionId}, a VPC link for REST APIs`,
    seen: {
      "VPC link": `${connectionId} (first kind, for REST APIs)`,
      "links for HTTP APIs": secondLinks(inventory),
      routes: way.routeKeys,
    },
    why:
      "HTTP APIs reach a listener through network interfaces in your subnets, which links of the first kind do not have. " +
      "The two kinds do not know each other's ids: AWS finds no such link, and the gateway answers 500 itself.",
    fixes: [useSecondLink(way, secondLinks(inventory))],
  });
}

function secondLinks(inventory: Inventory): string[] {
  return inventory.vpcLinks.map(({ vpcLink }) => vpcLink.VpcLinkId ?? "");
}

function useSecondLink(way: Way, links: readonly string[]): Fix {
  const { apiId, integration } = way;
  const [only, ...others] = links;
  const known = others.length === 0 ? only : undefined;
  const link = known ?? "VPC-LINK-ID";
  const shown = fragmentValue(known ?? "", "id of a VPC link for HTTP APIs");
  const identity = { ApiId: apiId, IntegrationId: integration.id };
  return {
    title: `Lead through a VPC link of the second kind: ${link}`,
    cli: [
      `aws apigatewayv2 update-integration --api-id ${apiId} --integration-id ${integration.id} --connection-id ${link}`,
      ...deployCommands(deploysOf(way)),
    ],
    console: [
      "API Gateway → APIs → the API → Integrations → the route → Manage integration → Edit",
      "VPC link: one for HTTP APIs → Save; Deploy, where automatic deployment is off",
    ],
    cloudFormation: `# on the AWS::ApiGatewayV2::Integration: an AWS::ApiGatewayV2::VpcLink\nConnectionId: ${shown}`,
    terraform: `# on the aws_apigatewayv2_integration\nconnection_id = "${shown}"`,
    calls:
      known === undefined
        ? []
        : [
            {
              service: "apigatewayv2",
              operation: "UpdateIntegration",
              input: { ...identity, ConnectionId: known },
              // AWS would not take the former link back.
              undo: null,
            },
          ],
    deploys: deploysOf(way),
    onlyWhenAsked: false,
  };
}

function examineRestWay(context: RuleContext, way: Way): void {
  const report = namesOtherTarget(way) ?? namesOtherHost(context.inventory, way);
  if (report !== null) context.report(report);
}

/** integrationTarget is for links of the second kind. */
function namesOtherTarget(way: Way): Report | null {
  const { integrationTarget, connectionId } = way.integration;
  if (integrationTarget === "") return null;
  const patch = "op=remove,path=/integrationTarget";
  return {
    resource: integrationResource(way),
    title: `The integration of ${way.routeKeys[0] ?? ""} names a target beside VPC link ${connectionId}, which has its own`,
    seen: { integrationTarget, "VPC link": `${connectionId} (first kind)`, ...linkTarget(way) },
    why:
      "The load balancer of a link of the first kind was fixed when the link was made. A target beside it is refused by " +
      "AWS, because it could only be the same one or be ignored.",
    fixes: [
      patchFix(way, {
        title: "Take the target away, or use a link of the second kind",
        patch,
        wanted: connectionId,
      }),
    ],
  };
}

/** The host of the URL is no address here: it only becomes the Host field and the name on the certificate. */
function namesOtherHost(inventory: Inventory, way: Way): Report | null {
  const { url, uri, connectionId } = way.integration;
  if (url === null || typeof way.loadBalancer === "string") return null;
  const host = url.host.toLowerCase();
  const named = inventory.loadBalancers.find(
    ({ loadBalancer }) => loadBalancer.DNSName?.toLowerCase() === host,
  );
  if (named === undefined || named.arn === way.loadBalancer?.arn) return null;
  const links = inventory.restVpcLinks.filter(({ vpcLink }) =>
    vpcLink.targetArns?.includes(named.arn),
  );
  const link = links[0]?.vpcLink.id ?? "LINK-OF-THAT-LOAD-BALANCER";
  const patch = `op=replace,path=/connectionId,value=${link}`;
  const wanted = links[0]?.vpcLink.id ?? "";
  const title = "Lead through a link of the load balancer that the URL names";
  return {
    resource: integrationResource(way),
    severity: "warning",
    title: `The URL of ${way.routeKeys[0] ?? ""} names load balancer ${named.loadBalancer.LoadBalancerName ?? ""}, but VPC link ${connectionId} leads to another one`,
    seen: {
      URI: uri,
      "load balancer that the URL names": named.arn,
      ...linkTarget(way),
      "links to the one that the URL names": links.map(({ vpcLink }) => vpcLink.id ?? ""),
    },
    why:
      "Through a link of the first kind every connection goes to the load balancer of the link. Of the URL only scheme and " +
      "port choose the listener there; the host becomes the Host field and the name looked for on the certificate.",
    fixes: [patchFix(way, { title, patch, wanted })],
  };
}

function linkTarget({ loadBalancer }: Way): { "load balancer of the link": string } {
  const isKnown = typeof loadBalancer === "object" && loadBalancer !== null;
  return { "load balancer of the link": isKnown ? loadBalancer.arn : "not known" };
}

/** Not made by the doctor: which of the two was meant is for people to say. */
function patchFix(
  way: Way,
  {
    title,
    patch,
    wanted,
  }: { readonly title: string; readonly patch: string; readonly wanted: string },
): Fix {
  const { resourceId, httpMethod } = methodOf(way);
  const link = fragmentValue(wanted, "id of the VPC link of that load balancer");
  return {
    ...manualFix({
      title,
      cli: [
        `aws apigateway update-integration --rest-api-id ${way.apiId} --resource-id ${resourceId} --http-method ${httpMethod} --patch-operations ${patch}`,
        ...deployCommands(deploysOf(way)),
      ],
      console: [
        `API Gateway → APIs → the API → Resources → ${way.routeKeys[0] ?? ""} → Integration request → Edit`,
        "Choose the VPC link that is meant → Save; Deploy API → the stage",
      ],
      cloudFormation: `# on the AWS::ApiGateway::Method, without IntegrationTarget\nIntegration:\n  ConnectionId: ${link}`,
      terraform: `# on the aws_api_gateway_integration, without integration_target\nconnection_id = "${link}"`,
    }),
    deploys: deploysOf(way),
  };
}
