import { expect, test } from "vitest";
import { type Flushable, FlushQueue } from "./flush-queue.ts";

function item(log: string[], name: string, action: () => void = () => {}): Flushable {
  return {
    flush() {
      log.push(name);
      action();
    },
    flushFailed(error) {
      log.push(`${name} failed: ${String(error)}`);
    },
  };
}

test("FlushQueue runs at the outermost leave(), in order, with what items add", () => {
  const queue = new FlushQueue();
  const log: string[] = [];
  queue.enter();
  queue.enter();
  queue.add(item(log, "a", () => queue.add(item(log, "c"))));
  queue.add(item(log, "b"));
  queue.leave();
  expect(log).toEqual([]);
  queue.leave();
  expect(log).toEqual(["a", "b", "c"]);
});

test("FlushQueue runs on the next tick for work from outside a turn", async () => {
  const queue = new FlushQueue();
  const log: string[] = [];
  queue.add(item(log, "a"));
  queue.add(item(log, "b"));
  expect(log).toEqual([]);
  await new Promise<void>((resolve) => process.nextTick(resolve));
  expect(log).toEqual(["a", "b"]);
});

test("FlushQueue tells an item that threw and goes on", () => {
  const queue = new FlushQueue();
  const log: string[] = [];
  queue.enter();
  queue.add(
    item(log, "bad", () => {
      throw new Error("No");
    }),
  );
  queue.add(item(log, "good"));
  queue.leave();
  expect(log).toEqual(["bad", "bad failed: Error: No", "good"]);
});

test("FlushQueue lets the event loop go on when items feed each other without end", async () => {
  const queue = new FlushQueue();
  let runs = 0;
  let goesOn = true;
  const endless: Flushable = {
    flush() {
      runs++;
      if (goesOn) queue.add(endless);
    },
    flushFailed() {},
  };
  queue.enter();
  queue.add(endless);
  queue.leave();
  const runsAtFirst = runs;
  await new Promise((resolve) => setImmediate(resolve));
  goesOn = false;
  await new Promise((resolve) => setImmediate(resolve));
  expect(runsAtFirst).toBeLessThan(100_000);
  expect(runs).toBeGreaterThan(runsAtFirst);
});
