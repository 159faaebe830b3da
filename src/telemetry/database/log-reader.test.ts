// Log events as they are read, paged and filtered, over the store in this thread.
import { describe, expect, test } from "vitest";
import {
  filterMessages,
  openTelemetryTestBed,
  readMessages,
  TEST_PLACE,
  TEST_SCOPE,
  type TelemetryTestBed,
} from "./telemetry-fixture.ts";
import { MESSAGE_BYTES_MAX, SCAN_SLICE_ROWS } from "./telemetry-limits.ts";

/** Events "0", "1", … a second apart. */
function bedWith(count: number): TelemetryTestBed & { startMs: number } {
  const bed = openTelemetryTestBed();
  const startMs = bed.clock.nowMs();
  for (let i = 0; i < count; i++) {
    bed.store.sink.append(TEST_SCOPE, TEST_PLACE, startMs + i * 1000, String(i));
  }
  return { ...bed, startMs };
}

describe("readEvents()", () => {
  test("reads from the head and from the tail, in order of time", async () => {
    const { store } = bedWith(5);
    expect(await readMessages(store.logs, { limit: 2 })).toMatchObject({ messages: ["0", "1"] });
    expect(await readMessages(store.logs, { limit: 2, fromHead: false })).toMatchObject({
      messages: ["3", "4"],
    });
  });

  test("takes the start in and leaves the end out", async () => {
    const { store, startMs } = bedWith(5);
    const range = { startMs: startMs + 1000, endMs: startMs + 3000 };
    expect(await readMessages(store.logs, range)).toMatchObject({ messages: ["1", "2"] });
    expect(await readMessages(store.logs, { ...range, fromHead: false })).toMatchObject({
      messages: ["1", "2"],
    });
  });

  test("goes forward by tokens, returns the same one at the end, and sees what comes later", async () => {
    const { store, startMs } = bedWith(3);
    const first = await readMessages(store.logs, { limit: 2 });
    expect(first.forwardToken).toMatch(/^f\//);
    expect(first.backwardToken).toMatch(/^b\//);
    const second = await readMessages(store.logs, { limit: 2, token: first.forwardToken });
    expect(second.messages).toEqual(["2"]);
    const third = await readMessages(store.logs, { limit: 2, token: second.forwardToken });
    expect(third).toMatchObject({ messages: [], forwardToken: second.forwardToken });
    store.sink.append(TEST_SCOPE, TEST_PLACE, startMs + 9000, "later");
    const fourth = await readMessages(store.logs, { token: third.forwardToken });
    expect(fourth.messages).toEqual(["later"]);
    expect(await readMessages(store.logs, { token: third.backwardToken })).toMatchObject({
      messages: ["0", "1", "2"],
    });
  });

  test("goes backward by tokens and returns the same one at the beginning", async () => {
    const { store } = bedWith(5);
    const last = await readMessages(store.logs, { limit: 2, fromHead: false });
    const middle = await readMessages(store.logs, { limit: 2, token: last.backwardToken });
    expect(middle.messages).toEqual(["1", "2"]);
    const first = await readMessages(store.logs, { limit: 2, token: middle.backwardToken });
    expect(first.messages).toEqual(["0"]);
    const before = await readMessages(store.logs, { limit: 2, token: first.backwardToken });
    expect(before).toMatchObject({ messages: [], backwardToken: first.backwardToken });
    expect(await readMessages(store.logs, { token: before.forwardToken })).toMatchObject({
      messages: ["0", "1", "2", "3", "4"],
    });
  });

  test("keeps events of one moment in the order in which they came, across pages", async () => {
    const { store, clock } = openTelemetryTestBed();
    const expected: string[] = [];
    for (let i = 0; i < 25; i++) {
      store.sink.append(TEST_SCOPE, TEST_PLACE, clock.nowMs(), `m${i}`);
      expected.push(`m${i}`);
    }
    const found: string[] = [];
    let token: string | null = null;
    for (;;) {
      const page = await readMessages(store.logs, { limit: 10, token });
      found.push(...page.messages);
      if (page.forwardToken === token) break;
      token = page.forwardToken;
    }
    expect(found).toEqual(expected);
  });

  test("gives an empty stream a token that what comes later is found by", async () => {
    const { store, clock } = openTelemetryTestBed();
    const group = { name: "group", groupClass: "STANDARD", kmsKeyId: "", tags: {} };
    await store.logs.createGroup(TEST_SCOPE, group);
    await store.logs.createStream(TEST_SCOPE, "group", "stream");
    const empty = await readMessages(store.logs, { fromHead: false });
    expect(empty.messages).toEqual([]);
    store.sink.append(TEST_SCOPE, TEST_PLACE, clock.nowMs(), "first");
    const { forwardToken: token } = empty;
    expect(await readMessages(store.logs, { token })).toMatchObject({ messages: ["first"] });
  });

  test.for(["", "x", "f/1", "p/1/2", "f/1/2/3", "f/99999999999999999999/1"])(
    "refuses %j as a token",
    async (token) => {
      const { store } = bedWith(1);
      await expect(readMessages(store.logs, { token })).rejects.toMatchObject({
        kind: "invalid-token",
      });
    },
  );

  test("ends a page at a megabyte, with one event at least", async () => {
    const { store, clock } = openTelemetryTestBed();
    const message = "x".repeat(600_000);
    for (let i = 0; i < 3; i++)
      store.sink.append(TEST_SCOPE, TEST_PLACE, clock.nowMs() + i, message);
    store.sink.append(TEST_SCOPE, TEST_PLACE, clock.nowMs() + 3, "y".repeat(MESSAGE_BYTES_MAX));
    const lengths: number[][] = [];
    let token: string | null = null;
    for (let i = 0; i < 4; i++) {
      const page = await readMessages(store.logs, { token });
      lengths.push(page.messages.map(({ length }) => length));
      token = page.forwardToken;
    }
    expect(lengths).toEqual([[600_000], [600_000], [600_000], [MESSAGE_BYTES_MAX]]);
    const last = await readMessages(store.logs, { fromHead: false });
    expect(last.messages).toHaveLength(1);
  });
});

describe("putEvents()", () => {
  test("refuses a message beyond a megabyte of UTF-8, and all that came with it", async () => {
    const { store, clock } = bedWith(1);
    await readMessages(store.logs);
    const atMs = clock.nowMs();
    await expect(
      store.logs.putEvents(TEST_SCOPE, TEST_PLACE, [
        { atMs, message: "fits" },
        { atMs, message: "é".repeat(MESSAGE_BYTES_MAX / 2 + 1) },
      ]),
    ).rejects.toMatchObject({ name: "LogStoreError", kind: "too-large" });
    expect(await readMessages(store.logs)).toMatchObject({ messages: ["0"] });
    await store.logs.putEvents(TEST_SCOPE, TEST_PLACE, [
      { atMs, message: "é".repeat(MESSAGE_BYTES_MAX / 2) },
    ]);
  });

  test("keeps any text as it is, NUL and halves of characters aside replaced as UTF-8 has it", async () => {
    const { store, clock } = bedWith(1);
    await readMessages(store.logs);
    const texts = ["", "a\0b", "日本語 🎉", "line\r\n\tend", "'; DROP TABLE log_event; --"];
    const atMs = clock.nowMs() + 5_000;
    await store.logs.putEvents(
      TEST_SCOPE,
      TEST_PLACE,
      [...texts, "\ud800"].map((message) => ({ atMs, message })),
    );
    expect((await readMessages(store.logs)).messages).toEqual(["0", ...texts, "\ufffd"]);
  });
});

describe("filterEvents()", () => {
  test("interleaves streams by time and looks at those asked for", async () => {
    const { store, clock } = openTelemetryTestBed();
    for (let i = 0; i < 6; i++) {
      const streamName = ["a/1", "a/2", "b"][i % 3] ?? "";
      store.sink.append(TEST_SCOPE, { groupName: "group", streamName }, clock.nowMs() + i, `${i}`);
    }
    const messages = async (query: object) => (await filterMessages(store.logs, query)).messages;
    expect(await messages({})).toEqual(["0", "1", "2", "3", "4", "5"]);
    expect(await messages({ streamNames: ["b"] })).toEqual(["2", "5"]);
    expect(await messages({ streamNames: ["b", "a/1"] })).toEqual(["0", "2", "3", "5"]);
    expect(await messages({ streamPrefix: "a/" })).toEqual(["0", "1", "3", "4"]);
    expect(await messages({ streamPrefix: "z" })).toEqual([]);
    const nowMs = clock.nowMs();
    expect(await messages({ startMs: nowMs + 1, endMs: nowMs + 3 })).toEqual(["1", "2"]);
  });

  test("finds what the pattern asks for, page by page, each event once", async () => {
    const { store } = bedWith(2 * SCAN_SLICE_ROWS + 10);
    const found: string[] = [];
    let after: string | null = null;
    do {
      const page = await filterMessages(store.logs, { pattern: "%7$%", limit: 50, after });
      expect(page.messages.length).toBeLessThanOrEqual(50);
      found.push(...page.messages);
      after = page.next;
    } while (after !== null);
    const expected = Array.from({ length: 201 }, (_, i) => String(i * 10 + 7));
    expect(found).toEqual(expected);
  });

  test("refuses a pattern that is none, and a token that is none", async () => {
    const { store } = bedWith(1);
    await expect(filterMessages(store.logs, { pattern: "{ $.a = " })).rejects.toMatchObject({
      name: "LogStoreError",
      kind: "invalid-pattern",
    });
    await expect(filterMessages(store.logs, { after: "?" })).rejects.toMatchObject({
      kind: "invalid-token",
    });
  });

  test("ends a page at its bound of events looked at, with what was found and a token to go on", async () => {
    const bed = openTelemetryTestBed({ limits: { scannedEventsMax: SCAN_SLICE_ROWS } });
    const { store, clock } = bed;
    const count = SCAN_SLICE_ROWS * 2 + 1;
    for (let i = 0; i < count; i++) {
      const message = i === count - 1 ? "needle" : "hay";
      store.sink.append(TEST_SCOPE, TEST_PLACE, clock.nowMs() + i, message);
    }
    const first = await filterMessages(store.logs, { pattern: "needle" });
    expect(first.messages).toEqual([]);
    const second = await filterMessages(store.logs, { pattern: "needle", after: first.next });
    expect(second.messages).toEqual([]);
    const third = await filterMessages(store.logs, { pattern: "needle", after: second.next });
    expect(third).toEqual({ messages: ["needle"], next: null });
  });
});

describe("findEvent()", () => {
  test("finds an event by its id, in its account and region only", async () => {
    const { store, startMs } = bedWith(2);
    const query = {
      ...TEST_PLACE,
      startMs: null,
      endMs: null,
      token: null,
      fromHead: true,
      limit: 2,
    };
    const { events } = await store.logs.readEvents(TEST_SCOPE, query);
    expect(events[1]).toMatchObject({ ...TEST_PLACE, atMs: startMs + 1000, ingestedAtMs: startMs });
    expect(events[0]?.eventId).toMatch(/^\d{56}$/);
    expect((events[0]?.eventId ?? "") < (events[1]?.eventId ?? "")).toBe(true);
    const eventId = events[1]?.eventId ?? "";
    expect(await store.logs.findEvent(TEST_SCOPE, eventId)).toEqual(events[1]);
    const elsewhere = { ...TEST_SCOPE, account: "999999999999" };
    expect(await store.logs.findEvent(elsewhere, eventId)).toBeUndefined();
    for (const odd of ["", "x", "9".repeat(56)]) {
      expect(await store.logs.findEvent(TEST_SCOPE, odd)).toBeUndefined();
    }
  });
});
