import { expect, test } from "vitest";
import { FakeClock } from "../../base/fake-clock.ts";
import {
  ExecutionLog,
  javaMap,
  LOG_LINE_BYTES_MAX,
  LOG_LINES_MAX,
  logTimestamp,
} from "./execution-log.ts";

const ALL = { traces: true, errorsOnly: false };

test("logTimestamp() writes a time as Java does", () => {
  expect(logTimestamp(Date.UTC(2025, 7, 9, 17, 4, 50))).toBe("Sat Aug 09 17:04:50 UTC 2025");
});

test("an ExecutionLog of a test names the request once, one of a stage on every line", () => {
  const log = new ExecutionLog(new FakeClock(), ALL);
  log.info("one");
  log.error("two");
  expect(log.testInvokeText("id")).toMatch(
    /^Execution log for request id\n[^\n]+ UTC \d{4} : one\n[^\n]+ : two\n$/,
  );
  expect(log.stageLines("id")).toEqual(["(id) one", "(id) two"]);
});

test("javaMap() hides credentials but for their end", () => {
  expect(
    javaMap([
      ["X-API-Key", "0123456789abcdef"],
      ["Authorization", "short"],
      ["X-Own", "0123456789abcdef"],
    ]),
  ).toBe("{X-API-Key=**********abcdef, Authorization=***rt, X-Own=0123456789abcdef}");
});

test("an ExecutionLog of errors only leaves out the rest, one without data trace the bodies", () => {
  const errors = new ExecutionLog(new FakeClock(), { traces: true, errorsOnly: true });
  const plain = new ExecutionLog(new FakeClock(), { traces: false, errorsOnly: false });
  for (const log of [errors, plain]) {
    log.info("info");
    log.trace(() => "trace");
    log.error("error");
  }
  expect(errors.stageLines("i")).toEqual(["(i) error"]);
  expect(plain.stageLines("i")).toEqual(["(i) info", "(i) error"]);
});

test("an ExecutionLog cuts lines that are too long and stops when there are too many", () => {
  const log = new ExecutionLog(new FakeClock(), ALL);
  for (let i = 0; i < LOG_LINES_MAX + 10; i++) log.info("é".repeat(2000));
  const lines = log.stageLines("id");
  expect(lines).toHaveLength(LOG_LINES_MAX);
  expect(Buffer.byteLength(lines[0] ?? "")).toBeLessThanOrEqual(LOG_LINE_BYTES_MAX + 2);
  expect(lines[0]).toMatch(/ \[TRUNCATED\]$/);
});
