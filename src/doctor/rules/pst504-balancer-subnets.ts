// Subnets that a load balancer or a VPC link cannot stand in, or stands badly in: too few zones, two in one zone, of
// several VPCs, too small, without free addresses, or with no zone in common between link and load balancer.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
import type { LoadBalancerItem, SubnetItem, VpcLinkItem } from "../inventory.ts";
import { isLinkUsable } from "../link-status.ts";
import { makeFix } from "../make-fix.ts";
import {
  balancerSubnetIds,
  hasInterfaces,
  isPartUnreadable,
  linkSubnetIds,
  subnetsOf,
} from "../network-place.ts";
import { loadBalancerResource, vpcLinkResource } from "../resources.ts";
import type { DoctorRule, FindingResource, Fix, RuleContext, Severity } from "../rule.ts";
import { isUnresolved } from "../unresolved.ts";
import type { Way } from "../ways.ts";

/** An ALB's subnets (same page): in two zones, /27 or larger, with eight free addresses. */
const ALB_ZONES_MIN = 2;
const ALB_PREFIX_MAX = 27;
const ALB_FREE_ADDRESSES_MIN = 8;

export const balancerSubnets: DoctorRule = {
  code: "PST504",
  name: "balancer-subnets",
  severity: "error",
  summary:
    "A load balancer's or VPC link's subnets are too few, too small, of several VPCs or in other zones",
  awsPage:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer",
  inputs: ["httpApis", "restApis", "vpcLinks", "restVpcLinks", "loadBalancers", "subnets"],
  evidence: [],
  examine(context) {
    const used = new Set(context.ways.map(({ loadBalancer }) => loadBalancer));
    for (const item of context.inventory.loadBalancers) {
      examineBalancer(context, item, used.has(item));
    }
    const seen = new Set<string>();
    for (const way of context.ways) {
      const { link, loadBalancer } = way;
      if (!isLinkUsable(link) || !hasInterfaces(link)) continue;
      if (loadBalancer === null || typeof loadBalancer === "string") continue;
      const key = `${way.integration.connectionId} ${loadBalancer.arn}`;
      if (!seen.has(key)) examineLink(context, { way, link, loadBalancer });
      seen.add(key);
    }
  },
};

/** What is wrong with some subnets. */
interface Fault {
  readonly severity: Severity;
  /** After the resource's name: "has subnets in one zone only". */
  readonly title: string;
  readonly why: string;
  readonly fix: Fix;
}

function report(
  context: RuleContext,
  about: { readonly resource: FindingResource; readonly fault: Fault; readonly isUsed: boolean },
  seen: Readonly<Record<string, string | number | readonly string[]>>,
): void {
  const { resource, fault, isUsed } = about;
  context.report({
    resource,
    title: `${resource.name.charAt(0).toUpperCase()}${resource.name.slice(1)} ${fault.title}`,
    seen,
    why: fault.why,
    fixes: [fault.fix],
    severity: isUsed ? fault.severity : "warning",
  });
}

function examineBalancer(context: RuleContext, item: LoadBalancerItem, isUsed: boolean): void {
  const resource = loadBalancerResource(item);
  const ids = balancerSubnetIds(item);
  const known = subnetsOf(context.inventory, ids);
  if (ids.length === 0 || ids.some(isUnresolved)) {
    const why = isPartUnreadable(context.inventory, "loadBalancers")
      ? "Its subnets could not be read"
      : "Which subnets it has is not known here";
    if (isUsed) context.undecided(resource, why);
    return;
  }
  const fault = faultOfBalancer(item, known);
  if (fault !== null) {
    report(context, { resource, fault, isUsed }, { subnets: describeSubnets(ids, known) });
  }
}

function describeSubnets(ids: readonly string[], known: readonly SubnetItem[]): string[] {
  return ids.map((id) => {
    const subnet = known.find((item) => item.subnet.SubnetId === id)?.subnet;
    const {
      AvailabilityZone: zone,
      CidrBlock,
      VpcId,
      AvailableIpAddressCount: free,
    } = subnet ?? {};
    const facts = [zone, CidrBlock, VpcId].filter(
      (fact) => fact !== undefined && !isUnresolved(fact),
    );
    return [id, ...facts, ...(free === undefined ? [] : [`${free} free addresses`])].join(" ");
  });
}

function faultOfBalancer(item: LoadBalancerItem, known: readonly SubnetItem[]): Fault | null {
  const isAlb = item.loadBalancer.Type === "application";
  const vpcIds = distinct(known.map(({ subnet }) => subnet.VpcId));
  if (vpcIds.length > 1) {
    return refusal(
      "has subnets of several VPCs",
      `All subnets of a load balancer must be of one VPC; these are of ${vpcIds.join(", ")}, so AWS refuses to make it.`,
    );
  }
  const zones = zonesOfBalancer(item, known);
  const twice = zones.find((zone, index) => zones.indexOf(zone) !== index);
  if (twice !== undefined) {
    return refusal(
      `has two subnets in ${twice}`,
      "A load balancer has one node per zone and takes one subnet of each; AWS refuses a second one.",
    );
  }
  // One subnet is in one zone, whichever it is.
  if (isAlb && balancerSubnetIds(item).length < ALB_ZONES_MIN) {
    return refusal(
      "has subnets in one zone only",
      "An Application Load Balancer needs subnets in two zones at least; AWS refuses to make it otherwise.",
    );
  }
  return isAlb ? faultOfSizes(known) : null;
}

