import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binOf, valueOfBin } from "../../store/metric-distribution.ts";
import { addDistribution, encodeDistribution } from "./distribution-bytes.ts";
import { DISTRIBUTION_BINS_MAX } from "./telemetry-limits.ts";

function roundTrip(distribution: ReadonlyMap<number, number>): Map<number, number> {
  const into = new Map<number, number>();
  addDistribution(into, encodeDistribution(distribution) ?? new Uint8Array());
  return into;
}

describe("encodeDistribution()", () => {
  test("is undone by addDistribution(), whatever bins and counts there are", () => {
    const bins = fc.array(
      fc.tuple(
        fc.integer({ min: -30_000, max: 30_000 }),
        fc.oneof(
          fc.integer({ min: 1, max: 2 ** 50 }),
          fc.double({ min: 0.001, max: 1e300, noNaN: true }),
        ),
      ),
    );
    fc.assert(
      fc.property(bins, (pairs) => {
        const distribution = new Map(pairs);
        const sorted = new Map([...distribution].toSorted(([a], [b]) => a - b));
        expect(roundTrip(distribution)).toEqual(sorted);
      }),
    );
  });

  test("takes two to four bytes for a bin with a small count", () => {
    const bins = new Map(Array.from({ length: 50 }, (_, i) => [13_000 + i, i + 1]));
    expect(encodeDistribution(bins)?.length).toBeLessThan(50 * 4);
  });

  test("keeps an unknown distribution unknown", () => {
    expect(encodeDistribution(null)).toBeNull();
  });

  test("joins neighbours beyond the limit, losing no count and no sign", () => {
    const bins = new Map<number, number>([[0, 7]]);
    for (let bin = 1; bin <= DISTRIBUTION_BINS_MAX * 3; bin++) bins.set(bin, 1).set(-bin, 2);
    const kept = roundTrip(bins);
    expect(kept.size).toBeLessThanOrEqual(DISTRIBUTION_BINS_MAX);
    const countOf = (wanted: (bin: number) => boolean) =>
      [...kept].reduce((sum, [bin, count]) => (wanted(bin) ? sum + count : sum), 0);
    expect(countOf((bin) => bin > 0)).toBe(DISTRIBUTION_BINS_MAX * 3);
    expect(countOf((bin) => bin < 0)).toBe(DISTRIBUTION_BINS_MAX * 6);
    expect(kept.get(0)).toBe(7);
  });
});

describe("addDistribution()", () => {
  test("adds to what is there", () => {
    const into = new Map([[binOf(100), 3]]);
    addDistribution(into, encodeDistribution(new Map([[binOf(100), 4]])) ?? new Uint8Array());
    expect(into).toEqual(new Map([[binOf(100), 7]]));
    expect(Math.abs(valueOfBin(binOf(100)) - 100)).toBeLessThan(1);
  });
});
