// SetSubnets: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetSubnets.html
import { InvalidConfigurationRequestException } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OperationContext } from "../operation-context.ts";
import { requireLoadBalancer } from "./find-resource.ts";
import { checkIpAddressType } from "./ip-address-type.ts";
import { placeNodes } from "./load-balancer-nodes.ts";
import { availabilityZonesOf, placeInSubnets } from "./load-balancer-subnets.ts";
import type { Input, Output } from "./operation-types.ts";
import { serviceError } from "./service-error.ts";

/** The subnets given replace those that the load balancer is in. */
export async function setSubnets(
  input: Input<"SetSubnets">,
  { records }: OperationContext,
): Promise<Output<"SetSubnets">> {
  const { LoadBalancerArn: arn } = input;
  const found = await requireLoadBalancer(records, arn);
  const { Type: type = "application", Scheme: scheme = "", VpcId: vpcId } = found.loadBalancer;
  checkIpAddressType(input.IpAddressType, type);
  const placement = await placeInSubnets(records, input, { type, scheme });
  if (placement.vpcId !== vpcId) {
    throw serviceError(
      InvalidConfigurationRequestException,
      `All subnets must belong to the same VPC: '${vpcId ?? ""}'`,
    );
  }
  // A node keeps its address for as long as its subnet stays, whatever the request says of it.
  const present = new Map(
    (found.loadBalancer.AvailabilityZones ?? []).map((zone) => [zone.SubnetId, zone]),
  );
  const AvailabilityZones = availabilityZonesOf(placement, type).map(
    (zone) => present.get(zone.SubnetId) ?? zone,
  );
  records.put("load-balancer", arn, {
    ...found,
    loadBalancer: { ...found.loadBalancer, AvailabilityZones },
  });
  const securityGroupIds = found.loadBalancer.SecurityGroups ?? [];
  await placeNodes(records, { loadBalancerArn: arn, type, securityGroupIds }, placement);
  return { AvailabilityZones, IpAddressType: found.loadBalancer.IpAddressType };
}
