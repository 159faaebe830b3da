import { expect, test } from "vitest";
import { NO_EVIDENCE } from "../evidence.ts";
import { examine, type Examination } from "../examine.ts";
import {
  ALB_ARN,
  httpApiOnAlb,
  NLB_ARN,
  restApiOnNlb,
  type MutableInventory,
} from "../inventory-fixtures.ts";
import { unresolved } from "../unresolved.ts";

function examined(inventory: MutableInventory): Examination {
  return examine(inventory, NO_EVIDENCE, { nowMs: 0, codes: new Set(["PST406"]) });
}

function spokenOf(inventory: MutableInventory): string[][] {
  return examined(inventory).findings.map(({ severity, resource }) => [severity, resource.id]);
}

function withTargets(...targetArns: string[]): MutableInventory {
  const inventory = restApiOnNlb();
  const [link] = inventory.restVpcLinks;
  if (link !== undefined) link.vpcLink.targetArns = targetArns;
  return inventory;
}

test("PST406 names links of the first kind with anything but one Network Load Balancer", () => {
  expect(spokenOf(withTargets(ALB_ARN))).toEqual([["error", "ipr64b"]]);
  expect(spokenOf(withTargets(NLB_ARN, NLB_ARN))).toEqual([["error", "ipr64b"]]);
  expect(examined(withTargets(`${NLB_ARN}0`)).findings[0]?.title).toContain("is not there");
  expect(spokenOf(withTargets(NLB_ARN))).toEqual([]);
});

test("PST406 cannot decide where the load balancer may be there or is not known", () => {
  const template = withTargets(`${NLB_ARN}0`);
  template.source.kind = "terraform";
  for (const inventory of [template, withTargets(unresolved("import Balancer"))]) {
    const { findings, undecided } = examined(inventory);
    expect(findings).toEqual([]);
    expect(undecided.map(({ resource }) => resource.id)).toEqual(["ipr64b"]);
  }
});

test("PST406 names HTTP APIs on links of the first kind and leads them through the only other one", () => {
  const inventory = httpApiOnAlb();
  inventory.restVpcLinks.push(...restApiOnNlb().restVpcLinks);
  inventory.loadBalancers.push(...restApiOnNlb().loadBalancers);
  const [integration] = inventory.httpApis[0]?.integrations ?? [];
  if (integration !== undefined) integration.ConnectionId = "ipr64b";
  const { findings } = examined(inventory);
  expect(findings.map(({ resource, isPending }) => [resource.id, isPending])).toEqual([
    ["a1b2c3d4e5/i1abcde", true],
  ]);
  expect(findings[0]?.fixes[0]?.calls[0]?.input).toMatchObject({ ConnectionId: "l4er5c" });
});

test("PST406 warns where the URL names another load balancer than the link's", () => {
  const inventory = restApiOnNlb();
  const [own] = inventory.loadBalancers;
  if (own === undefined) throw new Error("Cannot find the load balancer");
  const DNSName = "cats-1.elb.eu-central-1.amazonaws.com";
  const loadBalancer = { ...own.loadBalancer, LoadBalancerName: "cats", DNSName };
  inventory.loadBalancers.push({ ...own, arn: `${NLB_ARN}0`, loadBalancer });
  const integration =
    inventory.restApis[0]?.resources[1]?.resourceMethods?.["GET"]?.methodIntegration;
  if (integration === undefined) throw new Error("Cannot find the integration");
  integration.uri = `https://${DNSName}/pets`;
  expect(spokenOf(inventory)).toEqual([["warning", "r1s2t3u4v5/petsid0001/GET"]]);
  integration.uri = `https://${own.loadBalancer.DNSName ?? ""}/pets`;
  expect(spokenOf(inventory)).toEqual([]);
});

test("PST406 names a target beside a link of the first kind", () => {
  const inventory = restApiOnNlb();
  const integration =
    inventory.restApis[0]?.resources[1]?.resourceMethods?.["GET"]?.methodIntegration;
  if (integration !== undefined) integration.integrationTarget = NLB_ARN;
  expect(spokenOf(inventory)).toEqual([["error", "r1s2t3u4v5/petsid0001/GET"]]);
});

test("PST406 is silent on stacks that are whole", () => {
  expect(spokenOf(httpApiOnAlb())).toEqual([]);
  expect(spokenOf(restApiOnNlb())).toEqual([]);
});
