import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { describeTags } from "./describe-tags.ts";

test("describeTags() shows no tags where there are none", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.loadBalancer();
  expect(await bed.run(describeTags, { ResourceArns: [arn] })).toEqual({
    TagDescriptions: [{ ResourceArn: arn, Tags: [] }],
  });
});

test("describeTags() takes 20 resources at most and only those that are there", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.loadBalancer();
  const many = { ResourceArns: Array.from({ length: 21 }, () => arn) };
  expect(await bed.refusal(describeTags, many)).toEqual([
    "ValidationException",
    expect.stringMatching(/at 'resourceArns' .* length less than or equal to 20$/),
  ]);
  expect((await bed.refusal(describeTags, { ResourceArns: [`${arn}0`] }))[0]).toBe(
    "LoadBalancerNotFoundException",
  );
  expect(await bed.refusal(describeTags, { ResourceArns: ["x"] })).toEqual([
    "ValidationException",
    "'x' is not a valid load balancing resource ARN",
  ]);
});
