import { expect, test } from "vitest";
import { binOf } from "../../store/metric-distribution.ts";
import { DistributionCell } from "./distribution-cell.ts";
import { ALB_GROUP } from "./alb-definitions.ts";
import { HTTP_API_STAGE } from "./api-definitions.ts";

test("DistributionCell takes what was added and begins anew", () => {
  const cell = new DistributionCell(ALB_GROUP.responseTime);
  expect(cell.take()).toBeNull();
  for (const value of [0.5, 0.5, 2, 0]) cell.add(value);
  expect(cell.take()).toEqual({
    sampleCount: 4,
    sum: 3,
    minimum: 0,
    maximum: 2,
    distribution: new Map([
      [0, 1],
      [binOf(0.5), 2],
      [binOf(2), 1],
    ]),
  });
  expect(cell.take()).toBeNull();
  cell.add(1);
  expect(cell.take()?.distribution).toEqual(new Map([[binOf(1), 1]]));
  expect([cell.totalCount, cell.totalSum]).toEqual([5, 4]);
});

test("DistributionCell counts what is beyond its bins in the outermost ones", () => {
  const cell = new DistributionCell(HTTP_API_STAGE.latency);
  cell.add(1e-9);
  cell.add(1e12);
  cell.add(-5);
  const taken = cell.take();
  expect(taken).toMatchObject({ sampleCount: 3, minimum: 0, maximum: 1e12 });
  const counts = [...(taken?.distribution?.values() ?? [])];
  expect(counts).toEqual([1, 1, 1]);
  expect(cell.bucketTotals[0]).toBe(2);
  expect(cell.bucketTotals.at(-1)).toBe(1);
});
