import { expect, test } from "vitest";
import { LoadBalancingTestBed, forwardTo } from "../../../tests/support/load-balancing-test-bed.ts";
import { deleteLoadBalancer } from "./delete-load-balancer.ts";
import { modifyLoadBalancerAttributes } from "./modify-load-balancer-attributes.ts";
import { registerTargets } from "./register-targets.ts";

test("deleteLoadBalancer() takes listeners, rules and nodes along and frees target groups", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.loadBalancer();
  const targetGroupArn = await bed.targetGroup();
  const listenerArn = await bed.listener(arn);
  await bed.rule(listenerArn, 10, { Actions: [forwardTo(targetGroupArn)] });
  await bed.records(async (records) => {
    records.put("listener-address", listenerArn, { address: "127.0.0.1", port: 41001 });
  });
  await bed.run(deleteLoadBalancer, { LoadBalancerArn: arn });
  const left = await bed.records(async (records) => [
    ...(await records.list("load-balancer")),
    ...(await records.list("listener")),
    ...(await records.list("rule")),
    ...(await records.list("network-interface")),
    ...(await records.list("listener-address")),
  ]);
  expect(left).toEqual([]);
  const group = await bed.records((records) => records.get("target-group", targetGroupArn));
  expect(group?.targetGroup.LoadBalancerArns).toEqual([]);
});

test("deleteLoadBalancer() succeeds for one that is gone and refuses what is no ARN", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.loadBalancer();
  await bed.run(deleteLoadBalancer, { LoadBalancerArn: arn });
  expect(await bed.run(deleteLoadBalancer, { LoadBalancerArn: arn })).toEqual({});
  expect(await bed.refusal(deleteLoadBalancer, { LoadBalancerArn: "web" })).toEqual([
    "ValidationException",
    "'web' is not a valid load balancer ARN",
  ]);
});

test("deleteLoadBalancer() keeps to deletion protection", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.loadBalancer();
  await bed.run(modifyLoadBalancerAttributes, {
    LoadBalancerArn: arn,
    Attributes: [{ Key: "deletion_protection.enabled", Value: "true" }],
  });
  expect(await bed.refusal(deleteLoadBalancer, { LoadBalancerArn: arn })).toEqual([
    "OperationNotPermittedException",
    `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
  ]);
});

test("deleteLoadBalancer() keeps one that is a target of a network load balancer", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.loadBalancer();
  await bed.listener(arn);
  const targetGroupArn = await bed.targetGroup("albs", { Protocol: "TCP", TargetType: "alb" });
  await bed.run(registerTargets, { TargetGroupArn: targetGroupArn, Targets: [{ Id: arn }] });
  const [name] = await bed.refusal(deleteLoadBalancer, { LoadBalancerArn: arn });
  expect(name).toBe("ResourceInUseException");
});

test("deleteLoadBalancer() keeps one that a VPC link of a REST API leads to", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.loadBalancer();
  const link = (status: "AVAILABLE" | "FAILED") => ({
    vpcLink: { id: "aaaaaa", status, targetArns: [arn] },
  });
  await bed.records(async (records) => records.put("rest-vpc-link", "aaaaaa", link("AVAILABLE")));
  expect(await bed.refusal(deleteLoadBalancer, { LoadBalancerArn: arn })).toEqual([
    "ResourceInUseException",
    `Load balancer '${arn}' cannot be deleted because it is currently associated with another service`,
  ]);
  await bed.records(async (records) => records.put("rest-vpc-link", "aaaaaa", link("FAILED")));
  await bed.run(deleteLoadBalancer, { LoadBalancerArn: arn });
});
