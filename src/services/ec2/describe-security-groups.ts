// DescribeSecurityGroups: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html
import type { IpPermission, SecurityGroup } from "@aws-sdk/client-ec2";
import type { OperationContext } from "../operation-context.ts";
import { groupNotFound } from "./ec2-errors.ts";
import { applyFilters, type FilterFields } from "./ec2-filters.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";
import { pageOf } from "./ec2-paging.ts";
import { withPermissions } from "./security-group-permissions.ts";

type PermissionField = (permission: IpPermission) => readonly (string | undefined)[];

const PERMISSION_FIELDS: Readonly<Record<string, PermissionField>> = {
  cidr: ({ IpRanges = [] }) => IpRanges.map(({ CidrIp }) => CidrIp),
  "ipv6-cidr": ({ Ipv6Ranges = [] }) => Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6),
  "from-port": ({ FromPort }) => [FromPort === undefined ? undefined : String(FromPort)],
  "to-port": ({ ToPort }) => [ToPort === undefined ? undefined : String(ToPort)],
  "group-id": ({ UserIdGroupPairs = [] }) => UserIdGroupPairs.map(({ GroupId }) => GroupId),
  "group-name": ({ UserIdGroupPairs = [] }) => UserIdGroupPairs.map(({ GroupName }) => GroupName),
  "user-id": ({ UserIdGroupPairs = [] }) => UserIdGroupPairs.map(({ UserId }) => UserId),
  protocol: ({ IpProtocol }) => [IpProtocol],
};

const FIELDS: FilterFields<SecurityGroup> = {
  "group-id": (group) => [group.GroupId],
  "group-name": (group) => [group.GroupName],
  "vpc-id": (group) => [group.VpcId],
  description: (group) => [group.Description],
  "owner-id": (group) => [group.OwnerId],
  ...permissionFilters("ip-permission", (group) => group.IpPermissions ?? []),
  ...permissionFilters("egress.ip-permission", (group) => group.IpPermissionsEgress ?? []),
};

function permissionFilters(
  prefix: string,
  permissionsOf: (group: SecurityGroup) => readonly IpPermission[],
): FilterFields<SecurityGroup> {
  return Object.fromEntries(
    Object.entries(PERMISSION_FIELDS).map(([name, field]) => [
      `${prefix}.${name}`,
      (group: SecurityGroup) => permissionsOf(group).flatMap(field),
    ]),
  );
}

export async function describeSecurityGroups(
  input: Ec2Input<"DescribeSecurityGroups">,
  { records }: OperationContext,
): Promise<Ec2Output<"DescribeSecurityGroups">> {
  const ids = input.GroupIds ?? [];
  const names = input.GroupNames ?? [];
  const all = (await records.list("security-group")).map(({ body }) =>
    withPermissions(body.securityGroup, body.rules),
  );
  for (const id of ids) {
    if (all.every(({ GroupId }) => GroupId !== id)) throw groupNotFound(id);
  }
  for (const name of names) {
    if (all.every(({ GroupName }) => GroupName !== name)) throw groupNotFound(name);
  }
  const named = all.filter(
    ({ GroupId = "", GroupName = "" }) =>
      (ids.length === 0 || ids.includes(GroupId)) &&
      (names.length === 0 || names.includes(GroupName)),
  );
  const { items, nextToken } = pageOf(
    applyFilters(named, input.Filters, FIELDS),
    input.MaxResults,
    input.NextToken,
  );
  return { SecurityGroups: items, NextToken: nextToken };
}
