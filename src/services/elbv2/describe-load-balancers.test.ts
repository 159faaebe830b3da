import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { describeLoadBalancers } from "./describe-load-balancers.ts";

test("describeLoadBalancers() finds all, by ARN and by name", async () => {
  const bed = await LoadBalancingTestBed.create();
  const web = await bed.loadBalancer("web");
  const flow = await bed.loadBalancer("flow", { Type: "network" });
  const arns = async (input: object) =>
    (await bed.run(describeLoadBalancers, input)).LoadBalancers?.map((one) => one.LoadBalancerArn);
  expect(new Set(await arns({}))).toEqual(new Set([web, flow]));
  expect(await arns({ LoadBalancerArns: [flow] })).toEqual([flow]);
  expect(await arns({ Names: ["web"] })).toEqual([web]);
});

test("describeLoadBalancers() answers in pages", async () => {
  const bed = await LoadBalancingTestBed.create();
  for (const name of ["a", "b", "c"]) await bed.loadBalancer(name);
  const first = await bed.run(describeLoadBalancers, { PageSize: 2 });
  expect(first.LoadBalancers).toHaveLength(2);
  const second = await bed.run(describeLoadBalancers, {
    PageSize: 2,
    Marker: first.NextMarker ?? "",
  });
  expect(second.LoadBalancers?.map((one) => one.LoadBalancerName)).toEqual(["c"]);
  expect(second.NextMarker).toBeUndefined();
});

test.for<[object, string, string]>([
  [
    {
      LoadBalancerArns: [
        "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/x/0123456789abcdef",
      ],
    },
    "LoadBalancerNotFoundException",
    "One or more load balancers not found",
  ],
  [{ Names: ["x", "y"] }, "LoadBalancerNotFoundException", "Load balancers '[x, y]' not found"],
  [{ LoadBalancerArns: ["x"] }, "ValidationException", "'x' is not a valid load balancer ARN"],
  [
    { LoadBalancerArns: ["x"], Names: ["x"] },
    "ValidationException",
    "Load balancer names and load balancer ARNs cannot be specified at the same time",
  ],
  [
    { PageSize: 401 },
    "ValidationException",
    "1 validation error detected: Value '401' at 'pageSize' failed to satisfy constraint: Member must have value less than or equal to 400",
  ],
  [{ Marker: "x" }, "ValidationException", "Invalid marker: 'x'"],
])("describeLoadBalancers() refuses %j", async ([input, name, message]) => {
  const bed = await LoadBalancingTestBed.create();
  expect(await bed.refusal(describeLoadBalancers, input)).toEqual([name, message]);
});
