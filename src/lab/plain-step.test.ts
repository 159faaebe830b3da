import { expect, test } from "vitest";
import { unresolved } from "../doctor/unresolved.ts";
import { findingOf } from "./finding-fixture.ts";
import { plainStep } from "./plain-step.ts";

const ANSWER = { status: 200, reason: "OK", body: "hello", failure: "", durationMs: 1 };

test("plainStep() names a request's body by its length and cuts what is long", () => {
  const step = plainStep({
    kind: "asked",
    when: "before",
    request: {
      method: "POST",
      path: "/pets",
      headers: [["x-long", "a".repeat(1_000)]],
      body: Buffer.alloc(10_485_761),
    },
    answer: { ...ANSWER, headers: Array.from({ length: 100 }, () => ["a", "b"] as const) },
  });
  if (step.kind !== "asked") throw new Error("Cannot tell: it is another step");
  expect(step.request).toEqual({
    method: "POST",
    path: "/pets",
    headers: [["x-long", `${"a".repeat(300)}…`]],
    bodyBytes: 10_485_761,
  });
  expect(step.answer.headers).toHaveLength(40);
  expect(step.answer.body).toBe("hello");
});

test("plainStep() says in words what a template cannot tell", () => {
  const id = unresolved("Ref to Api");
  const step = plainStep({ kind: "diagnosed", when: "before", findings: [findingOf({ id })] });
  expect(step).toMatchObject({ findings: [{ resource: { id: "unresolved: Ref to Api" } }] });
});

test("plainStep() tells where a built stack answers", () => {
  const built = { url: "http://127.0.0.1:1/a", resources: { integration: "a/b" } };
  expect(plainStep({ kind: "built", built })).toEqual({ kind: "built", ...built });
});
