import { expect, test } from "vitest";
import { LINES_PER_PAGE_MAX, pageOfLines } from "./metric-lines.ts";
import type { MathValue } from "./metric-math-value.ts";
import { parseMetricMath } from "./metric-math-parser.ts";
import type { DataQuery, LinePosition, MetricAnswer, MetricQuestion } from "./metric-question.ts";
import type { TimeSeries } from "./time-series.ts";

function series(label: string, values: readonly number[]): TimeSeries {
  const points = new Map(values.map((value, n) => [n * 60_000, value]));
  return { label, isMetric: false, periodSeconds: 60, startMs: 0, endMs: 600_000, points };
}

function query(id: string, label: string | null = null): DataQuery {
  const expression = parseMetricMath("1");
  return { kind: "expression", id, label, returnData: true, expression, periodSeconds: 60 };
}

function ask(
  values: Readonly<Record<string, MathValue>>,
  changes: Partial<MetricQuestion> = {},
): MetricAnswer {
  const question: MetricQuestion = {
    queries: Object.keys(values).map((id) => query(id)),
    startMs: 0,
    endMs: 600_000,
    isAscending: true,
    from: { line: 0, point: 0 },
    pointsMax: 1_000,
    ...changes,
  };
  return pageOfLines(question, new Map(Object.entries(values)));
}

const VALUES: Readonly<Record<string, MathValue>> = {
  a: { kind: "series", series: series("one", [1, 2, 3, 4]) },
  b: { kind: "array", all: [series("x", [5, 6]), series("y", [])] },
};

test.for([
  ["the oldest first", true, [1, 2, 3, 4, 5, 6]],
  ["the newest first", false, [4, 3, 2, 1, 6, 5]],
] as const)(
  "pageOfLines() gives the same points whatever the size of a page, %s",
  ([, isAscending, all]) => {
    for (const pointsMax of [1, 2, 3, 4, 5, 100]) {
      const seen: number[] = [];
      let from: LinePosition | null = { line: 0, point: 0 };
      let wholes = 0;
      while (from !== null) {
        const page: MetricAnswer = ask(VALUES, { isAscending, from, pointsMax });
        for (const line of page.lines) {
          seen.push(...line.values);
          wholes += Number(line.isWhole);
        }
        from = page.next;
      }
      expect([pointsMax, seen, wholes]).toEqual([pointsMax, all, 3]);
    }
  },
);

test("pageOfLines() puts times beside values, and names lines of arrays by their series", () => {
  const { lines } = ask(VALUES, { isAscending: false });
  expect(lines.map(({ id, label, isOfArray }) => [id, label, isOfArray])).toEqual([
    ["a", "a", false],
    ["b", "x", true],
    ["b", "y", true],
  ]);
  expect([...(lines[0]?.times ?? [])]).toEqual([180_000, 120_000, 60_000, 0]);
});

test("pageOfLines() names what is neither a series nor an array", () => {
  expect(ask({ a: { kind: "scalar", value: 1 } })).toEqual({
    lines: [],
    unsuitable: ["a"],
    next: null,
  });
});

test("pageOfLines() has so many lines to a page, however short they are", () => {
  const all = Array<TimeSeries>(LINES_PER_PAGE_MAX).fill(series("", []));
  const { lines, next } = ask({ a: { kind: "array", all }, b: { kind: "array", all } });
  expect(lines).toHaveLength(LINES_PER_PAGE_MAX);
  expect(next).toEqual({ line: LINES_PER_PAGE_MAX, point: 0 });
});
