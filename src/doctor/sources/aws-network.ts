// Security groups and subnets, read by the EC2 API. A group's permissions are taken apart into one rule for each
// peer, as everything else here knows them.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html
import {
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  type IpPermission,
  type SecurityGroup,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import { compileSecurityGroup } from "../../store/compile-security-groups.ts";
import type { Inventory, SecurityGroupItem, SubnetItem } from "../inventory.ts";
import type { AccountReader, Purpose } from "./account-reader.ts";
import type { AwsClients } from "./aws-clients.ts";
import { networkItem, type LivePlace } from "./live-item.ts";
import { prefixListUnreadables } from "./prefix-lists.ts";

const PAGE_ITEMS = 1000;

export async function readNetwork(
  clients: AwsClients,
  reader: AccountReader,
  place: LivePlace,
): Promise<Pick<Inventory, "securityGroups" | "subnets">> {
  const [securityGroups, subnets] = await Promise.all([
    readSecurityGroups(clients, reader, place),
    readSubnets(clients, reader, place),
  ]);
  return { securityGroups, subnets };
}

async function readSecurityGroups(
  { ec2 }: AwsClients,
  reader: AccountReader,
  place: LivePlace,
): Promise<SecurityGroupItem[]> {
  const purpose: Purpose = { part: "securityGroups", what: "list of security groups", of: "" };
  const { items } = await reader.list(purpose, async (NextToken) => {
    const page = await ec2.send(
      new DescribeSecurityGroupsCommand({ NextToken, MaxResults: PAGE_ITEMS }),
    );
    return { items: page.SecurityGroups, next: page.NextToken };
  });
  return items.map((group) => {
    const { GroupId = "", GroupName = "", VpcId = "" } = group;
    const rules = rulesOf(group);
    reader.note(prefixListUnreadables(GroupId, rules));
    return {
      ...networkItem(place, `security-group/${GroupId}`),
      name: GroupName,
      vpcId: VpcId,
      group: compileSecurityGroup(GroupId, rules),
    };
  });
}

async function readSubnets(
  { ec2 }: AwsClients,
  reader: AccountReader,
  place: LivePlace,
): Promise<SubnetItem[]> {
  const purpose: Purpose = { part: "subnets", what: "list of subnets", of: "" };
  const { items } = await reader.list(purpose, async (NextToken) => {
    const page = await ec2.send(new DescribeSubnetsCommand({ NextToken, MaxResults: PAGE_ITEMS }));
    return { items: page.Subnets, next: page.NextToken };
  });
  return items.map((subnet) => ({ ...networkItem(place, `subnet/${subnet.SubnetId}`), subnet }));
}

function rulesOf({ IpPermissions = [], IpPermissionsEgress = [] }: SecurityGroup) {
  return [
    ...IpPermissions.flatMap((permission) => rulesOfPermission(permission, false)),
    ...IpPermissionsEgress.flatMap((permission) => rulesOfPermission(permission, true)),
  ];
}

function rulesOfPermission(permission: IpPermission, IsEgress: boolean): SecurityGroupRule[] {
  const { IpProtocol = "-1", FromPort = -1, ToPort = -1 } = permission;
  const rule = { IsEgress, IpProtocol, FromPort, ToPort };
  return [
    ...(permission.IpRanges ?? []).map(({ CidrIp }) => ({ ...rule, CidrIpv4: CidrIp })),
    ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => ({ ...rule, CidrIpv6 })),
    ...(permission.PrefixListIds ?? []).map(({ PrefixListId }) => ({ ...rule, PrefixListId })),
    ...(permission.UserIdGroupPairs ?? []).map(({ GroupId }) => ({
      ...rule,
      ReferencedGroupInfo: { GroupId },
    })),
  ];
}
