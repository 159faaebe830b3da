import { expect, test } from "vitest";
import type { TailEvents, TailRead } from "../../store/log-store.ts";
import {
  openTelemetryTestBed,
  TEST_PLACE,
  TEST_SCOPE,
  type TelemetryTestBed,
} from "./telemetry-fixture.ts";

function tail({ store }: TelemetryTestBed, query: Partial<TailRead> = {}): Promise<TailEvents> {
  return store.logs.tailEvents(TEST_SCOPE, {
    groupNames: [TEST_PLACE.groupName],
    streams: null,
    pattern: "",
    after: null,
    limit: 500,
    ...query,
  });
}

function write({ store, clock }: TelemetryTestBed, message: string, streamName = "stream"): void {
  store.sink.append(TEST_SCOPE, { ...TEST_PLACE, streamName }, clock.nowMs(), message);
}

function messagesOf({ events }: TailEvents): string[] {
  return events.map(({ message }) => message);
}

test("tailEvents() gives what has come since, once", async () => {
  const bed = openTelemetryTestBed();
  write(bed, "before");
  const begun = await tail(bed);
  expect(begun.events).toEqual([]);
  write(bed, "one");
  write(bed, "two", "another");
  const first = await tail(bed, { after: begun.next });
  expect(first.events).toMatchObject([
    { message: "one", streamName: "stream", groupName: "group", atMs: bed.clock.nowMs() },
    { message: "two", streamName: "another", groupName: "group" },
  ]);
  expect(first.isSample).toBe(false);
  expect((await tail(bed, { after: first.next })).events).toEqual([]);
});

test("tailEvents() takes groups, streams and events that are asked for", async () => {
  const bed = openTelemetryTestBed();
  const { next: after } = await tail(bed, { groupNames: ["group", "made later"] });
  write(bed, "a 500", "blue-1");
  write(bed, "b 200", "blue-2");
  write(bed, "c 500", "red");
  const place = { groupName: "made later", streamName: "s" };
  bed.store.sink.append(TEST_SCOPE, place, bed.clock.nowMs(), "d 500");
  const streams = { names: ["red"], prefixes: ["blue"] };
  expect(messagesOf(await tail(bed, { after, streams, pattern: "500" }))).toEqual([
    "a 500",
    "c 500",
  ]);
  const groupNames = ["made later", "never made"];
  expect(messagesOf(await tail(bed, { after, groupNames }))).toEqual(["d 500"]);
  const elsewhere = { ...TEST_SCOPE, region: "us-east-1" };
  const query = { groupNames: ["group"], streams: null, pattern: "", after, limit: 5 };
  expect((await bed.store.logs.tailEvents(elsewhere, query)).events).toEqual([]);
});

test("tailEvents() takes an even sample of more events than are wanted", async () => {
  const bed = openTelemetryTestBed();
  const { next: after } = await tail(bed);
  for (let i = 0; i < 1_000; i++) write(bed, `event ${i}`);
  const sample = await tail(bed, { after, limit: 4 });
  expect(messagesOf(sample)).toEqual(["event 0", "event 250", "event 500", "event 750"]);
  expect(sample.isSample).toBe(true);
});

test("tailEvents() ends at a page's bytes, with one event at least", async () => {
  const bed = openTelemetryTestBed();
  const { next: after } = await tail(bed);
  for (let i = 0; i < 3; i++) write(bed, `${i}${"x".repeat(600_000)}`);
  const page = await tail(bed, { after });
  expect(page.events).toHaveLength(1);
  expect(page.isSample).toBe(true);
});

test("tailEvents() refuses a pattern and a place that make no sense", async () => {
  const bed = openTelemetryTestBed();
  await expect(tail(bed, { pattern: "{ $.a" })).rejects.toMatchObject({ kind: "invalid-pattern" });
  write(bed, "there");
  await bed.store.flush();
  await expect(tail(bed, { after: "behind" })).rejects.toMatchObject({ kind: "invalid-token" });
});
