// Resources by id, or EC2's error for an id that is not there.
import type {
  NetworkInterface,
  SecurityGroup,
  SecurityGroupRule,
  Subnet,
  Vpc,
} from "@aws-sdk/client-ec2";
import type { ScopedRecords } from "../../store/store.ts";
import { ec2Error, groupNotFound, subnetNotFound, vpcNotFound } from "./ec2-errors.ts";

export async function findVpc(records: ScopedRecords, vpcId: string): Promise<Vpc> {
  const body = await records.get("vpc", vpcId);
  if (body === undefined) throw vpcNotFound(vpcId);
  return body.vpc;
}

export async function findSubnet(records: ScopedRecords, subnetId: string): Promise<Subnet> {
  const body = await records.get("subnet", subnetId);
  if (body === undefined) throw subnetNotFound(subnetId);
  return body.subnet;
}

export interface FoundSecurityGroup {
  readonly securityGroup: SecurityGroup;
  readonly rules: readonly SecurityGroupRule[];
}

/** By id, or by name in the default VPC as EC2-Classic's clients still ask. */
export async function findSecurityGroup(
  records: ScopedRecords,
  groupId: string | undefined,
  groupName?: string,
): Promise<FoundSecurityGroup> {
  if (groupId !== undefined) {
    const body = await records.get("security-group", groupId);
    if (body === undefined) throw groupNotFound(groupId);
    return body;
  }
  if (groupName === undefined) {
    throw ec2Error(
      "MissingParameter",
      "The request must contain the parameter groupName or groupId",
    );
  }
  const defaultVpc = (await records.list("vpc")).find(({ body }) => body.vpc.IsDefault === true);
  const found = (await records.list("security-group")).find(
    ({ body }) =>
      body.securityGroup.GroupName === groupName && body.securityGroup.VpcId === defaultVpc?.id,
  );
  if (found === undefined) throw groupNotFound(groupName);
  return found.body;
}

/** The network interfaces that stand in the way of deleting what `uses` says they use. */
export async function interfacesUsing(
  records: ScopedRecords,
  uses: (networkInterface: NetworkInterface) => boolean,
): Promise<NetworkInterface[]> {
  return (await records.list("network-interface"))
    .map(({ body }) => body.networkInterface)
    .filter(uses);
}
