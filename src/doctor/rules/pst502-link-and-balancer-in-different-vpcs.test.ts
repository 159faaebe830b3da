import { expect, test } from "vitest";
import { httpApiOnAlb, restApiOnNlb, type MutableInventory } from "../inventory-fixtures.ts";
import { examineRule, first, foundBy, onlyFinding, restApiWith } from "../rule-fixtures.ts";
import { unresolved } from "../unresolved.ts";

const INTEGRATION = "a1b2c3d4e5/i1abcde";

/** The load balancer alone in a VPC of its own. */
function inOtherVpc(): MutableInventory {
  const inventory = httpApiOnAlb();
  const { loadBalancer } = first(inventory.loadBalancers);
  loadBalancer.VpcId = "vpc-0other";
  loadBalancer.AvailabilityZones = [{ SubnetId: "subnet-0x" }, { SubnetId: "subnet-0y" }];
  return inventory;
}

test("PST502 finds a link whose subnets are of another VPC than the load balancer", () => {
  const inventory = inOtherVpc();
  const finding = onlyFinding(examineRule("PST502", inventory));
  expect([finding.severity, finding.resource.id]).toEqual(["error", INTEGRATION]);
  expect(finding.seen).toMatchObject({
    "VPC of the link": "vpc-0a1b2c3d",
    "VPC of the load balancer": "vpc-0other",
  });
  expect(finding.fixes[0]?.calls).toEqual([]);
});

test("PST502 moves the integration to a link that stands in the load balancer's VPC", () => {
  const inventory = inOtherVpc();
  inventory.subnets.push({
    ...first(inventory.subnets),
    subnet: { SubnetId: "subnet-0c", VpcId: "vpc-0other" },
  });
  inventory.vpcLinks.push({
    ...first(inventory.vpcLinks),
    vpcLink: {
      ...first(inventory.vpcLinks).vpcLink,
      VpcLinkId: "new123",
      SubnetIds: ["subnet-0c"],
    },
  });
  const [call] = onlyFinding(examineRule("PST502", inventory)).fixes[0]?.calls ?? [];
  expect(call).toMatchObject({
    service: "apigatewayv2",
    input: { IntegrationId: "i1abcde", ConnectionId: "new123" },
    undo: { input: { ConnectionId: "l4er5c" } },
  });
});

test("PST502 only warns where AWS could join both VPCs otherwise", () => {
  const inventory = inOtherVpc();
  inventory.source.isPostern = false;
  expect(foundBy("PST502", inventory)).toEqual([`warning ${INTEGRATION}`]);
});

test("PST502 finds a link to an internet-facing Application Load Balancer", () => {
  const inventory = httpApiOnAlb();
  first(inventory.loadBalancers).loadBalancer.Scheme = "internet-facing";
  const finding = onlyFinding(examineRule("PST502", inventory));
  expect([finding.severity, finding.resource.id]).toEqual(["error", INTEGRATION]);
  expect(finding.title).toContain("internet-facing");
});

test("PST502 finds a public URL that names an internal load balancer", () => {
  const inventory = restApiWith((integration) => {
    integration.connectionType = "INTERNET";
    integration.uri = "https://pets-5a1b2c3d4e5f6071.elb.eu-central-1.amazonaws.com/pets";
  });
  expect(foundBy("PST502", inventory)).toEqual(["error r1s2t3u4v5/petsid0001/GET"]);
  first(inventory.loadBalancers).loadBalancer.Scheme = "internet-facing";
  expect(foundBy("PST502", inventory)).toEqual([]);
});

test("PST502 cannot decide where a VPC is not known", () => {
  const inventory = inOtherVpc();
  first(inventory.loadBalancers).loadBalancer.VpcId = unresolved("parameter VpcId");
  inventory.securityGroups = [];
  const { findings, undecided } = examineRule("PST502", inventory);
  expect([findings.length, undecided.map(({ resource }) => resource.id)]).toEqual([
    0,
    [INTEGRATION],
  ]);
});

test("PST502 takes a link and a load balancer in one subnet for one VPC, whichever it is", () => {
  const inventory = httpApiOnAlb();
  const subnets = unresolved("parameter SubnetIds");
  first(inventory.vpcLinks).vpcLink.SubnetIds = [subnets];
  first(inventory.loadBalancers).loadBalancer.AvailabilityZones = [{ SubnetId: subnets }];
  first(inventory.loadBalancers).loadBalancer.VpcId = unresolved("the VPC of SubnetIds");
  expect(examineRule("PST502", inventory)).toMatchObject({ findings: [], undecided: [] });
});

test("PST502 is silent in one VPC, and on links without interfaces of their own", () => {
  expect(examineRule("PST502", httpApiOnAlb())).toMatchObject({ findings: [], undecided: [] });
  expect(examineRule("PST502", restApiOnNlb())).toMatchObject({ findings: [], undecided: [] });
});
