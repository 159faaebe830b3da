import { expect, test } from "vitest";
import { VALUE_CHARACTERS_MAX } from "../../telemetry/journeys/redact-fields.ts";
import { boundedEvidence, MEMBERS_SHOWN_MAX } from "./bounded-evidence.ts";

test("boundedEvidence() leaves alone what is small", () => {
  const evidence = { a: [1, "b", null, { c: true }], d: { e: undefined } };
  expect(boundedEvidence(evidence)).toEqual(evidence);
});

test("boundedEvidence() cuts texts, lists and records", () => {
  const many = Array.from({ length: MEMBERS_SHOWN_MAX + 1 }, (_, i) => i);
  const { text, list, record } = boundedEvidence({
    text: "x".repeat(VALUE_CHARACTERS_MAX + 1),
    list: many,
    record: Object.fromEntries(many.map((i) => [`n${i}`, i])),
  });
  expect(text).toMatch(/^x{1024}… \(1025 characters\)$/);
  expect(list).toHaveLength(MEMBERS_SHOWN_MAX);
  expect(Object.keys(record as object)).toHaveLength(MEMBERS_SHOWN_MAX);
});

test("boundedEvidence() ends where it is nested too deep", () => {
  const loop: Record<string, unknown> = {};
  loop["self"] = loop;
  expect(JSON.stringify(boundedEvidence(loop)).length).toBeLessThan(100);
});
