import { expect, test } from "vitest";
import { LocalThrottleCounters, TokenBucket } from "./throttle-counters.ts";

test("TokenBucket lets a burst through and then as many as the rate allows", () => {
  const bucket = new TokenBucket({ rateLimit: 10, burstLimit: 2 });
  expect([bucket.take(1000), bucket.take(1000), bucket.take(1000)]).toEqual([true, true, false]);
  expect(bucket.take(1099)).toBe(false);
  expect(bucket.take(1101)).toBe(true);
  expect(bucket.take(1102)).toBe(false);
});

test("TokenBucket never holds more than its burst", () => {
  const bucket = new TokenBucket({ rateLimit: 1000, burstLimit: 1 });
  expect(bucket.take(1)).toBe(true);
  expect([bucket.take(60_000), bucket.take(60_000)]).toEqual([true, false]);
});

test("TokenBucket refuses everything at a rate and burst of 0", () => {
  const bucket = new TokenBucket({ rateLimit: 0, burstLimit: 0 });
  expect([bucket.take(1), bucket.take(100_000)]).toEqual([false, false]);
});

test("LocalThrottleCounters keeps what was used when limits change", () => {
  const counters = new LocalThrottleCounters();
  const bucket = counters.throttle("a/s/r", { rateLimit: 1, burstLimit: 1 });
  expect(bucket.take(1)).toBe(true);
  expect(counters.throttle("a/s/r", { rateLimit: 1, burstLimit: 1 }).take(2)).toBe(false);
  expect(counters.throttle("a/s/r", { rateLimit: 1, burstLimit: 2 }).take(3)).toBe(true);
  counters.forget("a/s/");
  expect(counters.throttle("a/s/r", { rateLimit: 1, burstLimit: 1 }).take(4)).toBe(true);
});
