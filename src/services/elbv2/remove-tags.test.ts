import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { describeTags } from "./describe-tags.ts";
import { removeTags } from "./remove-tags.ts";

test("removeTags() takes the keys that are there off", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.targetGroup("t", {
    Tags: [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ],
  });
  const input = { ResourceArns: [arn], TagKeys: ["a", "nothing"] };
  expect(await bed.run(removeTags, input)).toEqual({});
  const answer = await bed.run(describeTags, { ResourceArns: [arn] });
  expect(answer.TagDescriptions?.[0]?.Tags).toEqual([{ Key: "b", Value: "2" }]);
  const gone = { ResourceArns: [`${arn}0`], TagKeys: ["a"] };
  expect((await bed.refusal(removeTags, gone))[0]).toBe("TargetGroupNotFoundException");
});
