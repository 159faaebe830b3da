// A VPC link carries requests only while it is AVAILABLE: not while it is being made, not after making it failed, not
// after 60 days without traffic, and not when what it stands on is gone. A template's link has no status; there the
// zones of its subnets tell whether it can be made.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
import type { Inventory, RestVpcLinkItem, VpcLinkItem } from "../inventory.ts";
import { linkStatus, linkStatusMessage } from "../link-status.ts";
import { makeFix } from "../make-fix.ts";
import {
  hasInterfaces,
  isLive,
  isPartUnreadable,
  linkSubnetIds,
  subnetsOf,
} from "../network-place.ts";
import { vpcLinkResource } from "../resources.ts";
import type { DoctorRule, Fix, RuleContext, Severity } from "../rule.ts";
import { isUnresolved } from "../unresolved.ts";
import { linkZones } from "../vpc-link-zones.ts";

/** AWS makes a link within a few minutes; one that still waits after this is stuck [I]. */
const PENDING_MS_MAX = 10 * 60_000;

const CLIENTS_GET =
  "Clients get 503 Service Unavailable (HTTP API) or 500 Internal server error (REST API), without any connection being tried.";

export const vpcLinkNotAvailable: DoctorRule = {
  code: "PST503",
  name: "vpc-link-not-available",
  severity: "error",
  summary: "A VPC link is not AVAILABLE, or what it stands on is gone",
  awsPage: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html",
  inputs: [
    "httpApis",
    "restApis",
    "vpcLinks",
    "restVpcLinks",
    "loadBalancers",
    "securityGroups",
    "subnets",
  ],
  evidence: [],
  examine(context) {
    const routes = routesByLink(context);
    for (const item of [...context.inventory.vpcLinks, ...context.inventory.restVpcLinks]) {
      const used = routes.get(item) ?? [];
      const status = linkStatus(item);
      if (status !== "" && status !== "AVAILABLE") reportStatus(context, item, used);
      else if (hasInterfaces(item) && used.length > 0) examineGround(context, item, used);
    }
  },
};

function routesByLink({ ways }: RuleContext): Map<VpcLinkItem | RestVpcLinkItem, string[]> {
  const routes = new Map<VpcLinkItem | RestVpcLinkItem, string[]>();
  for (const { link, apiName, routeKeys } of ways) {
    if (link === null || typeof link === "string") continue;
    const known = routes.get(link) ?? [];
    known.push(...routeKeys.map((key) => `${apiName}: ${key}`));
    routes.set(link, known);
  }
  return routes;
}

interface StatusWords {
  readonly severity: Severity;
  readonly why: string;
  readonly fix: Fix;
}

function reportStatus(
  context: RuleContext,
  item: VpcLinkItem | RestVpcLinkItem,
  routes: readonly string[],
): void {
  if (isMismatched(context.inventory, item)) return;
  const status = linkStatus(item);
  const words = wordsFor(context, item, status);
  const isUsed = routes.length > 0;
  if (words === null || (!isUsed && status !== "FAILED")) return;
  const resource = vpcLinkResource(item);
  context.report({
    resource,
    title: `${capitalized(resource.name)} is ${status}`,
    seen: {
      status,
      message: linkStatusMessage(item),
      routes,
      ...(status === "FAILED" ? unsupportedZonesSeen(context.inventory, item) : {}),
    },
    why: words.why,
    fixes: [words.fix],
    severity: isUsed ? words.severity : "warning",
  });
}

