import { expect, test } from "vitest";
import {
  ALB_TARGET_GROUP_ARN,
  httpApiOnAlb,
  type MutableInventory,
} from "../inventory-fixtures.ts";
import { examineRule, first, foundBy, listenerOf } from "../rule-fixtures.ts";
import { unresolved } from "../unresolved.ts";

const ARN = `${ALB_TARGET_GROUP_ARN}-2`;

function withAnotherGroup(): MutableInventory {
  const inventory = httpApiOnAlb();
  const model = first(inventory.targetGroups);
  inventory.targetGroups.push({
    ...model,
    arn: ARN,
    targetGroup: { ...model.targetGroup, TargetGroupArn: ARN, LoadBalancerArns: [] },
  });
  return inventory;
}

test("PST604 tells of a group that no listener names", () => {
  expect(foundBy("PST604", withAnotherGroup())).toEqual([`info ${ARN}`]);
});

test("PST604 is silent where a rule names the group, whatever its weight", () => {
  const inventory = withAnotherGroup();
  listenerOf(inventory).rules.unshift({
    Priority: "1",
    Conditions: [],
    Actions: [
      { Type: "forward", ForwardConfig: { TargetGroups: [{ TargetGroupArn: ARN, Weight: 0 }] } },
    ],
  });
  expect(foundBy("PST604", inventory)).toEqual([]);
  expect(foundBy("PST604", httpApiOnAlb())).toEqual([]);
});

test("PST604 cannot decide where listeners could not be read or name what is not known", () => {
  const hidden = withAnotherGroup();
  hidden.unreadable.push({ what: "listeners", part: "listeners", why: "denied" });
  const unknown = withAnotherGroup();
  listenerOf(unknown).listener.DefaultActions = [
    { Type: "forward", TargetGroupArn: unresolved("parameter TargetGroup") },
  ];
  for (const inventory of [hidden, unknown]) {
    const { findings, undecided } = examineRule("PST604", inventory);
    expect([findings.length, undecided.map(({ resource }) => resource.id)]).toEqual([0, [ARN]]);
  }
});
