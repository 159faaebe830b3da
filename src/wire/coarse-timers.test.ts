import { expect, test } from "vitest";
import { FakeClock } from "../base/fake-clock.ts";
import { silentLogger } from "../base/logger.ts";
import { CoarseTimer, CoarseTimers } from "./coarse-timers.ts";
import { FlushQueue } from "./flush-queue.ts";

function open() {
  const clock = new FakeClock(0);
  const timers = new CoarseTimers({ clock, logger: silentLogger, flush: new FlushQueue() });
  const fired: [name: string, atMs: number][] = [];
  const timer = (name: string, then: () => void = () => {}) =>
    new CoarseTimer({
      onTimer() {
        fired.push([name, clock.monotonicMs()]);
        then();
      },
    });
  return { clock, timers, fired, timer };
}

test("CoarseTimers keeps limits below a second to within ten milliseconds", () => {
  const { clock, timers, fired, timer } = open();
  for (const limitMs of [50, 51, 57, 333, 999]) timers.arm(timer(String(limitMs)), limitMs);
  clock.advance(2_000);
  expect(fired).toHaveLength(5);
  for (const [name, atMs] of fired) {
    expect(atMs).toBeGreaterThanOrEqual(Number(name));
    expect(atMs).toBeLessThanOrEqual(Number(name) + 10);
  }
});

test("CoarseTimers keeps longer limits to within half a second", () => {
  const { clock, timers, fired, timer } = open();
  for (const limitMs of [1_000, 1_010, 1_100, 29_000, 60_000]) {
    timers.arm(timer(String(limitMs)), limitMs);
  }
  clock.advance(100_000);
  expect(fired).toHaveLength(5);
  for (const [name, atMs] of fired) {
    expect(atMs).toBeGreaterThanOrEqual(Number(name));
    expect(atMs).toBeLessThanOrEqual(Number(name) + 500);
  }
});

test("CoarseTimers counts from the last arm(), and not at all after disarm()", () => {
  const { clock, timers, fired, timer } = open();
  const kept = timer("kept");
  const dropped = timer("dropped");
  timers.arm(kept, 5_000);
  timers.arm(dropped, 5_000);
  clock.advance(4_000);
  timers.arm(kept, 5_000);
  timers.disarm(dropped);
  clock.advance(4_000);
  expect(fired).toEqual([]);
  clock.advance(2_000);
  expect(fired.map(([name]) => name)).toEqual(["kept"]);
  clock.advance(100_000);
  expect(fired).toHaveLength(1);
});

test("CoarseTimers lets a timer change between short and long limits, and be removed by its owner", () => {
  const { clock, timers, fired, timer } = open();
  const one = timer("one");
  timers.arm(one, 100);
  timers.arm(one, 10_000);
  clock.advance(200);
  expect(fired).toEqual([]);
  timers.arm(one, 100);
  const two: CoarseTimer = timer("two", () => {
    timers.remove(two);
    timers.remove(one);
  });
  timers.arm(two, 50);
  expect(timers.size).toBe(2);
  clock.advance(1_000);
  expect(fired.map(([name]) => name)).toEqual(["two"]);
  expect(timers.size).toBe(0);
  expect(clock.pendingCount).toBe(0);
});

test("CoarseTimers asks the clock for one wake-up, however many timers are armed again", () => {
  const { clock, timers, timer } = open();
  const many = Array.from({ length: 100 }, () => timer("x"));
  for (let round = 0; round < 10; round++) {
    for (const each of many) timers.arm(each, 30_000);
    clock.advance(10);
  }
  expect(clock.pendingCount).toBe(1);
  timers.close();
  expect(clock.pendingCount).toBe(0);
});

test("CoarseTimers goes on when an owner throws", () => {
  const { clock, timers, fired, timer } = open();
  const bad = timer("bad", () => {
    throw new Error("Broken owner");
  });
  timers.arm(bad, 100);
  timers.arm(timer("good"), 100);
  clock.advance(200);
  expect(fired.map(([name]) => name).toSorted()).toEqual(["bad", "good"]);
});
