import { expect, test } from "vitest";
import { cidrCovers, connectionAllowed } from "./security-groups.ts";
import type { ConnectionToJudge } from "./security-groups.ts";
import type { SecurityGroupSnapshot, SecurityRuleSnapshot } from "./snapshots.ts";

function rule(values: Partial<SecurityRuleSnapshot>): SecurityRuleSnapshot {
  return { protocol: "tcp", fromPort: 80, toPort: 80, cidrs: [], peerGroupIds: [], ...values };
}

const ALL = rule({ protocol: "-1", fromPort: -1, toPort: -1, cidrs: ["0.0.0.0/0"] });

function link(...egress: SecurityRuleSnapshot[]): SecurityGroupSnapshot[] {
  return [{ groupId: "sg-link", ingress: [], egress }];
}

function loadBalancer(...ingress: SecurityRuleSnapshot[]): SecurityGroupSnapshot[] {
  return [{ groupId: "sg-lb", ingress, egress: [] }];
}

function judge(values: Partial<ConnectionToJudge>) {
  return connectionAllowed({
    sourceGroups: link(ALL),
    destinationGroups: loadBalancer(rule({ cidrs: ["172.31.0.0/16"] })),
    sourceAddress: "172.31.5.9",
    destinationAddresses: ["172.31.40.1"],
    port: 80,
    ...values,
  });
}

test("connectionAllowed() lets through what both sides' rules cover", () => {
  expect(judge({})).toEqual({ allowed: true, direction: "ingress", groupIds: ["sg-lb"] });
});

test("connectionAllowed() names the side that refuses, egress first", () => {
  expect(judge({ sourceGroups: link() })).toEqual({
    allowed: false,
    direction: "egress",
    groupIds: ["sg-link"],
  });
  expect(judge({ destinationGroups: loadBalancer() })).toEqual({
    allowed: false,
    direction: "ingress",
    groupIds: ["sg-lb"],
  });
});

test("connectionAllowed() goes by port, protocol and address of a rule", () => {
  const ingress = (values: Partial<SecurityRuleSnapshot>) =>
    judge({ destinationGroups: loadBalancer(rule(values)) }).allowed;
  expect(ingress({ cidrs: ["172.31.5.9/32"] })).toBe(true);
  expect(ingress({ cidrs: ["172.31.5.8/32"] })).toBe(false);
  expect(ingress({ cidrs: ["0.0.0.0/0"], fromPort: 81, toPort: 90 })).toBe(false);
  expect(ingress({ cidrs: ["0.0.0.0/0"], fromPort: 1, toPort: 65535 })).toBe(true);
  expect(ingress({ cidrs: ["0.0.0.0/0"], protocol: "udp" })).toBe(false);
  expect(ingress({ cidrs: ["0.0.0.0/0"], protocol: "6" })).toBe(true);
});

test("connectionAllowed() takes a rule that names the peer's group", () => {
  const byGroup = loadBalancer(rule({ peerGroupIds: ["sg-link"] }));
  expect(judge({ destinationGroups: byGroup }).allowed).toBe(true);
  const other = loadBalancer(rule({ peerGroupIds: ["sg-other"] }));
  expect(judge({ destinationGroups: other }).allowed).toBe(false);
  expect(judge({ sourceGroups: link(rule({ peerGroupIds: ["sg-lb"] })) }).allowed).toBe(true);
});

test("connectionAllowed() filters nothing where a side has no groups", () => {
  expect(judge({ sourceGroups: null, destinationGroups: null })).toEqual({
    allowed: true,
    direction: "none",
    groupIds: [],
  });
  expect(judge({ destinationGroups: null }).direction).toBe("egress");
});

test("connectionAllowed() lets any one of several destination addresses suffice", () => {
  const egress = link(rule({ cidrs: ["10.0.1.0/24"] }));
  expect(judge({ sourceGroups: egress, destinationAddresses: ["10.0.0.1", "10.0.1.1"] })).toEqual(
    expect.objectContaining({ allowed: true }),
  );
  expect(judge({ sourceGroups: egress, destinationAddresses: [] }).allowed).toBe(false);
  expect(judge({ destinationAddresses: [] }).allowed).toBe(true);
});

test("cidrCovers() knows both families and takes no nonsense for a match", () => {
  expect(cidrCovers("::/0", "fe80::1")).toBe(true);
  expect(cidrCovers("::/0", "10.0.0.1")).toBe(false);
  expect(cidrCovers("10.0.0.0/8", "::ffff:10.1.2.3")).toBe(true);
  expect(cidrCovers("10.0.0.0/8", "example.com")).toBe(false);
  expect(cidrCovers("ten", "10.0.0.1")).toBe(false);
});
