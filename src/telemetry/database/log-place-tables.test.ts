// Log groups and streams, over the store in this thread.
import { describe, expect, test } from "vitest";
import type { LogStore } from "../../store/log-store.ts";
import {
  filterMessages,
  openTelemetryTestBed,
  readMessages,
  sweepTelemetry,
  TEST_PLACE,
  TEST_SCOPE,
} from "./telemetry-fixture.ts";

const DAY_MS = 86_400_000;

function createGroup(logs: LogStore, name: string): Promise<void> {
  return logs.createGroup(TEST_SCOPE, {
    name,
    groupClass: "STANDARD",
    kmsKeyId: "",
    tags: { team: "shop" },
  });
}

describe("log groups", () => {
  test("are kept with their settings", async () => {
    const { store, clock } = openTelemetryTestBed();
    const { logs } = store;
    await createGroup(logs, "group");
    const created = {
      name: "group",
      createdAtMs: clock.nowMs(),
      retentionDays: null,
      storedBytes: 0,
      metricFilterCount: 0,
      groupClass: "STANDARD",
      kmsKeyId: "",
      tags: { team: "shop" },
    };
    expect(await logs.findGroup(TEST_SCOPE, "group")).toEqual(created);
    await logs.changeGroup(TEST_SCOPE, "group", { retentionDays: 7, kmsKeyId: "key", tags: {} });
    const changed = { ...created, retentionDays: 7, kmsKeyId: "key", tags: {} };
    expect(await logs.findGroup(TEST_SCOPE, "group")).toEqual(changed);
    await logs.changeGroup(TEST_SCOPE, "group", { retentionDays: null });
    expect(await logs.findGroup(TEST_SCOPE, "group")).toEqual({ ...changed, retentionDays: null });
    const elsewhere = { ...TEST_SCOPE, region: "us-east-1" };
    expect(await logs.findGroup(elsewhere, "group")).toBeUndefined();
  });

  test("refuse what is there twice and what is not there", async () => {
    const { logs } = openTelemetryTestBed().store;
    await createGroup(logs, "group");
    await expect(createGroup(logs, "group")).rejects.toMatchObject({ kind: "group-exists" });
    const missing = { kind: "group-not-found" };
    await expect(logs.deleteGroup(TEST_SCOPE, "no")).rejects.toMatchObject(missing);
    await expect(logs.changeGroup(TEST_SCOPE, "no", {})).rejects.toMatchObject(missing);
    await expect(logs.createStream(TEST_SCOPE, "no", "s")).rejects.toMatchObject(missing);
    await expect(filterMessages(logs, { groupName: "no" })).rejects.toMatchObject(missing);
  });

  test("are listed by name, by prefix and part, in pages", async () => {
    const { logs } = openTelemetryTestBed().store;
    for (const name of ["/aws/b", "/aws/a", "/aws/c", "/other/a", "%_"]) {
      await createGroup(logs, name);
    }
    const list = async (prefix: string, part: string, after: string | null, limit = 50) => {
      const query = { prefix, part, after, limit };
      const { items, next } = await logs.listGroups(TEST_SCOPE, query);
      return [items.map(({ name }) => name), next];
    };
    expect(await list("", "", null)).toEqual([
      ["%_", "/aws/a", "/aws/b", "/aws/c", "/other/a"],
      null,
    ]);
    expect(await list("/aws/", "", null, 2)).toEqual([["/aws/a", "/aws/b"], "/aws/b"]);
    expect(await list("/aws/", "", "/aws/b", 2)).toEqual([["/aws/c"], null]);
    expect(await list("", "/a", null)).toEqual([["/aws/a", "/aws/b", "/aws/c", "/other/a"], null]);
    expect(await list("%", "_", null)).toEqual([["%_"], null]);
  });

  test("that are deleted take their events with them, at once for readers, later on disk", async () => {
    const bed = openTelemetryTestBed();
    const { store, clock } = bed;
    for (let i = 0; i < 6_000; i++)
      store.sink.append(TEST_SCOPE, TEST_PLACE, clock.nowMs(), "x".repeat(200));
    const { items } = await store.logs.filterEvents(TEST_SCOPE, {
      groupName: "group",
      streamNames: null,
      streamPrefix: "",
      startMs: null,
      endMs: null,
      pattern: "",
      after: null,
      limit: 1,
    });
    const { sizeBytes } = await store.status();
    await store.logs.deleteGroup(TEST_SCOPE, "group");
    expect(await store.logs.findEvent(TEST_SCOPE, items[0]?.eventId ?? "")).toBeUndefined();
    store.sink.append(TEST_SCOPE, TEST_PLACE, clock.nowMs(), "new");
    expect(await readMessages(store.logs)).toMatchObject({ messages: ["new"] });
    await sweepTelemetry(bed);
    expect((await store.status()).sizeBytes).toBeLessThan(sizeBytes / 2);
    expect(await readMessages(store.logs)).toMatchObject({ messages: ["new"] });
  });

  test("forget events after their days of retention", async () => {
    const bed = openTelemetryTestBed();
    const { store, clock } = bed;
    const nowMs = clock.nowMs();
    store.sink.append(TEST_SCOPE, TEST_PLACE, nowMs - 2 * DAY_MS, "old");
    store.sink.append(TEST_SCOPE, TEST_PLACE, nowMs, "new");
    await sweepTelemetry(bed);
    expect(await readMessages(store.logs)).toMatchObject({ messages: ["old", "new"] });
    await store.logs.changeGroup(TEST_SCOPE, "group", { retentionDays: 1 });
    await sweepTelemetry(bed);
    expect(await readMessages(store.logs)).toMatchObject({ messages: ["new"] });
    expect(await store.logs.findGroup(TEST_SCOPE, "group")).toMatchObject({ storedBytes: 3 + 26 });
    clock.advance(DAY_MS);
    await sweepTelemetry(bed);
    expect(await readMessages(store.logs)).toMatchObject({ messages: [] });
  });
});

