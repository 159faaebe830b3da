// The address types of a load balancer. Only IPv4 is there: subnets have no IPv6 blocks, so that AWS's own answer to
// `dualstack` on such subnets is also the true one here.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetIpAddressType.html
import { InvalidConfigurationRequestException } from "@aws-sdk/client-elastic-load-balancing-v2";
import { serviceError } from "./service-error.ts";

export function checkIpAddressType(requested: string | undefined, loadBalancerType: string): void {
  if (requested === undefined || requested === "ipv4") return;
  if (requested === "dualstack-without-public-ipv4" && loadBalancerType !== "application") {
    throw serviceError(
      InvalidConfigurationRequestException,
      `The specified IP address type is not supported on load balancers with type '${loadBalancerType}'.`,
    );
  }
  throw serviceError(
    InvalidConfigurationRequestException,
    "You must specify subnets with an associated IPv6 CIDR block.",
  );
}
