// SetSecurityGroups: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetSecurityGroups.html
import { InvalidConfigurationRequestException } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OperationContext } from "../operation-context.ts";
import { requireLoadBalancer } from "./find-resource.ts";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import { setNodeSecurityGroups } from "./load-balancer-nodes.ts";
import { checkSecurityGroups } from "./load-balancer-security-groups.ts";
import type { Input, Output } from "./operation-types.ts";
import { serviceError } from "./service-error.ts";

/** The groups given replace those that the load balancer has. One that was made without any never gets one. */
export async function setSecurityGroups(
  input: Input<"SetSecurityGroups">,
  { records }: OperationContext,
): Promise<Output<"SetSecurityGroups">> {
  const { LoadBalancerArn: arn, SecurityGroups: requested } = input;
  const enforce = input.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic;
  new Constraints()
    .enumeration("enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", enforce, ["on", "off"])
    .throwIfViolated();
  const found = await requireLoadBalancer(records, arn);
  const { loadBalancer } = found;
  if (loadBalancer.SecurityGroups === undefined) {
    throw serviceError(
      InvalidConfigurationRequestException,
      "SetSecurityGroups is not supported for load balancers of type 'network' that were created without security groups",
    );
  }
  if (enforce !== undefined && loadBalancer.Type !== "network") {
    throw serviceError(
      InvalidConfigurationRequestException,
      "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic is supported for load balancers of type 'network' only",
    );
  }
  if (requested.length === 0)
    throw validationError("At least one security group must be specified");
  const groupIds = await checkSecurityGroups(records, requested, loadBalancer.VpcId ?? "");
  const enforced =
    enforce === undefined ? {} : { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforce };
  records.put("load-balancer", arn, {
    ...found,
    loadBalancer: { ...loadBalancer, SecurityGroups: groupIds, ...enforced },
  });
  await setNodeSecurityGroups(records, arn, groupIds);
  return { SecurityGroupIds: groupIds, ...enforced };
}
