import { describe, expect, it } from "vitest";
import { ForwardAction } from "./action-forward.ts";

function forward(...weights: readonly number[]): ForwardAction {
  return new ForwardAction({
    type: "forward",
    targetGroups: weights.map((weight, i) => ({ targetGroupArn: `group${i}`, weight })),
  });
}

/** How often each group is chosen when every hundredth of chance comes up once. */
function shares(action: ForwardAction): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let i = 0; i < 100; i++) {
    const arn = action.chooseGroup((i + 0.5) / 100) ?? "none";
    counts[arn] = (counts[arn] ?? 0) + 1;
  }
  return counts;
}

describe(ForwardAction, () => {
  it("chooses by weight", () => {
    expect(shares(forward(10, 30, 60))).toEqual({ group0: 10, group1: 30, group2: 60 });
  });

  it("never chooses a group of weight 0", () => {
    expect(shares(forward(0, 5, 0))).toEqual({ group1: 100 });
    expect(shares(forward(1, 0, 1))).toEqual({ group0: 50, group2: 50 });
  });

  it("chooses none when all weights are 0", () => {
    expect(forward(0, 0).chooseGroup(0)).toBeNull();
    expect(forward().chooseGroup(0.5)).toBeNull();
  });
});
