import { expect, test } from "vitest";
import {
  ALB_ARN,
  httpApiOnAlb,
  restApiOnNlb,
  type MutableInventory,
} from "../inventory-fixtures.ts";
import { examineRule, first, foundBy, onlyFinding } from "../rule-fixtures.ts";
import { unresolved } from "../unresolved.ts";

function subnetOf(inventory: MutableInventory, index: number) {
  const item = inventory.subnets[index];
  if (item === undefined) throw new Error(`Cannot take subnet ${index}: there is none`);
  return item.subnet;
}

test("PST504 finds an Application Load Balancer in one zone only", () => {
  const inventory = httpApiOnAlb();
  first(inventory.loadBalancers).loadBalancer.AvailabilityZones?.pop();
  const finding = onlyFinding(examineRule("PST504", inventory));
  expect([finding.severity, finding.resource.id]).toEqual(["error", ALB_ARN]);
  expect(finding.title).toContain("one zone only");
});

test("PST504 finds two subnets in one zone, and subnets of several VPCs", () => {
  const twice = httpApiOnAlb();
  subnetOf(twice, 1).AvailabilityZone = "eu-central-1a";
  expect(onlyFinding(examineRule("PST504", twice)).title).toContain("two subnets in eu-central-1a");
  const apart = httpApiOnAlb();
  subnetOf(apart, 1).VpcId = "vpc-0other";
  expect(foundBy("PST504", apart)).toEqual([`error ${ALB_ARN}`, "error l4er5c"]);
});

test("PST504 finds subnets that are too small, and warns of those without free addresses", () => {
  const small = httpApiOnAlb();
  subnetOf(small, 0).CidrBlock = "10.0.0.0/28";
  expect(foundBy("PST504", small)).toEqual([`error ${ALB_ARN}`]);
  const full = httpApiOnAlb();
  subnetOf(full, 0).AvailableIpAddressCount = 7;
  expect(foundBy("PST504", full)).toEqual([`warning ${ALB_ARN}`]);
  subnetOf(full, 0).AvailableIpAddressCount = 8;
  expect(foundBy("PST504", full)).toEqual([]);
});

test("PST504 warns of a link that shares no zone with its load balancer", () => {
  const inventory = httpApiOnAlb();
  inventory.subnets.push({
    ...first(inventory.subnets),
    subnet: { ...subnetOf(inventory, 0), SubnetId: "subnet-0c", AvailabilityZone: "eu-central-1c" },
  });
  first(inventory.vpcLinks).vpcLink.SubnetIds = ["subnet-0c"];
  expect(foundBy("PST504", inventory)).toEqual(["warning l4er5c"]);
  subnetOf(inventory, 2).AvailabilityZone = unresolved("Fn::GetAZs");
  expect(foundBy("PST504", inventory)).toEqual([]);
});

test("PST504 only warns of a load balancer that no API leads to", () => {
  const inventory = httpApiOnAlb();
  inventory.httpApis = [];
  first(inventory.loadBalancers).loadBalancer.AvailabilityZones?.pop();
  expect(foundBy("PST504", inventory)).toEqual([`warning ${ALB_ARN}`]);
});

test("PST504 cannot decide where the subnets are a list that is not known", () => {
  const inventory = httpApiOnAlb();
  first(inventory.loadBalancers).loadBalancer.AvailabilityZones = [
    { SubnetId: unresolved("parameter SubnetIds") },
  ];
  const { findings, undecided } = examineRule("PST504", inventory);
  expect([findings.length, undecided.map(({ resource }) => resource.id)]).toEqual([0, [ALB_ARN]]);
});

test("PST504 is silent on load balancers that stand well, a Network Load Balancer in one zone too", () => {
  expect(examineRule("PST504", httpApiOnAlb())).toMatchObject({ findings: [], undecided: [] });
  expect(examineRule("PST504", restApiOnNlb())).toMatchObject({ findings: [], undecided: [] });
});
