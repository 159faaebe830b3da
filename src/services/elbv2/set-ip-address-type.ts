// SetIpAddressType: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetIpAddressType.html
import type { OperationContext } from "../operation-context.ts";
import { requireLoadBalancer } from "./find-resource.ts";
import { Constraints } from "../../protocol/constraints.ts";
import { checkIpAddressType } from "./ip-address-type.ts";
import type { Input, Output } from "./operation-types.ts";

export async function setIpAddressType(
  input: Input<"SetIpAddressType">,
  { records }: OperationContext,
): Promise<Output<"SetIpAddressType">> {
  new Constraints()
    .enumeration("ipAddressType", input.IpAddressType, [
      "ipv4",
      "dualstack",
      "dualstack-without-public-ipv4",
    ])
    .throwIfViolated();
  const { loadBalancer } = await requireLoadBalancer(records, input.LoadBalancerArn);
  checkIpAddressType(input.IpAddressType, loadBalancer.Type ?? "application");
  return { IpAddressType: loadBalancer.IpAddressType };
}
