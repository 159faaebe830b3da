// Record of a VPC link of the first kind → what a private hop of a REST API needs of it: its state and its Network
// Load Balancer. https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
import type { RecordChange } from "./records.ts";
import type { SnapshotCompiler } from "./snapshot-publisher.ts";
import type { RestVpcLinkSnapshot } from "./snapshots.ts";
import type { ScopedRecords } from "./store.ts";

/** Null when the link is gone. */
export async function compileRestVpcLink(
  scoped: ScopedRecords,
  vpcLinkId: string,
): Promise<RestVpcLinkSnapshot | null> {
  const vpcLink = (await scoped.get("rest-vpc-link", vpcLinkId))?.vpcLink;
  if (vpcLink === undefined) return null;
  return {
    ...scoped.scope,
    vpcLinkId,
    name: vpcLink.name ?? "",
    status: vpcLink.status ?? "PENDING",
    statusMessage: vpcLink.statusMessage ?? "",
    loadBalancerArn: vpcLink.targetArns?.[0] ?? "",
  };
}

function restVpcLinksAffectedBy(change: RecordChange): readonly string[] {
  const record = change.after ?? change.before;
  return record?.kind === "rest-vpc-link" ? [record.id] : [];
}

/** For the publisher of snapshots. */
export const restVpcLinkCompiler: SnapshotCompiler<"rest-vpc-link"> = {
  kind: "rest-vpc-link",
  compile: compileRestVpcLink,
  affectedBy: (change) => Promise.resolve(restVpcLinksAffectedBy(change)),
  async allKeys(records) {
    const all = await records.all("rest-vpc-link");
    return all.map(({ account, region, id }) => ({ scope: { account, region }, key: id }));
  },
};
