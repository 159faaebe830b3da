// A VPC link's connections are filtered twice: by egress rules of the link's security groups and by ingress rules of
// the load balancer's. Where either has no rule for the listener's port, packets are dropped without an answer.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html
import type { LoadBalancerItem, SecurityGroupItem, VpcLinkItem } from "../inventory.ts";
import { judgeConnection, UNKNOWN_ADDRESS, type ConnectionEnd } from "../judge-connection.ts";
import { isLinkUsable } from "../link-status.ts";
import { makeFix } from "../make-fix.ts";
import {
  balancerGuards,
  balancerSubnetIds,
  blocksOf,
  hasInterfaces,
  isPartUnreadable,
  linkGuards,
  linkSubnetIds,
} from "../network-place.ts";
import {
  integrationResource,
  loadBalancerResource,
  securityGroupResource,
  vpcLinkResource,
} from "../resources.ts";
import type { DoctorRule, Fix, Report, RuleContext } from "../rule.ts";
import { fixOfLacks, lackingRule, type Lack } from "../security-group-lack.ts";
import { targetLacks } from "../target-egress.ts";
import { reachesListener, type PrivateWay } from "../ways.ts";
import { isUnreachableByPlace } from "./pst502-link-and-balancer-in-different-vpcs.ts";

const AWS_PAGE =
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html";

const ENFORCE = "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic";

export const securityGroupBlocksLink: DoctorRule = {
  code: "PST501",
  name: "security-group-blocks-link",
  severity: "error",
  summary: "Security groups drop what a VPC link sends to the listener's port",
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
    "targetGroups",
  ],
  evidence: [],
  examine(context) {
    const lacks: Lack[] = [];
    const seen = new Set<string>();
    for (const way of context.ways) {
      if (!reachesListener(way) || !isLinkUsable(way.link)) continue;
      const key = `${way.integration.connectionId} ${way.linkVersion} ${way.listener.arn}`;
      if (seen.has(key) || isUnreachableByPlace(context.inventory, way)) continue;
      seen.add(key);
      if (hasInterfaces(way.link)) lacks.push(...linkLacks(context, way, way.link));
      else examinePrivateLink(context, way);
      lacks.push(...targetLacks(context.inventory, way));
    }
    reportLacks(context, lacks);
  },
};

function balancerEnd({ inventory }: RuleContext, item: LoadBalancerItem): ConnectionEnd {
  return {
    guards: balancerGuards(inventory, item),
    blocks: blocksOf(inventory, balancerSubnetIds(item)),
  };
}

function linkLacks(context: RuleContext, way: PrivateWay, link: VpcLinkItem): Lack[] {
  const { inventory } = context;
  const port = way.listener.listener.Port ?? 0;
  const source: ConnectionEnd = {
    guards: linkGuards(inventory, link),
    blocks: blocksOf(inventory, linkSubnetIds(link)),
  };
  const destination = balancerEnd(context, way.loadBalancer);
  const lacks: Lack[] = [];
  for (const direction of ["egress", "ingress"] as const) {
    const judgement = judgeConnection(direction, { source, destination, port });
    if (judgement === "allowed") continue;
    const [own, peer] = direction === "egress" ? [source, destination] : [destination, source];
    const [group] = own.guards.groups;
    if (judgement === "unknown" || group === undefined) {
      context.undecided(integrationResource(way), whyUndecided(context, direction, port));
      continue;
    }
    const peerResource =
      direction === "egress" ? loadBalancerResource(way.loadBalancer) : vpcLinkResource(link);
    lacks.push({
      direction,
      group,
      askedIds: own.guards.groups.map((item) => item.group.groupId),
      peerGroupId: peer.guards.groups[0]?.group.groupId ?? null,
      peerBlocks: peer.blocks,
      peerName: peerResource.name,
      port,
      severity: judgement === "partly" ? "warning" : "error",
      why: whyBlocked(direction, way, judgement === "partly"),
    });
  }
  return lacks;
}

function whyUndecided({ inventory }: RuleContext, direction: string, port: number): string {
  const reason = isPartUnreadable(inventory, "securityGroups")
    ? "security groups could not be read"
    : "addresses or groups that its rules refer to are not known here";
  return `Whether ${direction} rules let the VPC link through to port ${port} cannot be told: ${reason}`;
}

function whyBlocked(direction: string, way: PrivateWay, isPartly: boolean): string {
  const { Port = 0 } = way.listener.listener;
  const balancer = way.loadBalancer.loadBalancer.LoadBalancerName ?? "";
  const where =
    direction === "egress"
      ? `as it leaves the link's network interface towards port ${Port} of ${balancer}`
      : `as it comes to ${balancer} on port ${Port}`;
  const some = isPartly ? "From or to some of the subnets, the" : "The";
  return (
    `${some} first packet of a connection is dropped ${where}: no rule of the security groups allows it, and nobody answers. ` +
    "The gateway waits until it gives the connection up, then answers 503 Service Unavailable (HTTP API) or 500 Internal server error (REST API); the load balancer logs and counts nothing."
  );
}

