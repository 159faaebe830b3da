import { expect, test } from "vitest";
import { createRequestId, createTraceId } from "./request-id.ts";

test("createRequestId() gives 16 characters that end with an equals sign, never the same", () => {
  const ids = new Set(Array.from({ length: 1000 }, createRequestId));
  expect(ids.size).toBe(1000);
  for (const id of ids) expect(id).toMatch(/^[\w-]{15}=$/);
});

test("createTraceId() begins with the time in hexadecimal seconds", () => {
  expect(createTraceId(0x65_43_21_00 * 1000)).toMatch(/^Root=1-65432100-[0-9a-f]{24}$/);
});
