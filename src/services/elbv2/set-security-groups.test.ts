import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { nodesOf } from "./load-balancer-nodes.ts";
import { setSecurityGroups } from "./set-security-groups.ts";

async function bedWithGroup(): Promise<LoadBalancingTestBed> {
  const bed = await LoadBalancingTestBed.create();
  await bed.records(async (records) => {
    const securityGroup = { GroupId: "sg-1", VpcId: bed.vpcId };
    records.put("security-group", "sg-1", { securityGroup, rules: [] });
  });
  return bed;
}

test("setSecurityGroups() replaces the groups of the load balancer and of its nodes", async () => {
  const bed = await bedWithGroup();
  const arn = await bed.loadBalancer();
  const answer = await bed.run(setSecurityGroups, {
    LoadBalancerArn: arn,
    SecurityGroups: ["sg-1"],
  });
  expect(answer).toEqual({ SecurityGroupIds: ["sg-1"] });
  const record = await bed.records((records) => records.get("load-balancer", arn));
  expect(record?.loadBalancer.SecurityGroups).toEqual(["sg-1"]);
  for (const node of await bed.records((records) => nodesOf(records, arn))) {
    expect(node.Groups).toEqual([{ GroupId: "sg-1" }]);
  }
});

test("setSecurityGroups() never gives groups to a network load balancer made without", async () => {
  const bed = await bedWithGroup();
  const without = await bed.loadBalancer("flow", { Type: "network" });
  const input = { LoadBalancerArn: without, SecurityGroups: ["sg-1"] };
  expect((await bed.refusal(setSecurityGroups, input))[0]).toBe(
    "InvalidConfigurationRequestException",
  );
  const withGroup = await bed.loadBalancer("flow-2", {
    Type: "network",
    SecurityGroups: ["sg-1"],
  });
  const answer = await bed.run(setSecurityGroups, {
    LoadBalancerArn: withGroup,
    SecurityGroups: [bed.securityGroupId],
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
  });
  expect(answer).toEqual({
    SecurityGroupIds: [bed.securityGroupId],
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
  });
  expect(bed.warnings).toEqual([]);
});

test("setSecurityGroups() refuses no group, unknown groups and too many", async () => {
  const bed = await bedWithGroup();
  const arn = await bed.loadBalancer();
  const refusal = (SecurityGroups: string[]) =>
    bed.refusal(setSecurityGroups, { LoadBalancerArn: arn, SecurityGroups });
  expect((await refusal([]))[1]).toBe("At least one security group must be specified");
  expect((await refusal(["sg-9"]))[0]).toBe("InvalidSecurityGroupException");
  expect((await refusal(["1", "2", "3", "4", "5", "6"]))[1]).toBe(
    "The maximum number of security groups per load balancer has been reached.",
  );
});