/** Through PrivateLink there is no group to name, and the addresses are API Gateway's. */
function examinePrivateLink(context: RuleContext, way: PrivateWay): void {
  const { loadBalancer } = way.loadBalancer;
  const enforced = loadBalancer[ENFORCE] ?? "on (default)";
  if (enforced === "off") return;
  const guards = balancerGuards(context.inventory, way.loadBalancer);
  const port = way.listener.listener.Port ?? 0;
  const judgement = judgeConnection("ingress", {
    source: {
      guards: { isFiltered: false, groups: [], unknownIds: [] },
      blocks: [`${UNKNOWN_ADDRESS}/32`],
    },
    destination: { guards, blocks: [] },
    port,
  });
  if (judgement === "allowed") return;
  if (judgement === "unknown") {
    context.undecided(integrationResource(way), whyUndecided(context, "ingress", port));
    return;
  }
  const groupIds = guards.groups.map(({ group }) => group.groupId);
  const name = loadBalancer.LoadBalancerName ?? "";
  context.report({
    resource: loadBalancerResource(way.loadBalancer),
    title: `Ingress rules of ${groupIds.join(", ")} drop what comes through PrivateLink to port ${port} of ${name}`,
    seen: {
      "security groups": groupIds,
      "rules asked": "ingress",
      port,
      [ENFORCE]: enforced,
      routes: way.routeKeys,
    },
    why:
      "A VPC link of a REST API comes to the Network Load Balancer through PrivateLink, with addresses of API Gateway's own network. " +
      `The load balancer applies its inbound rules to that traffic unless it is told not to, and none allows port ${port}: the connection is dropped without an answer and the client gets 500 Internal server error. ` +
      "SecurityGroupBlockedFlowCount_Inbound_TCP counts it.",
    fixes: [enforcementFix(way.loadBalancer)],
  });
}

function enforcementFix({ arn, loadBalancer }: LoadBalancerItem): Fix {
  const SecurityGroups = loadBalancer.SecurityGroups ?? [];
  const input = { LoadBalancerArn: arn, SecurityGroups };
  return makeFix({
    title: "Do not apply inbound rules to what comes through PrivateLink",
    cli: [
      `aws elbv2 set-security-groups --load-balancer-arn ${arn} --security-groups ${SecurityGroups.join(" ")} --enforce-security-group-inbound-rules-on-private-link-traffic off`,
    ],
    console: [
      `EC2 → Load balancers → ${loadBalancer.LoadBalancerName ?? ""} → Security → Edit`,
      "Clear: Enforce inbound rules on PrivateLink traffic",
      "Save changes",
    ],
    cloudFormation: `# on the AWS::ElasticLoadBalancingV2::LoadBalancer\n${ENFORCE}: "off"`,
    terraform: `# on the aws_lb\nenforce_security_group_inbound_rules_on_private_link_traffic = "off"`,
    calls: [
      {
        service: "elbv2",
        operation: "SetSecurityGroups",
        input: { ...input, [ENFORCE]: "off" },
        undo: { operation: "SetSecurityGroups", input: { ...input, [ENFORCE]: "on" } },
      },
    ],
  });
}

/** One finding per group, so that what adds its rules adds all of them. */
function reportLacks(context: RuleContext, lacks: readonly Lack[]): void {
  const byGroup = new Map<string, Map<string, Lack>>();
  for (const lack of lacks) {
    const ofGroup = byGroup.get(lack.group.arn) ?? new Map<string, Lack>();
    const rule = lackingRule(lack);
    if (!ofGroup.has(rule)) ofGroup.set(rule, lack);
    byGroup.set(lack.group.arn, ofGroup);
  }
  for (const ofGroup of byGroup.values()) {
    const all = [...ofGroup.values()];
    const [first] = all;
    if (first !== undefined) context.report(reportOf(first.group, first, all));
  }
}

function reportOf(group: SecurityGroupItem, first: Lack, all: readonly Lack[]): Report {
  const worst = all.find(({ severity }) => severity === "error") ?? first;
  const { direction, peerName, port } = worst;
  const towards = direction === "egress" ? "out to" : "in from";
  return {
    resource: securityGroupResource(group),
    title: `Security group ${group.group.groupId} lets nothing ${towards} ${peerName} on port ${port}`,
    seen: {
      lacks: all.map(lackingRule),
      "groups asked": worst.askedIds,
      "ingress rules": group.group.ingress.map(ruleText),
      "egress rules": group.group.egress.map(ruleText),
    },
    why: worst.why,
    fixes: [fixOfLacks(group, all)],
    severity: worst.severity,
  };
}

function ruleText(rule: SecurityGroupItem["group"]["ingress"][number]): string {
  const { protocol, fromPort, toPort, cidrs, peerGroupIds } = rule;
  const ports =
    fromPort === -1 ? "all ports" : fromPort === toPort ? fromPort : `${fromPort}-${toPort}`;
  const what = protocol === "-1" ? "everything" : `${protocol} ${ports}`;
  return `${what} ${[...cidrs, ...peerGroupIds].join(", ")}`;
}