/** A link of the first kind whose target is no Network Load Balancer, or is gone, is PST406's. */
function isMismatched(inventory: Inventory, item: VpcLinkItem | RestVpcLinkItem): boolean {
  if (hasInterfaces(item)) return false;
  const [target, ...others] = item.vpcLink.targetArns ?? [];
  if (target === undefined) return false;
  const found = inventory.loadBalancers.find(({ arn }) => arn === target);
  if (found === undefined && isPartUnreadable(inventory, "loadBalancers")) return false;
  return others.length > 0 || found?.loadBalancer.Type !== "network";
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function wordsFor(
  context: RuleContext,
  item: VpcLinkItem | RestVpcLinkItem,
  status: string,
): StatusWords | null {
  switch (status) {
    case "PENDING":
      return pendingWords(context, item);
    case "INACTIVE":
      return {
        severity: "error",
        why: `No request came through the link for 60 days, so AWS removed its network interfaces. The first request makes AWS set them up again, and until that is done, some minutes, all of them fail. ${CLIENTS_GET}`,
        fix: makeFix({
          title: "Wake it: send a request, wait until it is AVAILABLE, and keep some traffic on it",
          cli: ["curl -i https://API/ROUTE", statusCommand(item)],
          console: ["API Gateway → VPC links → the link: wait for Available"],
        }),
      };
    case "DELETING":
      return {
        severity: "error",
        why: `The link is being deleted, and routes still lead through it. ${CLIENTS_GET}`,
        fix: makeAnotherFix(item, false),
      };
    case "FAILED":
      return {
        severity: "error",
        why: `AWS could not make the link, and a failed link does not recover. ${CLIENTS_GET}`,
        fix: makeAnotherFix(item, true),
      };
    default:
      return null;
  }
}

function pendingWords(context: RuleContext, item: VpcLinkItem | RestVpcLinkItem): StatusWords {
  const created = hasInterfaces(item) ? item.vpcLink.CreatedDate : undefined;
  const ageMs = created === undefined ? 0 : context.nowMs - created.getTime();
  const isStuck = ageMs > PENDING_MS_MAX;
  const minutes = Math.round(ageMs / 60_000);
  return {
    severity: isStuck ? "error" : "warning",
    why: `${
      isStuck
        ? `The link has been PENDING for ${minutes} minutes, where AWS takes two to four.`
        : "AWS is still making the link, which takes some minutes."
    } Until it is AVAILABLE it carries nothing. ${CLIENTS_GET}`,
    fix: isStuck
      ? makeAnotherFix(item, true)
      : makeFix({
          title: "Wait until it is AVAILABLE",
          cli: [statusCommand(item)],
          console: ["API Gateway → VPC links → the link: wait for Available"],
        }),
  };
}

function linkIdOf(item: VpcLinkItem | RestVpcLinkItem): string {
  return hasInterfaces(item) ? (item.vpcLink.VpcLinkId ?? "") : (item.vpcLink.id ?? "");
}

function statusCommand(item: VpcLinkItem | RestVpcLinkItem): string {
  return hasInterfaces(item)
    ? `aws apigatewayv2 get-vpc-link --vpc-link-id ${linkIdOf(item)} --query VpcLinkStatus`
    : `aws apigateway get-vpc-link --vpc-link-id ${linkIdOf(item)} --query status`;
}

/** Links cannot be changed, only made anew; what uses the old one has to be moved over. */
function makeAnotherFix(item: VpcLinkItem | RestVpcLinkItem, deletesOld: boolean): Fix {
  const isSecond = hasInterfaces(item);
  const service = isSecond ? "apigatewayv2" : "apigateway";
  const subnets = isSecond ? linkSubnetIds(item).join(" ") : "";
  const groups = isSecond ? (item.vpcLink.SecurityGroupIds ?? []).join(" ") : "";
  const create = isSecond
    ? `aws apigatewayv2 create-vpc-link --name NAME --subnet-ids ${subnets}${groups === "" ? "" : ` --security-group-ids ${groups}`}`
    : `aws apigateway create-vpc-link --name NAME --target-arns ${item.vpcLink.targetArns?.[0] ?? "NETWORK-LOAD-BALANCER"}`;
  const isCause = deletesOld ? "Remove the cause, then make" : "Make";
  return makeFix({
    title: `${isCause} another link and move the integrations to it`,
    cli: [
      create,
      // For each of the integrations; the finding names them.
      isSecond
        ? "aws apigatewayv2 update-integration --api-id API --integration-id INTEGRATION --connection-id NEW-LINK"
        : "aws apigateway update-integration --rest-api-id API --resource-id RESOURCE --http-method METHOD --patch-operations op=replace,path=/connectionId,value=NEW-LINK",
      `aws ${service} create-deployment --${isSecond ? "" : "rest-"}api-id API --stage-name STAGE`,
      ...(deletesOld ? [`aws ${service} delete-vpc-link --vpc-link-id ${linkIdOf(item)}`] : []),
    ],
    console: [
      "API Gateway → VPC links → Create",
      "API Gateway → APIs → the API → the integration → Edit → VPC link: the new one",
      "Deploy, where automatic deployment is off",
    ],
    cloudFormation: `# another AWS::${isSecond ? "ApiGatewayV2" : "ApiGateway"}::VpcLink under a new logical id, to which the ConnectionId of the integrations refers`,
    terraform: `# terraform apply -replace='<address of the ${isSecond ? "aws_apigatewayv2_vpc_link" : "aws_api_gateway_vpc_link"}>'`,
  });
}

function unsupportedZonesSeen(
  inventory: Inventory,
  item: VpcLinkItem | RestVpcLinkItem,
): Record<string, readonly string[]> {
  if (!hasInterfaces(item)) return {};
  const zones = unsupportedZones(inventory, item);
  return zones.length === 0 ? {} : { "zones without VPC links": zones };
}

/** "subnet-0a in use1-az3" of the subnets whose zone has no VPC links. */
function unsupportedZones(inventory: Inventory, item: VpcLinkItem): string[] {
  const supported = linkZones(inventory.source.region);
  if (supported === null) return [];
  return subnetsOf(inventory, linkSubnetIds(item)).flatMap(({ subnet }) => {
    const { SubnetId = "", AvailabilityZoneId: zone } = subnet;
    if (zone === undefined || isUnresolved(zone) || supported.includes(zone)) return [];
    return `${SubnetId} in ${zone}`;
  });
}

/** The subnets and security groups that a link names, where its status says nothing against it. */
function examineGround(context: RuleContext, item: VpcLinkItem, routes: readonly string[]): void {
  const { inventory } = context;
  if (!isLive(inventory)) {
    examineZones(context, item, routes);
    return;
  }
  const gone = [...goneIds(context, item, "subnets"), ...goneIds(context, item, "securityGroups")];
  if (gone.length === 0) return;
  const resource = vpcLinkResource(item);
  context.report({
    resource,
    title: `${capitalized(resource.name)} stands on what is gone: ${gone.join(", ")}`,
    seen: { gone, routes },
    why: `The link's network interfaces need its subnets and its security groups; a security group that is gone lets nothing through. ${CLIENTS_GET}`,
    fixes: [makeAnotherFix(item, true)],
  });
}

function goneIds(
  context: RuleContext,
  item: VpcLinkItem,
  part: "subnets" | "securityGroups",
): string[] {
  const { inventory } = context;
  const known = new Set(
    part === "subnets"
      ? inventory.subnets.map(({ subnet }) => subnet.SubnetId)
      : inventory.securityGroups.map(({ group }) => group.groupId),
  );
  const named = part === "subnets" ? linkSubnetIds(item) : (item.vpcLink.SecurityGroupIds ?? []);
  const gone = named.filter((id) => !isUnresolved(id) && !known.has(id));
  if (gone.length === 0 || !isPartUnreadable(inventory, part)) return gone;
  const what = part === "subnets" ? "Subnets" : "Security groups";
  context.undecided(vpcLinkResource(item), `${what} could not be read: ${gone.join(", ")}`);
  return [];
}

function examineZones(context: RuleContext, item: VpcLinkItem, routes: readonly string[]): void {
  const zones = unsupportedZones(context.inventory, item);
  if (zones.length === 0) return;
  const resource = vpcLinkResource(item);
  const supported = linkZones(context.inventory.source.region) ?? [];
  context.report({
    resource,
    title: `${capitalized(resource.name)} cannot be made: no VPC links in the zone of ${zones.join(", ")}`,
    seen: { "zones without VPC links": zones, "zones with VPC links": supported, routes },
    why: "API Gateway makes network interfaces for a link in some zones of a region only. With a subnet in another one the link becomes FAILED.",
    fixes: [
      makeFix({
        title: `Use subnets in ${supported.join(", ")}`,
        cli: ["aws ec2 describe-subnets --query 'Subnets[].[SubnetId,AvailabilityZoneId]'"],
        console: ["VPC → Subnets: the column Availability Zone ID"],
        cloudFormation:
          "# on the AWS::ApiGatewayV2::VpcLink\nSubnetIds: [<subnets in these zones>]",
        terraform: '# on the aws_apigatewayv2_vpc_link\nsubnet_ids = ["<subnets in these zones>"]',
      }),
    ],
  });
}
