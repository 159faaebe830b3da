// What a template can do to a value by name: members of maps, elements of lists, methods. Everything is written out
// here and beside; a name that is not (getClass, constructor, __proto__) gives nothing.
import { callList, callMap } from "./collection-methods.ts";
import { javaEquals, textOf } from "./java-text.ts";
import {
  JavaDouble,
  JavaList,
  isHostObject,
  isNumber,
  numeric,
  type CallResult,
  type JavaNumber,
  type JavaValue,
} from "./java-value.ts";
import type { RenderBudget } from "./render-budget.ts";
import { callString } from "./string-methods.ts";

/** "$a.name" */
export function memberOf(value: JavaValue, name: string): JavaValue {
  if (value instanceof Map) return value.get(name) ?? null;
  // The one getter of lists and texts: isEmpty().
  if (name === "empty" && value instanceof JavaList) return value.items.length === 0;
  if (name === "empty" && typeof value === "string") return value === "";
  return isHostObject(value) ? value.member(name) : null;
}

/** "$a[key]" */
export function elementOf(value: JavaValue, key: JavaValue, budget: RenderBudget): JavaValue {
  if (value instanceof JavaList) return typeof key === "number" ? (value.items[key] ?? null) : null;
  return key === null ? null : memberOf(value, textOf(key, budget));
}

/** "#set($a.name = …)" and "#set($a[key] = …)"; false when there is no place for it. */
export function assignTo(
  value: JavaValue,
  key: JavaValue,
  assigned: JavaValue,
  budget: RenderBudget,
): boolean {
  if (value instanceof JavaList) {
    if (typeof key !== "number" || key < 0 || key >= value.items.length) return false;
    value.items[key] = assigned;
    return true;
  }
  const name = textOf(key, budget);
  if (value instanceof Map) {
    value.set(name, assigned);
    return true;
  }
  return isHostObject(value) && value.assign(name, assigned, budget);
}

/** "$a.name(…)"; undefined when there is no such method. */
export function callMethod(
  value: JavaValue,
  name: string,
  args: readonly JavaValue[],
  budget: RenderBudget,
): CallResult {
  if (value === null) return undefined;
  const own = callOwn(value, name, args, budget);
  if (own !== undefined) return own;
  if (name === "toString") return textOf(value, budget);
  if (name === "equals") return javaEquals(value, args[0] ?? null, budget);
  return undefined;
}

function callOwn(
  value: JavaValue,
  name: string,
  args: readonly JavaValue[],
  budget: RenderBudget,
): CallResult {
  if (typeof value === "string") return callString(value, name, args, budget);
  if (value instanceof Map) return callMap(value, name, args, budget);
  if (value instanceof JavaList) return callList(value, name, args, budget);
  if (isNumber(value)) return callNumber(value, name, args);
  return isHostObject(value) ? value.call(name, args, budget) : undefined;
}

/** Methods of Integer, Long and Double. */
function callNumber(value: JavaNumber, name: string, args: readonly JavaValue[]): CallResult {
  const [other = null] = args;
  switch (name) {
    case "intValue":
    case "longValue":
      return value instanceof JavaDouble ? Math.trunc(value.value) : value;
    case "doubleValue":
    case "floatValue":
      return new JavaDouble(numeric(value));
    case "compareTo":
      return isNumber(other) ? Math.sign(numeric(value) - numeric(other)) : null;
    case "parseInt":
    case "valueOf":
      return parsedNumber(other);
    default:
      return undefined;
  }
}

/** Integer.parseInt and the like, which templates reach through any number they have. */
function parsedNumber(text: JavaValue): CallResult {
  if (isNumber(text)) return text;
  if (typeof text !== "string" || !/^[+-]?\d{1,15}$/.test(text)) return null;
  return Number(text);
}
