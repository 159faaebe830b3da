import { expect, test } from "vitest";
import {
  ALB_TARGET_GROUP_ARN,
  httpApiOnAlb,
  NLB_TARGET_GROUP_ARN,
  restApiOnNlb,
} from "../inventory-fixtures.ts";
import { examineRule, first, foundBy, listenerOf } from "../rule-fixtures.ts";

test("PST601 finds the empty group behind an Application and a Network Load Balancer", () => {
  const alb = httpApiOnAlb();
  first(alb.targetGroups).targets = [];
  expect(foundBy("PST601", alb)).toEqual([`error ${ALB_TARGET_GROUP_ARN}`]);
  const nlb = restApiOnNlb();
  first(nlb.targetGroups).targets = [];
  expect(foundBy("PST601", nlb)).toEqual([`error ${NLB_TARGET_GROUP_ARN}`]);
});

test("PST601 only warns of a group that some requests are forwarded to, and not of one of weight zero", () => {
  const inventory = httpApiOnAlb();
  const model = first(inventory.targetGroups);
  const arn = `${ALB_TARGET_GROUP_ARN}-2`;
  inventory.targetGroups.push({ ...model, arn, targets: [] });
  const { rules } = listenerOf(inventory);
  const forward = (Weight: number) => ({
    Type: "forward" as const,
    ForwardConfig: { TargetGroups: [{ TargetGroupArn: arn, Weight }] },
  });
  const rule = { RuleArn: "rule", Priority: "1", Conditions: [], Actions: [forward(1)] };
  rules.unshift(rule);
  expect(foundBy("PST601", inventory)).toEqual([`warning ${arn}`]);
  rule.Actions = [forward(0)];
  expect(foundBy("PST601", inventory)).toEqual([]);
});

test("PST601 cannot decide in a template, nor where targets could not be read", () => {
  const template = httpApiOnAlb();
  template.source.kind = "cloudformation";
  first(template.targetGroups).targets = [];
  const hidden = httpApiOnAlb();
  first(hidden.targetGroups).targets = [];
  hidden.unreadable.push({ what: "target health", part: "targetGroups", why: "denied" });
  for (const inventory of [template, hidden]) {
    const { findings, undecided } = examineRule("PST601", inventory);
    expect([findings.length, undecided.map(({ resource }) => resource.id)]).toEqual([
      0,
      [ALB_TARGET_GROUP_ARN],
    ]);
  }
});

test("PST601 is silent where targets are registered, and where no API leads", () => {
  expect(examineRule("PST601", httpApiOnAlb())).toMatchObject({ findings: [], undecided: [] });
  const unused = httpApiOnAlb();
  unused.httpApis = [];
  first(unused.targetGroups).targets = [];
  expect(foundBy("PST601", unused)).toEqual([]);
});
