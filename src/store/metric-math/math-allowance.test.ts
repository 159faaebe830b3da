import { expect, test } from "vitest";
import { answerMetricQuestion, type MetricPlace } from "./answer-metric-question.ts";
import { parseMetricMath } from "./metric-math-parser.ts";
import type { MetricAnswer, MetricQuestion } from "./metric-question.ts";

const END_MS = Date.UTC(2026, 10, 22, 12);

/** Without a metric; a search is answered with an empty page. */
class NoMetrics implements MetricPlace {
  readonly nowMs = END_MS;
  pauses = 0;

  read(): [] {
    return [];
  }

  search(): { metrics: []; next: null } {
    return { metrics: [], next: null };
  }

  pause(): void {
    this.pauses++;
  }
}

function questionOf(expressions: readonly string[], hours = 1): MetricQuestion {
  return {
    queries: expressions.map((expression, n) => ({
      kind: "expression",
      id: `e${n}`,
      label: null,
      returnData: n === expressions.length - 1,
      expression: parseMetricMath(expression),
      periodSeconds: 60,
    })),
    startMs: END_MS - hours * 3_600_000,
    endMs: END_MS,
    isAscending: true,
    from: { line: 0, point: 0 },
    pointsMax: 100_000,
  };
}

function answerAll(expressions: readonly string[], hours = 1): MetricAnswer {
  return answerMetricQuestion(questionOf(expressions, hours), new NoMetrics());
}

function arrayOf(id: string, count: number): string {
  return `[${Array<string>(count).fill(id).join(",")}]`;
}

test("answerMetricQuestion() refuses arrays of arrays that grow beyond all bounds", () => {
  const bomb = ["TIME_SERIES(1)", arrayOf("e0", 500), arrayOf("e1", 500), arrayOf("e2", 500)];
  expect(() => answerAll(bomb)).toThrow(/e\d.*An array has more than 10000 time series/);
});

test("answerMetricQuestion() refuses operators without number over a range of very many periods", () => {
  const long = `TIME_SERIES(1)${"+TIME_SERIES(1)".repeat(120)}`;
  expect(() => answerAll(Array<string>(20).fill(long), 24 * 30)).toThrow(
    /too many values to calculate/,
  );
});

test("answerMetricQuestion() refuses more searches than a hundred", () => {
  const search = "SEARCH('{A} a','Sum')";
  const five = `[${Array<string>(5).fill(search).join(",")}]`;
  expect(answerAll(Array<string>(20).fill(five)).lines).toEqual([]);
  expect(() => answerAll(Array<string>(21).fill(five))).toThrow(/more than 100 searches/);
});

test("answerMetricQuestion() pauses between the parts of an expression", () => {
  const place = new NoMetrics();
  answerMetricQuestion(questionOf([`TIME_SERIES(1)${"+TIME_SERIES(1)".repeat(9)}`]), place);
  expect(place.pauses).toBe(19);
});
