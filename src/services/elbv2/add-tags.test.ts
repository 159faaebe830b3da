import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { addTags } from "./add-tags.ts";
import { describeTags } from "./describe-tags.ts";

test("addTags() tags every kind of resource, replacing values", async () => {
  const bed = await LoadBalancingTestBed.create();
  const loadBalancer = await bed.loadBalancer("web", { Tags: [{ Key: "stage", Value: "old" }] });
  const listener = await bed.listener(loadBalancer);
  const rule = await bed.rule(listener, 1);
  const ResourceArns = [loadBalancer, listener, rule, await bed.targetGroup()];
  await bed.run(addTags, { ResourceArns, Tags: [{ Key: "stage", Value: "new" }, { Key: "b" }] });
  const answer = await bed.run(describeTags, { ResourceArns });
  expect(answer.TagDescriptions).toEqual(
    ResourceArns.map((ResourceArn) => ({
      ResourceArn,
      Tags: [
        { Key: "stage", Value: "new" },
        { Key: "b", Value: "" },
      ],
    })),
  );
});

test("addTags() refuses what AWS refuses", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arn = await bed.loadBalancer();
  const refusal = (Tags: { Key: string; Value?: string }[], ResourceArns = [arn]) =>
    bed.refusal(addTags, { ResourceArns, Tags });
  expect(await refusal([{ Key: "k" }, { Key: "k" }])).toEqual([
    "DuplicateTagKeysException",
    "Tag key was specified more than once: k",
  ]);
  const many = Array.from({ length: 51 }, (_, n) => ({ Key: `k${n}` }));
  expect((await refusal(many))[0]).toBe("TooManyTagsException");
  expect((await refusal([{ Key: "" }]))[1]).toContain("'tags.1.member.key'");
  expect((await refusal([{ Key: "k", Value: "v".repeat(257) }]))[1]).toContain(
    "'tags.1.member.value'",
  );
  expect((await refusal([{ Key: "a,b" }]))[1]).toContain("regular expression pattern");
  expect((await refusal([{ Key: "k" }], [`${arn}0`]))[0]).toBe("LoadBalancerNotFoundException");
  expect((await refusal([{ Key: "k" }], ["x"]))[0]).toBe("ValidationException");
});
