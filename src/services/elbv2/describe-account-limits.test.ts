import { expect, test } from "vitest";
import { describeAccountLimits } from "./describe-account-limits.ts";

test("describeAccountLimits() names the limits, in pages", async () => {
  const all = await describeAccountLimits({});
  expect(all.Limits).toContainEqual({ Name: "target-groups", Max: "3000" });
  expect(all.Limits).toContainEqual({ Name: "condition-wildcards-per-alb-rule", Max: "6" });
  const first = await describeAccountLimits({ PageSize: 3 });
  const rest = await describeAccountLimits({ Marker: first.NextMarker ?? "" });
  expect([...(first.Limits ?? []), ...(rest.Limits ?? [])]).toEqual(all.Limits);
});
