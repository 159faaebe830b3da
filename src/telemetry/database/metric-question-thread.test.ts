// Heavy metric math is calculated in the store's thread: the thread of the traffic goes on meanwhile, and so does what
// the store has to keep. With the real thread.
import { setImmediate as turn } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseMetricMath } from "../../store/metric-math/metric-math-parser.ts";
import {
  MetricQuestionError,
  type MetricQuestion,
} from "../../store/metric-math/metric-question.ts";
import {
  datumOf,
  openTelemetryTestBed,
  readMessages,
  readPoints,
  TEST_IDENTITY,
  TEST_PLACE,
  TEST_SCOPE,
  type TelemetryTestBed,
} from "./telemetry-fixture.ts";

const HOUR_MS = 3_600_000;
/** Of the test's own; far more than the answer of a call takes, far less than a second of calculating. */
const TURNS_MIN = 200;

let bed: TelemetryTestBed;
beforeAll(() => {
  bed = openTelemetryTestBed({ inThread: true });
});
afterAll(() => bed.store.close());

function questionOf(expression: string, hours: number): MetricQuestion {
  const nowMs = bed.clock.nowMs();
  return {
    queries: [
      {
        kind: "metric",
        id: "m",
        label: null,
        returnData: false,
        identity: TEST_IDENTITY,
        statistic: { kind: "basic", name: "Sum" },
        statisticName: "Sum",
        periodSeconds: 60,
        unit: null,
      },
      {
        kind: "expression",
        id: "e",
        label: null,
        returnData: true,
        expression: parseMetricMath(expression),
        periodSeconds: null,
      },
    ],
    startMs: nowMs - hours * HOUR_MS,
    endMs: nowMs,
    isAscending: true,
    from: { line: 0, point: 0 },
    pointsMax: 10,
  };
}

/** 43,200 values in each of 39 parts: within what may be asked, and a second's work or more. */
const HEAVY = `FILL(m,1)${"+FILL(m,1)".repeat(18)}`;

test("a heavy expression leaves the asking thread its turns", async () => {
  await bed.store.metrics.put(TEST_SCOPE, [datumOf(bed.clock.nowMs() - HOUR_MS, [5])]);
  let isAnswered = false;
  const answering = bed.store.metrics
    .answer(TEST_SCOPE, questionOf(HEAVY, 24 * 30))
    .then((answer) => {
      isAnswered = true;
      return answer;
    });
  let turns = 0;
  for (; !isAnswered; turns++) await turn();
  const { lines, next } = await answering;
  expect(turns).toBeGreaterThan(TURNS_MIN);
  expect([...(lines[0]?.values ?? [])]).toEqual(Array<number>(10).fill(19));
  expect(next).toEqual({ line: 0, point: 10 });
});

test("what is to be kept, and other questions, do not wait for a heavy expression", async () => {
  const { metrics, logs, sink } = bed.store;
  const events: string[] = [];
  const answering = metrics
    .answer(TEST_SCOPE, questionOf(HEAVY, 24 * 30))
    .then(() => events.push("answered"));
  sink.append(TEST_SCOPE, TEST_PLACE, bed.clock.nowMs(), "meanwhile");
  const { messages } = await readMessages(logs);
  events.push(...messages);
  const nowMs = bed.clock.nowMs();
  await metrics.put(TEST_SCOPE, [datumOf(nowMs, [7])]);
  const range = { startMs: nowMs - HOUR_MS, endMs: nowMs + 60_000, periodSeconds: 60 };
  events.push(String((await readPoints(metrics, range)).at(-1)?.sum));
  await answering;
  expect(events).toEqual(["meanwhile", "7", "answered"]);
});

test("several are answered one after the other, and all of them", async () => {
  const { metrics } = bed.store;
  const sums = await Promise.all(
    [1, 2, 3].map(async (times) => {
      const expression = `FILL(m,0)${"+FILL(m,0)".repeat(times)}`;
      const { lines } = await metrics.answer(TEST_SCOPE, questionOf(expression, 2));
      return lines[0]?.values.length;
    }),
  );
  expect(sums).toEqual([10, 10, 10]);
});

test("what is wrong with an expression crosses as it is", async () => {
  const asked = bed.store.metrics.answer(TEST_SCOPE, questionOf(HEAVY, 24 * 300));
  await expect(asked).rejects.toThrow(MetricQuestionError);
  await expect(asked).rejects.toThrow(/^Error in expression 'e': .*too many values/);
});