function refusal(title: string, why: string, severity: Severity = "error"): Fault {
  return {
    severity,
    title,
    why,
    fix: makeFix({
      title: "Give it one subnet in each of two zones or more, all of one VPC",
      cli: [
        "aws ec2 describe-subnets --query 'Subnets[].[SubnetId,VpcId,AvailabilityZone,CidrBlock,AvailableIpAddressCount]'",
        "aws elbv2 set-subnets --load-balancer-arn LOAD-BALANCER --subnets SUBNET-A SUBNET-B",
      ],
      console: ["EC2 → Load balancers → the load balancer → Network mapping → Edit subnets"],
      cloudFormation:
        "# on the AWS::ElasticLoadBalancingV2::LoadBalancer\nSubnets: [<subnets in two zones or more>]",
      terraform: '# on the aws_lb\nsubnets = ["<subnets in two zones or more>"]',
    }),
  };
}

function zonesOfBalancer(
  { loadBalancer }: LoadBalancerItem,
  known: readonly SubnetItem[],
): string[] {
  return (loadBalancer.AvailabilityZones ?? []).flatMap(({ ZoneName, SubnetId }) => {
    const subnet = known.find((item) => item.subnet.SubnetId === SubnetId)?.subnet;
    const zone = subnet?.AvailabilityZone ?? ZoneName;
    return zone === undefined || isUnresolved(zone) ? [] : zone;
  });
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.flatMap((value) => value ?? []))].filter(
    (value) => !isUnresolved(value),
  );
}

function faultOfSizes(known: readonly SubnetItem[]): Fault | null {
  for (const { subnet } of known) {
    const { SubnetId = "", CidrBlock = "", AvailableIpAddressCount: free } = subnet;
    const prefix = Number(CidrBlock.split("/")[1] ?? Number.NaN);
    if (!isUnresolved(CidrBlock) && prefix > ALB_PREFIX_MAX) {
      return refusal(
        `stands in ${SubnetId}, which is too small (${CidrBlock})`,
        "An Application Load Balancer needs subnets of /27 or larger, because its nodes grow in number with traffic; AWS refuses smaller ones.",
      );
    }
    if (free !== undefined && free < ALB_FREE_ADDRESSES_MIN) {
      return refusal(
        `has only ${free} free addresses left in ${SubnetId}`,
        "An Application Load Balancer adds nodes, with an address each, as traffic grows, and replaces them for maintenance. With fewer than eight free addresses in a subnet it cannot, and requests are answered late or with 5XX under load.",
        "warning",
      );
    }
  }
  return null;
}

interface LinkedPair {
  readonly way: Way;
  readonly link: VpcLinkItem;
  readonly loadBalancer: LoadBalancerItem;
}

function examineLink(context: RuleContext, { way, link, loadBalancer }: LinkedPair): void {
  const resource = vpcLinkResource(link);
  const ids = linkSubnetIds(link);
  const own = subnetsOf(context.inventory, ids);
  const vpcIds = distinct(own.map(({ subnet }) => subnet.VpcId));
  if (vpcIds.length > 1) {
    const severalVpcs: Fault = {
      severity: "error",
      title: "has subnets of several VPCs",
      why: `All subnets of a VPC link must be of one VPC; these are of ${vpcIds.join(", ")}, so the link becomes FAILED.`,
      fix: linkFix("Make the link with subnets of one VPC"),
    };
    report(
      context,
      { resource, fault: severalVpcs, isUsed: true },
      { subnets: describeSubnets(ids, own) },
    );
    return;
  }
  const ownZones = distinct(own.map(({ subnet }) => subnet.AvailabilityZone));
  const others = subnetsOf(context.inventory, balancerSubnetIds(loadBalancer));
  const balancerZones = distinct(zonesOfBalancer(loadBalancer, others));
  // With a subnet whose zone is not known there may be a zone in common.
  const isComplete =
    own.length === ids.length &&
    own.every(({ subnet }) => !isUnresolved(subnet.AvailabilityZone)) &&
    balancerZones.length === balancerSubnetIds(loadBalancer).length;
  if (ownZones.length === 0 || !isComplete) return;
  if (ownZones.some((zone) => balancerZones.includes(zone))) return;
  const name = loadBalancer.loadBalancer.LoadBalancerName ?? "";
  const apart: Fault = {
    severity: "warning",
    title: `shares no zone with load balancer ${name}`,
    why: `Every request crosses from ${ownZones.join(", ")} to ${balancerZones.join(", ")}: that costs time and money, and the API is down when either of both zones is. With an Availability Zone shifted away there is no way left.`,
    fix: linkFix(`Make the link with subnets in ${balancerZones.join(", ")}`),
  };
  report(
    context,
    { resource, fault: apart, isUsed: true },
    {
      "zones of the link": ownZones,
      "zones of the load balancer": balancerZones,
      routes: way.routeKeys,
    },
  );
}

function linkFix(title: string): Fix {
  return makeFix({
    title,
    cli: [
      "aws apigatewayv2 create-vpc-link --name NAME --subnet-ids SUBNETS --security-group-ids GROUP",
      "# then use it in the integrations, deploy, and delete the old one: a link's subnets cannot be changed",
    ],
    console: ["API Gateway → VPC links → Create, with a subnet in each zone of the load balancer"],
    cloudFormation:
      "# on the AWS::ApiGatewayV2::VpcLink (it is replaced)\nSubnetIds: [<subnets in two zones or more>]",
    terraform:
      '# on the aws_apigatewayv2_vpc_link (it is replaced)\nsubnet_ids = ["<subnets in two zones or more>"]',
  });
}
