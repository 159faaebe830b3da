// The text that Java gives the values of templates: maps as {a=1}, lists that came from JSON as JSON, lists made in a
// template as [a, b], doubles with their point; and Velocity's equality, which compares by it.
// https://velocity.apache.org/engine/1.7/user-guide.html
import { jsonText } from "./java-json.ts";
import {
  JavaDouble,
  JavaList,
  doubleText,
  isNumber,
  numeric,
  type JavaValue,
} from "./java-value.ts";
import type { RenderBudget } from "./render-budget.ts";

/** Nesting of a value that is printed; deeper ones (or one that holds itself) end the rendering. */
const PRINT_DEPTH_MAX = 100;

/** Java's toString(). */
export function textOf(value: JavaValue, budget: RenderBudget, depth = 0): string {
  if (typeof value === "string") return value;
  if (value === null) return "null";
  if (typeof value !== "object") return String(value);
  if (value instanceof JavaDouble) return doubleText(value.value);
  if (depth > PRINT_DEPTH_MAX) {
    budget.fail("A value is nested too deeply to be printed");
    return "";
  }
  if (value instanceof JavaList) {
    if (value.isJson) return jsonText(value, budget, depth);
    if (!budget.spend(value.items.length)) return "";
    return `[${value.items.map((item) => textOf(item, budget, depth + 1)).join(", ")}]`;
  }
  if (value instanceof Map) {
    if (!budget.spend(value.size)) return "";
    const members: string[] = [];
    for (const [name, member] of value) {
      members.push(`${name}=${textOf(member, budget, depth + 1)}`);
    }
    const text = `{${members.join(", ")}}`;
    return budget.spendText(text) ? text : "";
  }
  return value.text();
}

/** Velocity's "==": numbers by value, the same kind by equals(), others by their text. */
export function javaEquals(left: JavaValue, right: JavaValue, budget: RenderBudget): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (isNumber(left) && isNumber(right)) return numeric(left) === numeric(right);
  return textOf(left, budget) === textOf(right, budget);
}
