import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { FakeClock } from "../../base/fake-clock.ts";
import { BATCH_INTERVAL_MS, LiveFeed, QUEUE_LENGTH_MAX } from "./live-feed.ts";

function watched(feed: LiveFeed<number>) {
  const seen: number[] = [];
  const dropped: number[] = [];
  const subscription = feed.subscribe({
    onItem: (item) => seen.push(item),
    onDropped: (count) => dropped.push(count),
  });
  return { seen, dropped, subscription };
}

test("publish() tells every watcher, aside and in order", async () => {
  const feed = new LiveFeed<number>(new FakeClock());
  const a = watched(feed);
  const b = watched(feed);
  feed.publish(1);
  feed.publish(2);
  expect(a.seen).toEqual([]);
  await turn();
  expect([a.seen, b.seen]).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

test("a watcher that is paused gets what its queue holds and learns how many it missed", async () => {
  const feed = new LiveFeed<number>(new FakeClock());
  const { seen, dropped, subscription } = watched(feed);
  subscription.pause();
  for (let n = 0; n < 300; n++) feed.publish(n);
  await turn();
  expect(seen).toEqual([]);
  subscription.resume();
  await turn();
  expect(seen).toHaveLength(256);
  expect(seen.at(-1)).toBe(255);
  expect(dropped).toEqual([44]);
});

test("a watcher may pause while it is told", async () => {
  const feed = new LiveFeed<number>(new FakeClock());
  const seen: number[] = [];
  const subscription = feed.subscribe({
    onItem(item) {
      seen.push(item);
      subscription.pause();
    },
    onDropped() {},
  });
  feed.publish(1);
  feed.publish(2);
  await turn();
  expect(seen).toEqual([1]);
  subscription.resume();
  await turn();
  expect(seen).toEqual([1, 2]);
});

test("stop() ends it at once, and nobody watches any more", async () => {
  const feed = new LiveFeed<number>(new FakeClock());
  const { seen, subscription } = watched(feed);
  feed.publish(1);
  expect(feed.isWatched).toBe(true);
  subscription.stop();
  await turn();
  expect(seen).toEqual([]);
  expect(feed.isWatched).toBe(false);
});

test("what comes right after something is told in batches, the rest of a flood as a count", async () => {
  const clock = new FakeClock();
  const feed = new LiveFeed<number>(clock);
  const { seen, dropped } = watched(feed);
  feed.publish(0);
  await turn();
  expect(seen).toEqual([0]);
  for (let n = 1; n <= QUEUE_LENGTH_MAX + 5; n++) feed.publish(n);
  await turn();
  expect(seen).toEqual([0]);
  clock.advance(BATCH_INTERVAL_MS);
  await turn();
  expect(seen).toEqual(Array.from({ length: QUEUE_LENGTH_MAX + 1 }, (_, n) => n));
  expect(dropped).toEqual([5]);
  clock.advance(BATCH_INTERVAL_MS);
  feed.publish(1_000);
  await turn();
  expect(seen.at(-1)).toBe(1_000);
});

test("stop() forgets the batch that is due", async () => {
  const clock = new FakeClock();
  const feed = new LiveFeed<number>(clock);
  const { seen, subscription } = watched(feed);
  feed.publish(1);
  await turn();
  feed.publish(2);
  subscription.stop();
  clock.advance(BATCH_INTERVAL_MS);
  await turn();
  expect(seen).toEqual([1]);
});
