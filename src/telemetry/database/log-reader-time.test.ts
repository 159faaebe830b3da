// How long a question may hold the thread when single events take long.
import { expect, test } from "vitest";
import type { LogEventTables } from "./log-event-tables.ts";
import type { LogPlaceTables } from "./log-place-tables.ts";
import { LogReader } from "./log-reader.ts";
import { TELEMETRY_LIMITS } from "./telemetry-limits.ts";

const SCOPE = { account: "000000000000", region: "us-east-1" };
const EVENTS = 100;
const MS_PER_EVENT = 60;

test("filterEvents() pauses and ends within a slice whose events take long", () => {
  let nowMs = 0;
  let pauses = 0;
  const events = Array.from({ length: EVENTS }, (_, n) => ({
    bytes: 1,
    streamId: 1,
    position: { atMs: n, id: n + 1 },
    event: { message: String(n) },
  }));
  const reader = new LogReader(
    { groupId: () => 1, streamsOf: () => null } as unknown as LogPlaceTables,
    { sliceOfGroup: () => events } as unknown as LogEventTables,
    {
      limits: TELEMETRY_LIMITS,
      monotonicMs: () => (nowMs += MS_PER_EVENT),
      betweenSlices: () => void pauses++,
    },
  );
  const page = reader.filterEvents(SCOPE, {
    groupName: "g",
    streamNames: null,
    streamPrefix: "",
    pattern: "nothing",
    startMs: null,
    endMs: null,
    after: null,
    limit: 10,
  });
  expect(page.next).toMatch(/^p\/\d+\/\d+$/);
  expect(pauses).toBeGreaterThan(5);
  expect(nowMs).toBeLessThan(TELEMETRY_LIMITS.filterTimeMsMax + 5 * MS_PER_EVENT);
});
