// VPC link records, with its network interfaces and security groups, → what a private hop needs of it.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
import type { VpcLink } from "@aws-sdk/client-apigatewayv2";
import { compileSecurityGroups } from "./compile-security-groups.ts";
import type { RecordBodies, RecordChange } from "./records.ts";
import type { SnapshotCompiler } from "./snapshot-publisher.ts";
import type { VpcLinkSnapshot } from "./snapshots.ts";
import type { ScopedRecords } from "./store.ts";

/** Network interfaces of a link are known by this and the link's id. */
const INTERFACE_DESCRIPTION = "API Gateway VPC link ";

/** Null when the link is gone. */
export async function compileVpcLink(
  scoped: ScopedRecords,
  vpcLinkId: string,
): Promise<VpcLinkSnapshot | null> {
  const vpcLink = (await scoped.get("vpc-link", vpcLinkId))?.vpcLink;
  if (vpcLink === undefined) return null;
  const vpcId = await vpcIdOf(scoped, vpcLink);
  return {
    ...scoped.scope,
    vpcLinkId,
    name: vpcLink.Name ?? "",
    status: vpcLink.VpcLinkStatus ?? "PENDING",
    vpcId,
    interfaceAddresses: await interfaceAddressesOf(scoped, vpcLinkId),
    securityGroups: await compileSecurityGroups(scoped, await groupIdsOf(scoped, vpcLink, vpcId)),
  };
}

async function vpcIdOf(scoped: ScopedRecords, vpcLink: VpcLink): Promise<string> {
  const [subnetId = ""] = vpcLink.SubnetIds ?? [];
  return (await scoped.get("subnet", subnetId))?.subnet.VpcId ?? "";
}

async function interfaceAddressesOf(scoped: ScopedRecords, vpcLinkId: string): Promise<string[]> {
  const description = INTERFACE_DESCRIPTION + vpcLinkId;
  return (await scoped.list("network-interface"))
    .filter(({ body }) => body.networkInterface.Description === description)
    .flatMap(({ body }) => body.networkInterface.PrivateIpAddress ?? []);
}

/** [I] A link made without security groups has its VPC's default one, as any network interface has. */
async function groupIdsOf(
  scoped: ScopedRecords,
  vpcLink: VpcLink,
  vpcId: string,
): Promise<readonly string[]> {
  const named = vpcLink.SecurityGroupIds ?? [];
  if (named.length > 0) return named;
  return (await scoped.list("security-group"))
    .filter(({ body }) => isDefaultGroupOf(body, vpcId))
    .map(({ id }) => id);
}

function isDefaultGroupOf(body: RecordBodies["security-group"], vpcId: string): boolean {
  return body.securityGroup.GroupName === "default" && body.securityGroup.VpcId === vpcId;
}

/** Ids of the links whose snapshot may differ after the change. */
export async function vpcLinksAffectedBy(
  change: RecordChange,
  scoped: ScopedRecords,
): Promise<readonly string[]> {
  const record = change.after ?? change.before;
  if (record === null) return [];
  switch (record.kind) {
    case "vpc-link":
      return [record.id];
    case "network-interface": {
      const { networkInterface } = record.body as RecordBodies["network-interface"];
      const description = networkInterface.Description ?? "";
      return description.startsWith(INTERFACE_DESCRIPTION)
        ? [description.slice(INTERFACE_DESCRIPTION.length)]
        : [];
    }
    case "security-group":
      return linksUsing(scoped, record.id, record.body as RecordBodies["security-group"]);
    default:
      return [];
  }
}

async function linksUsing(
  scoped: ScopedRecords,
  groupId: string,
  body: RecordBodies["security-group"],
): Promise<string[]> {
  const ids: string[] = [];
  for (const { id, body: link } of await scoped.list("vpc-link")) {
    const named = link.vpcLink.SecurityGroupIds ?? [];
    const uses =
      named.length > 0
        ? named.includes(groupId)
        : isDefaultGroupOf(body, await vpcIdOf(scoped, link.vpcLink));
    if (uses) ids.push(id);
  }
  return ids;
}

/** For the publisher of snapshots. */
export const vpcLinkCompiler: SnapshotCompiler<"vpc-link"> = {
  kind: "vpc-link",
  compile: compileVpcLink,
  affectedBy: vpcLinksAffectedBy,
  async allKeys(records) {
    const all = await records.all("vpc-link");
    return all.map(({ account, region, id }) => ({ scope: { account, region }, key: id }));
  },
};
