import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { setIpAddressType } from "./set-ip-address-type.ts";

test("setIpAddressType() takes ipv4 and refuses what subnets without IPv6 blocks cannot have", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.loadBalancer();
  const set = { LoadBalancerArn: arn, IpAddressType: "ipv4" as const };
  expect(await bed.run(setIpAddressType, set)).toEqual({ IpAddressType: "ipv4" });
  expect(await bed.refusal(setIpAddressType, { ...set, IpAddressType: "dualstack" })).toEqual([
    "InvalidConfigurationRequestException",
    "You must specify subnets with an associated IPv6 CIDR block.",
  ]);
  const network = await bed.loadBalancer("flow", { Type: "network" });
  expect(
    await bed.refusal(setIpAddressType, {
      LoadBalancerArn: network,
      IpAddressType: "dualstack-without-public-ipv4",
    }),
  ).toEqual([
    "InvalidConfigurationRequestException",
    "The specified IP address type is not supported on load balancers with type 'network'.",
  ]);
});
