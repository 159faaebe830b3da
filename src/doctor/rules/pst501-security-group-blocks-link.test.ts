import { expect, test } from "vitest";
import { PRIVATE_LINK_ADDRESS } from "../../gateway/integrations/rest-private-endpoint.ts";
import {
  httpApiOnAlb,
  NLB_ARN,
  restApiOnNlb,
  type MutableInventory,
} from "../inventory-fixtures.ts";
import { UNKNOWN_ADDRESS } from "../judge-connection.ts";
import { examineRule, first, foundBy, onlyFinding } from "../rule-fixtures.ts";
import { unresolved } from "../unresolved.ts";

const GROUP = "arn:aws:ec2:eu-central-1:123456789012:security-group/";

type Rules = MutableInventory["securityGroups"][number]["group"]["ingress"];

function groupOf(inventory: MutableInventory, groupId: string) {
  return first(inventory.securityGroups.filter(({ group }) => group.groupId === groupId)).group;
}

function tcp(port: number, cidrs: string[], peerGroupIds: string[] = []): Rules[number] {
  return { protocol: "tcp", fromPort: port, toPort: port, cidrs, peerGroupIds };
}

test("PST501 names the load balancer's group that lets nothing in, and adds the link's group to it", () => {
  const inventory = httpApiOnAlb();
  groupOf(inventory, "sg-0alb").ingress = [tcp(80, ["0.0.0.0/0"])];
  const finding = onlyFinding(examineRule("PST501", inventory));
  expect([finding.severity, finding.resource.id]).toEqual(["error", `${GROUP}sg-0alb`]);
  expect(finding.seen["lacks"]).toEqual(["ingress tcp 443 from sg-0link"]);
  const input = {
    GroupId: "sg-0alb",
    IpPermissions: [
      {
        IpProtocol: "tcp",
        FromPort: 443,
        ToPort: 443,
        UserIdGroupPairs: [{ GroupId: "sg-0link" }],
      },
    ],
  };
  expect(finding.fixes[0]?.calls).toEqual([
    {
      service: "ec2",
      operation: "AuthorizeSecurityGroupIngress",
      input,
      undo: { operation: "RevokeSecurityGroupIngress", input },
    },
  ]);
});

test("PST501 names the link's group that lets nothing out", () => {
  const inventory = httpApiOnAlb();
  groupOf(inventory, "sg-0link").egress = [];
  const finding = onlyFinding(examineRule("PST501", inventory));
  expect(finding.resource.id).toBe(`${GROUP}sg-0link`);
  expect(finding.fixes[0]?.calls[0]?.operation).toBe("AuthorizeSecurityGroupEgress");
});

test("PST501 tells both sides where both block", () => {
  const inventory = httpApiOnAlb();
  groupOf(inventory, "sg-0link").egress = [];
  groupOf(inventory, "sg-0alb").ingress = [];
  expect(foundBy("PST501", inventory)).toEqual([`error ${GROUP}sg-0alb`, `error ${GROUP}sg-0link`]);
});

test("PST501 is silent where the blocks of all of the link's subnets are allowed", () => {
  const inventory = httpApiOnAlb();
  groupOf(inventory, "sg-0alb").ingress = [tcp(443, ["10.0.0.0/16"])];
  expect(examineRule("PST501", inventory)).toMatchObject({ findings: [], undecided: [] });
});

test("PST501 warns where only one of the link's subnets is allowed", () => {
  const inventory = httpApiOnAlb();
  groupOf(inventory, "sg-0alb").ingress = [tcp(443, ["10.0.0.0/24"])];
  expect(foundBy("PST501", inventory)).toEqual([`warning ${GROUP}sg-0alb`]);
});

test("PST501 cannot decide where a rule is for a part of a subnet, or its peer is not known", () => {
  for (const rule of [
    tcp(443, ["10.0.0.0/28", "10.0.1.0/28"]),
    tcp(443, [unresolved("parameter Cidr")]),
    tcp(443, [], [unresolved("parameter Group")]),
  ]) {
    const inventory = httpApiOnAlb();
    groupOf(inventory, "sg-0alb").ingress = [rule];
    const { findings, undecided } = examineRule("PST501", inventory);
    expect([findings.length, undecided.map(({ resource }) => resource.id)]).toEqual([
      0,
      ["a1b2c3d4e5/i1abcde"],
    ]);
  }
});

test("PST501 cannot decide where the load balancer's groups are not known", () => {
  const inventory = httpApiOnAlb();
  first(inventory.loadBalancers).loadBalancer.SecurityGroups = [unresolved("parameter Group")];
  expect(examineRule("PST501", inventory).undecided).toHaveLength(1);
});

test("PST501 cannot decide where rules name addresses that could not be read", () => {
  const inventory = httpApiOnAlb();
  groupOf(inventory, "sg-0alb").ingress = [tcp(443, [])];
  inventory.unreadable.push({
    what: "addresses of prefix list pl-1, which security group sg-0alb names",
    part: "securityGroups",
    why: "prefix lists are not read",
  });
  const { findings, undecided } = examineRule("PST501", inventory);
  expect([findings.length, undecided.length]).toEqual([0, 1]);
});

test("PST501 leaves a link that is not available, and one that cannot reach its load balancer, to their own rules", () => {
  const failed = httpApiOnAlb();
  groupOf(failed, "sg-0alb").ingress = [];
  first(failed.vpcLinks).vpcLink.VpcLinkStatus = "FAILED";
  expect(foundBy("PST501", failed)).toEqual([]);
  const apart = httpApiOnAlb();
  groupOf(apart, "sg-0alb").ingress = [];
  first(apart.loadBalancers).loadBalancer.Scheme = "internet-facing";
  expect(foundBy("PST501", apart)).toEqual([]);
});

test("PST501 warns where the load balancer's egress does not reach a target", () => {
  const inventory = httpApiOnAlb();
  groupOf(inventory, "sg-0alb").egress = [tcp(8080, ["0.0.0.0/0"])];
  const finding = onlyFinding(examineRule("PST501", inventory));
  expect(finding.severity).toBe("warning");
  expect(finding.seen["lacks"]).toEqual(["egress tcp 80 to 10.0.0.10/32"]);
});

test("PST501 finds an NLB's inbound rules that drop PrivateLink traffic, unless they are not enforced", () => {
  const inventory = restApiOnNlb();
  const { loadBalancer } = first(inventory.loadBalancers);
  loadBalancer.SecurityGroups = ["sg-0alb"];
  const finding = onlyFinding(examineRule("PST501", inventory));
  expect([finding.severity, finding.resource.id]).toEqual(["error", NLB_ARN]);
  expect(finding.fixes[0]?.calls[0]).toMatchObject({
    operation: "SetSecurityGroups",
    input: { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off" },
    undo: { input: { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "on" } },
  });
  Object.assign(loadBalancer, { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off" });
  expect(foundBy("PST501", inventory)).toEqual([]);
});

test("PST501 takes PrivateLink's addresses for those that the data plane takes", () => {
  expect(UNKNOWN_ADDRESS).toBe(PRIVATE_LINK_ADDRESS);
});

test("PST501 is silent on a load balancer without security groups", () => {
  expect(examineRule("PST501", restApiOnNlb())).toMatchObject({ findings: [], undecided: [] });
});