describe("log streams", () => {
  test("are kept with the times of their events and their size", async () => {
    const { store, clock } = openTelemetryTestBed();
    const { logs } = store;
    const startMs = clock.nowMs();
    await createGroup(logs, "group");
    await logs.createStream(TEST_SCOPE, "group", "stream");
    const query = {
      groupName: "group",
      prefix: "",
      order: "name",
      descending: false,
      after: null,
      limit: 50,
    } as const;
    const empty = {
      name: "stream",
      createdAtMs: startMs,
      firstEventAtMs: null,
      lastEventAtMs: null,
      lastIngestionAtMs: null,
      storedBytes: 0,
    };
    expect((await logs.listStreams(TEST_SCOPE, query)).items).toEqual([empty]);
    clock.advance(5_000);
    await logs.putEvents(TEST_SCOPE, TEST_PLACE, [
      { atMs: startMs + 200, message: "é" },
      { atMs: startMs + 100, message: "ab" },
    ]);
    expect((await logs.listStreams(TEST_SCOPE, query)).items).toEqual([
      {
        ...empty,
        firstEventAtMs: startMs + 100,
        lastEventAtMs: startMs + 200,
        lastIngestionAtMs: startMs + 5_000,
        storedBytes: 2 * (2 + 26),
      },
    ]);
    expect(await logs.findGroup(TEST_SCOPE, "group")).toMatchObject({ storedBytes: 56 });
    await logs.deleteStream(TEST_SCOPE, "group", "stream");
    expect((await logs.listStreams(TEST_SCOPE, query)).items).toEqual([]);
    expect(await logs.findGroup(TEST_SCOPE, "group")).toMatchObject({ storedBytes: 0 });
  });

  test("refuse what is there twice and what is not there", async () => {
    const { logs } = openTelemetryTestBed().store;
    await createGroup(logs, "group");
    await logs.createStream(TEST_SCOPE, "group", "stream");
    await expect(logs.createStream(TEST_SCOPE, "group", "stream")).rejects.toMatchObject({
      kind: "stream-exists",
    });
    const missing = { kind: "stream-not-found" };
    await expect(logs.deleteStream(TEST_SCOPE, "group", "no")).rejects.toMatchObject(missing);
    const place = { groupName: "group", streamName: "no" };
    await expect(logs.putEvents(TEST_SCOPE, place, [])).rejects.toMatchObject(missing);
    await expect(readMessages(logs, place)).rejects.toMatchObject(missing);
    await expect(filterMessages(logs, { streamNames: ["no"] })).rejects.toMatchObject(missing);
  });

  test("that were deleted are made anew by the next line", async () => {
    const { store, clock } = openTelemetryTestBed();
    store.sink.append(TEST_SCOPE, TEST_PLACE, clock.nowMs(), "old");
    await store.logs.deleteStream(TEST_SCOPE, "group", "stream");
    store.sink.append(TEST_SCOPE, TEST_PLACE, clock.nowMs(), "new");
    expect(await readMessages(store.logs)).toMatchObject({ messages: ["new"] });
    expect(await filterMessages(store.logs)).toMatchObject({ messages: ["new"] });
  });

  test.for([
    ["name", false, ["a", "b", "c", "d"]],
    ["name", true, ["d", "c", "b", "a"]],
    ["last-event", false, ["d", "c", "a", "b"]],
    ["last-event", true, ["b", "a", "c", "d"]],
  ] as const)("are listed by %s, descending %s", async ([order, descending, expected]) => {
    const { store, clock } = openTelemetryTestBed();
    const { logs, sink } = store;
    const lines = [
      ["a", 2],
      ["b", 2],
      ["c", 1],
    ] as const;
    for (const [streamName, second] of lines) {
      const atMs = clock.nowMs() + second * 1000;
      sink.append(TEST_SCOPE, { groupName: "group", streamName }, atMs, "x");
    }
    await store.flush();
    await logs.createStream(TEST_SCOPE, "group", "d");
    const found: string[] = [];
    let after: string | null = null;
    do {
      const query = { groupName: "group", prefix: "", order, descending, after, limit: 1 };
      const page = await logs.listStreams(TEST_SCOPE, query);
      found.push(...page.items.map(({ name }) => name));
      after = page.next;
    } while (after !== null);
    expect(found).toEqual(expected);
  });
});
