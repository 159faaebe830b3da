import { expect, test } from "vitest";
import { RequestIds } from "./request-id.ts";

test("RequestIds.requestId() gives 16 characters that end with an equals sign, never the same", () => {
  const ids = new RequestIds();
  const seen = new Set(Array.from({ length: 100_000 }, () => ids.requestId()));
  expect(seen.size).toBe(100_000);
  for (const id of seen) expect(id.length).toBe(16);
  expect([...seen][99_999]).toMatch(/^[\w-]{15}=$/);
});

test("RequestIds.traceId() begins with the time in hexadecimal seconds and never repeats", () => {
  const ids = new RequestIds();
  const first = ids.traceId(0x65_43_21_00 * 1000);
  const second = ids.traceId(0x65_43_21_01 * 1000);
  expect(first).toMatch(/^Root=1-65432100-[0-9a-f]{24}$/);
  expect(second).toMatch(/^Root=1-65432101-[0-9a-f]{24}$/);
  expect(second.slice(-24)).not.toBe(first.slice(-24));
});

test("two gateways give different ids", () => {
  expect(new RequestIds().requestId()).not.toBe(new RequestIds().requestId());
});
