import { expect, test } from "vitest";
import type { Patch } from "./patch-operations.ts";
import { booleanValue, decimalValue, integerValue } from "./patch-values.ts";

function patch(value?: string): Patch {
  return { op: "replace", path: "/x", names: [], value, from: undefined };
}

test("booleanValue() takes true and false in any case and nothing else", () => {
  expect([booleanValue(patch("True")), booleanValue(patch("false"))]).toEqual([true, false]);
  for (const bad of ["yes", "", undefined])
    expect(() => booleanValue(patch(bad))).toThrow(/boolean/);
});

test("integerValue() takes whole numbers alone", () => {
  expect([integerValue(patch("12")), integerValue(patch("-1"))]).toEqual([12, -1]);
  for (const bad of ["1.5", "", "1e3", "x", undefined]) {
    expect(() => integerValue(patch(bad))).toThrow(/number/);
  }
});

test("decimalValue() takes numbers with a fraction too", () => {
  expect([decimalValue(patch("12.5")), decimalValue(patch("-1"))]).toEqual([12.5, -1]);
  for (const bad of ["", ".", "1e3", "NaN", undefined]) {
    expect(() => decimalValue(patch(bad))).toThrow(/number/);
  }
});
