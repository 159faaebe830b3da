import { expect, test } from "vitest";
import { arithmetic, type ArithmeticOperator } from "./arithmetic.ts";

test.for<[left: number, operator: ArithmeticOperator, right: number, result: number]>([
  [7, "+", 2, 9],
  [7, "-", 2, 5],
  [7, "*", 2, 14],
  [7, "/", 2, 3.5],
  [7, "%", 2, 1],
  [7, "^", 2, 49],
  [1, "/", 0, Infinity],
  [0, "/", 0, NaN],
])("arithmetic() gives %d %s %d = %d", ([left, operator, right, result]) => {
  expect(arithmetic(operator, left, right)).toBe(result);
});
