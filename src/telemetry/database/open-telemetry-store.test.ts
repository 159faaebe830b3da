// The telemetry store as everybody sees it: what waits, what is bounded, what is said, with and without its thread.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "vitest";
import { FakeClock } from "../../base/fake-clock.ts";
import { silentLogger } from "../../base/logger.ts";
import {
  datumOf,
  filterMessages,
  openTelemetryTestBed,
  readMessages,
  readPoints,
  sweepTelemetry,
  TEST_PLACE,
  TEST_SCOPE,
} from "./telemetry-fixture.ts";
import {
  HANDOVER_INTERVAL_MS,
  HANDOVER_LINES_MAX,
  MESSAGE_BYTES_MAX,
  PROBE_INTERVAL_MS,
  RESTART_DELAY_MS,
  TELEMETRY_LIMITS,
} from "./telemetry-limits.ts";
import { WorkerPort } from "./worker-port.ts";

const root = mkdtempSync(join(tmpdir(), "postern-telemetry-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function append(bed: ReturnType<typeof openTelemetryTestBed>, ...messages: string[]): void {
  for (const message of messages) {
    bed.store.sink.append(TEST_SCOPE, TEST_PLACE, bed.clock.nowMs(), message);
  }
}

describe.for([false, true])("openTelemetryStore(), in a thread: %s", (inThread) => {
  test("gives back what was taken, and refusals with their kind", async () => {
    const bed = openTelemetryTestBed({ inThread });
    const { store, clock } = bed;
    append(bed, "one", "two\0 ü");
    expect(await readMessages(store.logs)).toMatchObject({ messages: ["one", "two\0 ü"] });
    const datum = datumOf(clock.nowMs(), [3, 4]);
    await store.metrics.put(TEST_SCOPE, [datum]);
    const range = { startMs: clock.nowMs(), endMs: clock.nowMs() + 1, periodSeconds: 60 };
    const [point] = await readPoints(store.metrics, range);
    expect(point).toMatchObject({ sum: 7, distribution: datum.distribution });
    const group = { name: "group", groupClass: "STANDARD", kmsKeyId: "", tags: {} };
    await expect(store.logs.createGroup(TEST_SCOPE, group)).rejects.toMatchObject({
      name: "LogStoreError",
      kind: "group-exists",
    });
    await store.reset();
    expect(await store.logs.findGroup(TEST_SCOPE, "group")).toBeUndefined();
    await store.close();
    await expect(store.logs.findGroup(TEST_SCOPE, "group")).rejects.toThrow("it is closed");
  });

  test("keeps what it has in its directory, what waits at the close included", async () => {
    const directory = join(root, `kept-${inThread}`);
    const first = openTelemetryTestBed({ directory, inThread });
    await first.store.metrics.put(TEST_SCOPE, [datumOf(first.clock.nowMs(), [1])]);
    append(first, "waits");
    await first.store.close();
    append(first, "too late");
    const { store, clock } = openTelemetryTestBed({ directory, inThread });
    expect(await readMessages(store.logs)).toMatchObject({ messages: ["waits"] });
    await store.metrics.put(TEST_SCOPE, [datumOf(clock.nowMs(), [2])]);
    const range = { startMs: clock.nowMs(), endMs: clock.nowMs() + 1, periodSeconds: 60 };
    expect(await readPoints(store.metrics, range)).toMatchObject([{ sum: 3, sampleCount: 2 }]);
    await store.close();
  });

  test("moves a file aside that is no database, says so, and begins a new one", async () => {
    const directory = join(root, `corrupt-${inThread}`);
    mkdirSync(directory);
    writeFileSync(join(directory, "telemetry.sqlite"), "this is no database at all ".repeat(100));
    const bed = openTelemetryTestBed({ directory, inThread });
    append(bed, "new");
    expect(await readMessages(bed.store.logs)).toMatchObject({ messages: ["new"] });
    expect(bed.logged).toEqual([
      expect.stringMatching(/^error Cannot read the telemetry file: .*kept as/),
    ]);
    expect(readdirSync(directory).filter((name) => name.includes(".corrupt-"))).not.toEqual([]);
    await bed.store.close();
  });
});

describe("openTelemetryStore()", () => {
  test("goes on writing while a long question is answered by its thread", async () => {
    const bed = openTelemetryTestBed({ inThread: true });
    const { store, clock } = bed;
    for (let i = 0; i < 30_000; i++) append(bed, `line ${i}`);
    await store.flush();
    const done: string[] = [];
    await Promise.all([
      filterMessages(store.logs, { pattern: "nowhere" }).then(() => done.push("filter")),
      filterMessages(store.logs, { pattern: "never" }).then(() => done.push("filter")),
      store.metrics.put(TEST_SCOPE, [datumOf(clock.nowMs(), [1])]).then(() => done.push("put")),
    ]);
    expect(done).toEqual(["put", "filter", "filter"]);
    await store.close();
  });

  test("hands lines over by itself a quarter of a second after the first", async () => {
    const bed = openTelemetryTestBed();
    await bed.store.flush();
    const before = bed.clock.pendingCount;
    append(bed, "a", "b");
    expect(bed.clock.pendingCount).toBe(before + 1);
    bed.clock.advance(HANDOVER_INTERVAL_MS - 1);
    expect(bed.clock.pendingCount).toBe(before + 1);
    bed.clock.advance(1);
    expect(bed.clock.pendingCount).toBe(before);
    expect(await readMessages(bed.store.logs)).toMatchObject({ messages: ["a", "b"] });
    await bed.store.close();
  });

  test("takes so many lines and characters while they wait, drops and counts the rest", async () => {
    const bed = openTelemetryTestBed({ limits: { bufferedLinesMax: 3 } });
    append(bed, "1", "2", "3", "4", "5");
    expect(await bed.store.status()).toMatchObject({ droppedLogEvents: 2, writable: true });
    expect((await readMessages(bed.store.logs)).messages).toEqual(["1", "2", "3"]);
    await bed.store.flush();
    append(bed, "6");
    expect((await readMessages(bed.store.logs)).messages).toEqual(["1", "2", "3", "6"]);
    expect(bed.logged.filter((line) => line.startsWith("warn"))).toHaveLength(1);
    const narrow = openTelemetryTestBed({ limits: { bufferedCharactersMax: 10 } });
    append(narrow, "x".repeat(6), "x".repeat(5), "x".repeat(4));
    expect((await readMessages(narrow.store.logs)).messages).toEqual(["xxxxxx", "xxxx"]);
  });

  test("hands lines over at once when many wait", () => {
    const bed = openTelemetryTestBed();
    const before = bed.clock.pendingCount;
    for (let i = 1; i < HANDOVER_LINES_MAX; i++) append(bed, "x");
    expect(bed.clock.pendingCount).toBe(before + 1);
    append(bed, "last");
    // What is left is the sweep, due because the store is used.
    bed.clock.advance(HANDOVER_INTERVAL_MS);
    expect(bed.clock.pendingCount).toBe(before + 1);
  });

  test("cuts a line at a megabyte of UTF-8, between characters", async () => {
    const bed = openTelemetryTestBed();
    append(bed, `a${"é".repeat(MESSAGE_BYTES_MAX)}`);
    const [message = ""] = (await readMessages(bed.store.logs)).messages;
    expect(message).toBe(`a${"é".repeat(MESSAGE_BYTES_MAX / 2 - 1)}`);
  });

  test("drops the oldest events when its size is reached, and keeps the metrics", async () => {
    const sizeBytesMax = 2 * 1024 * 1024;
    const bed = openTelemetryTestBed({ directory: join(root, "size"), limits: { sizeBytesMax } });
    const { store, clock } = bed;
    await store.metrics.put(TEST_SCOPE, [datumOf(clock.nowMs(), [1])]);
    for (let batch = 0; batch < 6; batch++) {
      for (let i = 0; i < 1_000; i++) append(bed, `${batch} ${"x".repeat(1_000)}`);
      await store.flush();
    }
    await sweepTelemetry(bed);
    expect((await store.status()).sizeBytes).toBeLessThanOrEqual(sizeBytesMax);
    append(bed, "newest");
    const { messages } = await readMessages(store.logs, { fromHead: false });
    expect(messages.at(-1)).toBe("newest");
    const range = { startMs: clock.nowMs() - 120_000, endMs: clock.nowMs(), periodSeconds: 60 };
    expect(await readPoints(store.metrics, range)).toHaveLength(1);
    await store.close();
  });

  test("leaves a file of a later version alone, says why, and drops", async () => {
    const directory = join(root, "later-version");
    mkdirSync(directory);
    const later = new DatabaseSync(join(directory, "telemetry.sqlite"));
    later.exec("PRAGMA user_version = 99");
    later.close();
    const bed = openTelemetryTestBed({ directory });
    append(bed, "lost");
    await bed.store.flush();
    const status = await bed.store.status();
    expect(status).toMatchObject({ writable: false, droppedLogEvents: 1 });
    expect(status.lastError).toContain("its format is version 99");
    expect(readdirSync(directory)).toContain("telemetry.sqlite");
  });

  test("goes without a directory that cannot be used until it can", async () => {
    const directory = join(root, "in-the-way");
    writeFileSync(directory, "a file");
    const bed = openTelemetryTestBed({ directory });
    const { store, clock } = bed;
    append(bed, "lost");
    await store.flush();
    await expect(
      store.metrics.put(TEST_SCOPE, [datumOf(clock.nowMs(), [1])]),
    ).rejects.toMatchObject({
      name: "TelemetryStorageError",
    });
    expect(await store.status()).toMatchObject({
      writable: false,
      droppedLogEvents: 1,
      droppedMetricData: 1,
    });
    expect(bed.logged.filter((line) => line.startsWith("error"))).toHaveLength(1);
    rmSync(directory);
    clock.advance(PROBE_INTERVAL_MS);
    await store.flush();
    expect(await store.status()).toMatchObject({ writable: true, lastError: "" });
    append(bed, "kept");
    expect(await readMessages(store.logs)).toMatchObject({ messages: ["kept"] });
    await store.close();
  });
});

describe("WorkerPort", () => {
  test("rejects what waits when its thread ends, says so, and begins another", async () => {
    const clock = new FakeClock();
    const logged: string[] = [];
    const port = new WorkerPort({
      threadData: { directory: join(root, "thread"), limits: TELEMETRY_LIMITS },
      callsMax: 2,
      clock,
      logger: { ...silentLogger, error: (message) => logged.push(message) },
    });
    const nowMs = clock.nowMs();
    await port.call("probe", nowMs, null);
    const waiting = [port.call("probe", nowMs, null), port.call("probe", nowMs, null)];
    await expect(port.call("probe", nowMs, null)).rejects.toThrow("too many calls wait");
    const outcomes = Promise.allSettled(waiting);
    await port.terminate();
    await outcomes;
    expect(logged).toEqual(["The telemetry thread has ended; it is begun again"]);
    await expect(port.call("probe", nowMs, null)).rejects.toThrow("begun again in a moment");
    clock.advance(RESTART_DELAY_MS);
    await port.call("probe", nowMs, null);
    await port.close();
  });
});
