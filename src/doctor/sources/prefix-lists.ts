// Rules of security groups that name a prefix list: the addresses in it are not part of the group and are not read,
// so that what such rules let through is not known. The inventory says so.
import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import type { Unreadable } from "../inventory.ts";

export function prefixListUnreadables(
  groupId: string,
  rules: readonly Pick<SecurityGroupRule, "PrefixListId">[],
): Unreadable[] {
  const lists = new Set(rules.map((rule) => rule.PrefixListId).filter((id) => id !== undefined));
  return [...lists].map((id) => ({
    what: `addresses of prefix list ${id}, which security group ${groupId} names`,
    part: "securityGroups",
    why: "prefix lists are not read",
  }));
}
