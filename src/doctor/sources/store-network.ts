// Security groups and subnets of the local store, for its inventory.
import { compileSecurityGroup } from "../../store/compile-security-groups.ts";
import type { ScopedRecords } from "../../store/store.ts";
import type { Inventory } from "../inventory.ts";
import { networkItem } from "./live-item.ts";
import { prefixListUnreadables } from "./prefix-lists.ts";

export async function readStoreNetwork(
  scoped: ScopedRecords,
): Promise<Pick<Inventory, "securityGroups" | "subnets" | "unreadable">> {
  const groups = await scoped.list("security-group");
  return {
    securityGroups: groups.map(({ id, body: { securityGroup, rules } }) => ({
      ...networkItem(scoped.scope, `security-group/${id}`),
      name: securityGroup.GroupName ?? "",
      vpcId: securityGroup.VpcId ?? "",
      group: compileSecurityGroup(id, rules),
    })),
    subnets: (await scoped.list("subnet")).map(({ id, body: { subnet } }) => ({
      ...networkItem(scoped.scope, `subnet/${id}`),
      subnet,
    })),
    unreadable: groups.flatMap(({ id, body }) => prefixListUnreadables(id, body.rules)),
  };
}
