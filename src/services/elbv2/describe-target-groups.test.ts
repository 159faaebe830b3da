import { expect, test } from "vitest";
import { LoadBalancingTestBed, forwardTo } from "../../../tests/support/load-balancing-test-bed.ts";
import { describeTargetGroups } from "./describe-target-groups.ts";

test("describeTargetGroups() finds all, by ARN, by name and by load balancer, in pages", async () => {
  const bed = await LoadBalancingTestBed.create();
  const [a, b] = [await bed.targetGroup("a"), await bed.targetGroup("b")];
  const LoadBalancerArn = await bed.loadBalancer();
  await bed.listener(LoadBalancerArn, { DefaultActions: [forwardTo(b)] });
  const arns = async (input: object) =>
    (await bed.run(describeTargetGroups, input)).TargetGroups?.map((one) => one.TargetGroupArn);
  expect(await arns({})).toEqual([a, b]);
  expect(await arns({ TargetGroupArns: [b] })).toEqual([b]);
  expect(await arns({ Names: ["a"] })).toEqual([a]);
  expect(await arns({ LoadBalancerArn })).toEqual([b]);
  const page = await bed.run(describeTargetGroups, { PageSize: 1 });
  expect(await arns({ Marker: page.NextMarker })).toEqual([b]);
});

test("describeTargetGroups() refuses two filters and what is not there", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.targetGroup();
  const both = { Names: ["targets"], TargetGroupArns: [arn] };
  expect((await bed.refusal(describeTargetGroups, both))[0]).toBe("ValidationException");
  expect(await bed.refusal(describeTargetGroups, { Names: ["x"] })).toEqual([
    "TargetGroupNotFoundException",
    "One or more target groups not found",
  ]);
  const LoadBalancerArn = `${await bed.loadBalancer()}0`;
  expect((await bed.refusal(describeTargetGroups, { LoadBalancerArn }))[0]).toBe(
    "LoadBalancerNotFoundException",
  );
});
