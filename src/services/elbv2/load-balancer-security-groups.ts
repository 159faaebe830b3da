// Which security groups a load balancer has: those that were given, all of its own VPC; without any, an application
// load balancer gets the VPC's default group, a network load balancer none for ever.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
import {
  InvalidConfigurationRequestException,
  InvalidSecurityGroupException,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ScopedRecords } from "../../store/store.ts";
import { SECURITY_GROUPS_PER_LOAD_BALANCER_MAX } from "./quotas.ts";
import { serviceError } from "./service-error.ts";

/** Refuses groups that are not there, or not in the VPC; gives back their ids, each once. */
export async function checkSecurityGroups(
  records: ScopedRecords,
  groupIds: readonly string[],
  vpcId: string,
): Promise<string[]> {
  const unique = [...new Set(groupIds)];
  if (unique.length > SECURITY_GROUPS_PER_LOAD_BALANCER_MAX) {
    throw serviceError(
      InvalidConfigurationRequestException,
      "The maximum number of security groups per load balancer has been reached.",
    );
  }
  for (const groupId of unique) {
    const found = await records.get("security-group", groupId);
    if (found === undefined) {
      throw serviceError(
        InvalidSecurityGroupException,
        `The security group '${groupId}' does not exist`,
      );
    }
    if (found.securityGroup.VpcId !== vpcId) {
      throw serviceError(
        InvalidConfigurationRequestException,
        "One or more security groups are invalid",
      );
    }
  }
  return unique;
}

/** The id of the VPC's default security group. */
export async function defaultSecurityGroup(
  records: ScopedRecords,
  vpcId: string,
): Promise<string[]> {
  for (const { body } of await records.list("security-group")) {
    const { securityGroup } = body;
    if (securityGroup.VpcId === vpcId && securityGroup.GroupName === "default") {
      return [securityGroup.GroupId ?? ""];
    }
  }
  return [];
}
