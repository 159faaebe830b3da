// Velocity's arithmetic on Java's numbers: whole numbers stay whole and divide without a rest, one double makes all
// double, "+" joins texts, and what cannot be computed is null.
// https://velocity.apache.org/engine/1.7/user-guide.html#math
import { JavaDouble, isNumber, numeric, type JavaNumber, type JavaValue } from "./java-value.ts";
import { textOf } from "./java-text.ts";
import type { RenderBudget } from "./render-budget.ts";
import type { VtlOperator } from "./vtl-nodes.ts";

/** Bits of a whole number; a product that grows beyond them ends the rendering. */
const INTEGER_MAX = 2n ** 4096n;

/** left + right and so on; comparisons give booleans. */
export function compute(
  operator: VtlOperator,
  left: JavaValue,
  right: JavaValue,
  budget: RenderBudget,
): JavaValue {
  if (!isNumber(left) || !isNumber(right)) {
    const isText = typeof left === "string" || typeof right === "string";
    if (operator !== "+" || !isText || left === null || right === null) {
      return isComparison(operator) ? false : null;
    }
    const joined = textOf(left, budget) + textOf(right, budget);
    return budget.spendText(joined) ? joined : "";
  }
  if (isComparison(operator)) return compare(operator, left, right);
  if (left instanceof JavaDouble || right instanceof JavaDouble) {
    return doubleResult(operator, numeric(left), numeric(right));
  }
  return integerResult(operator, left, right, budget);
}

function isComparison(operator: VtlOperator): boolean {
  return operator === "<" || operator === ">" || operator === "<=" || operator === ">=";
}

function compare(operator: VtlOperator, left: JavaNumber, right: JavaNumber): boolean {
  const a = left instanceof JavaDouble ? left.value : left;
  const b = right instanceof JavaDouble ? right.value : right;
  if (operator === "<") return a < b;
  if (operator === ">") return a > b;
  return operator === "<=" ? a <= b : a >= b;
}

function doubleResult(operator: VtlOperator, left: number, right: number): JavaValue {
  switch (operator) {
    case "+":
      return new JavaDouble(left + right);
    case "-":
      return new JavaDouble(left - right);
    case "*":
      return new JavaDouble(left * right);
    case "/":
      return right === 0 ? null : new JavaDouble(left / right);
    case "%":
      return right === 0 ? null : new JavaDouble(left % right);
    default:
      return null;
  }
}

function integerResult(
  operator: VtlOperator,
  left: number | bigint,
  right: number | bigint,
  budget: RenderBudget,
): JavaValue {
  const a = BigInt(left);
  const b = BigInt(right);
  if ((operator === "/" || operator === "%") && b === 0n) return null;
  let result: bigint;
  if (operator === "+") result = a + b;
  else if (operator === "-") result = a - b;
  else if (operator === "*") result = a * b;
  else if (operator === "/") result = a / b;
  else if (operator === "%") result = a % b;
  else return null;
  if (result > INTEGER_MAX || result < -INTEGER_MAX) {
    budget.fail("A number is too large");
    return null;
  }
  const number = Number(result);
  return Number.isSafeInteger(number) ? number : result;
}
