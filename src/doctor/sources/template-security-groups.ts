// The security groups of a template with rules of their own and those that stand beside them.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
import {
  booleanOf,
  isObject,
  listOf,
  numberOf,
  textOf,
} from "../../services/openapi/json-value.ts";
import type { SecurityRuleSnapshot } from "../../store/snapshots.ts";
import type { SecurityGroupItem } from "../inventory.ts";
import { isUnresolved, unresolved } from "../unresolved.ts";
import { defaultGroupId } from "./template-identity.ts";
import { itemOf, type TemplateResources } from "./template-resources.ts";
import type { TemplateResource } from "./template-resource.ts";

const ALL_PROTOCOLS = "-1";
const ANY_PORT = { fromPort: 0, toPort: 65_535 };
const EVERYTHING: SecurityRuleSnapshot = {
  protocol: ALL_PROTOCOLS,
  fromPort: -1,
  toPort: -1,
  cidrs: ["0.0.0.0/0"],
  peerGroupIds: [],
};

/** Security groups in the order of the template, after them the default groups of its VPCs. */
export function securityGroupsOf(resources: TemplateResources): SecurityGroupItem[] {
  const groups = resources.ofType("AWS::EC2::SecurityGroup").map((resource) => {
    const ingress = rulesOf(resource.id, "Ingress", resource, resources);
    const egress = rulesOf(resource.id, "Egress", resource, resources);
    // A new group lets everything out, unless the template says what; Terraform takes that rule away.
    const isClosed = booleanOf(resource.properties["HasNoDefaultEgress"]) ?? false;
    return {
      ...itemOf(resource),
      name: nameOf(resource),
      vpcId: textOf(resource.properties["VpcId"]) ?? unresolved("the default VPC"),
      group: {
        groupId: resource.id,
        ingress,
        egress: egress.length === 0 && !isClosed ? [EVERYTHING] : egress,
      },
    };
  });
  return [...groups, ...resources.ofType("AWS::EC2::VPC").map(defaultGroupOf)];
}

/** Lets in what comes from itself, and everything out. */
function defaultGroupOf(vpc: TemplateResource): SecurityGroupItem {
  const groupId = defaultGroupId(vpc.id);
  const fromItself = { ...EVERYTHING, cidrs: [], peerGroupIds: [groupId] };
  return {
    arn: vpc.arn.replace(/:vpc\/.*$/, `:security-group/${groupId}`),
    location: vpc.location,
    name: "default",
    vpcId: vpc.id,
    group: { groupId, ingress: [fromItself], egress: [EVERYTHING] },
  };
}

function nameOf({ properties, label }: TemplateResource): string {
  const name = textOf(properties["GroupName"]);
  return name === undefined || isUnresolved(name) ? label : name;
}

function rulesOf(
  groupId: string,
  direction: "Ingress" | "Egress",
  resource: TemplateResource,
  resources: TemplateResources,
): SecurityRuleSnapshot[] {
  const own = listOf(resource.properties[`SecurityGroup${direction}`]);
  const beside = resources
    .ofOwner(`AWS::EC2::SecurityGroup${direction}`, "GroupId", groupId)
    .map(({ properties }) => properties);
  return [...own, ...beside].filter(isObject).map(ruleOf);
}

function ruleOf(rule: Readonly<Record<string, unknown>>): SecurityRuleSnapshot {
  const protocol = (textOf(rule["IpProtocol"]) ?? ALL_PROTOCOLS).toLowerCase();
  const cidrs = [textOf(rule["CidrIp"]), textOf(rule["CidrIpv6"])];
  const lists = [rule["SourcePrefixListId"], rule["DestinationPrefixListId"]].map(textOf);
  const peers = [rule["SourceSecurityGroupId"], rule["DestinationSecurityGroupId"]].map(textOf);
  const isAll = protocol === ALL_PROTOCOLS || protocol === "all";
  return {
    protocol: isAll ? ALL_PROTOCOLS : (PROTOCOL_NAMES[protocol] ?? protocol),
    fromPort: isAll ? -1 : (numberOf(rule["FromPort"]) ?? ANY_PORT.fromPort),
    toPort: isAll ? -1 : (numberOf(rule["ToPort"]) ?? ANY_PORT.toPort),
    cidrs: [
      ...cidrs.filter((cidr) => cidr !== undefined),
      // Which addresses a prefix list has is not written in templates.
      ...lists.flatMap((id) => (id === undefined ? [] : [unresolved(`prefix list ${id}`)])),
    ],
    peerGroupIds: peers.filter((peer) => peer !== undefined),
  };
}

const PROTOCOL_NAMES: Readonly<Record<string, string>> = { "6": "tcp", "17": "udp", "1": "icmp" };
