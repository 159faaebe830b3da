import { describe, expect, it } from "vitest";
import { periodStart } from "./quota-period.ts";

describe(periodStart, () => {
  // 2026-11-22 is a Sunday.
  it.for([
    [{ period: "DAY" }, "2026-11-22", "2026-11-22"],
    [{ period: "WEEK", offset: 0 }, "2026-11-22", "2026-11-22"],
    [{ period: "WEEK", offset: 0 }, "2026-11-21", "2026-11-15"],
    [{ period: "WEEK", offset: 1 }, "2026-11-22", "2026-11-16"],
    [{ period: "WEEK", offset: 6 }, "2026-11-22", "2026-11-21"],
    [{ period: "MONTH", offset: 0 }, "2026-11-22", "2026-11-01"],
    [{ period: "MONTH", offset: 21 }, "2026-11-22", "2026-11-22"],
    [{ period: "MONTH", offset: 22 }, "2026-11-22", "2026-10-23"],
    [{ period: "MONTH", offset: 27 }, "2026-01-01", "2025-12-28"],
  ] as const)("of %j on %s is %s", ([quota, day, start]) => {
    expect(periodStart(quota, day)).toBe(start);
  });
});
