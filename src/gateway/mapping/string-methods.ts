// The methods of java.lang.String that templates call, regular expressions included: those are Java's, run by an
// engine whose time is bounded, and charged to the rendering's budget.
// https://docs.oracle.com/javase/8/docs/api/java/lang/String.html
import { compileJavaRegex, type JavaPattern, type MatchSlots } from "../../base/java-pattern.ts";
import { textOf } from "./java-text.ts";
import { JavaList, type CallResult, type JavaValue } from "./java-value.ts";
import type { RenderBudget } from "./render-budget.ts";

/** Instructions of a regular expression that are worth a step. */
const WORK_PER_STEP = 4;

/** Undefined: String has no such method. */
export function callString(
  text: string,
  name: string,
  args: readonly JavaValue[],
  budget: RenderBudget,
): CallResult {
  if (!budget.spendText(text)) return null;
  const [first = null, second = null] = args;
  const argument = first === null ? "" : textOf(first, budget);
  switch (name) {
    case "length":
      return text.length;
    case "isEmpty":
      return text === "";
    case "isBlank":
      return text.trim() === "";
    case "equals":
      return typeof first === "string" && first === text;
    case "equalsIgnoreCase":
      return first !== null && argument.toLowerCase() === text.toLowerCase();
    case "contains":
      return text.includes(argument);
    case "startsWith":
      return text.startsWith(argument);
    case "endsWith":
      return text.endsWith(argument);
    case "indexOf":
      return text.indexOf(argument, typeof second === "number" ? second : 0);
    case "lastIndexOf":
      return text.lastIndexOf(argument);
    case "compareTo":
      return text < argument ? -1 : text > argument ? 1 : 0;
    case "charAt":
      return typeof first === "number" && first < text.length ? text.charAt(first) : null;
    case "hashCode":
      return hashCode(text);
    default:
      return changed(text, name, args, budget);
  }
}

/** What gives another text. */
function changed(
  text: string,
  name: string,
  args: readonly JavaValue[],
  budget: RenderBudget,
): CallResult {
  const [first = null, second = null] = args;
  const argument = first === null ? "" : textOf(first, budget);
  const replacement = second === null ? "" : textOf(second, budget);
  switch (name) {
    case "toString":
    case "intern":
      return text;
    case "concat":
      return bounded(text + argument, budget);
    case "trim":
    case "strip":
      return text.trim();
    case "toLowerCase":
      return text.toLowerCase();
    case "toUpperCase":
      return text.toUpperCase();
    case "substring":
      return substring(text, first, second);
    case "replace":
      return argument === "" && replacement.length > 64
        ? null
        : bounded(text.split(argument).join(replacement), budget);
    default:
      return byExpression(text, name, [argument, replacement], { budget, limit: second });
  }
}

function bounded(text: string, budget: RenderBudget): string {
  return budget.spendText(text) ? text : "";
}

/** Out of bounds is an exception in Java, and null in Velocity. */
function substring(text: string, from: JavaValue, to: JavaValue): string | null {
  const end = to === null ? text.length : to;
  if (typeof from !== "number" || typeof end !== "number") return null;
  return from < 0 || from > end || end > text.length ? null : text.slice(from, end);
}

function hashCode(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

interface ExpressionRun {
  readonly budget: RenderBudget;
  readonly limit: JavaValue;
}

function byExpression(
  text: string,
  name: string,
  [expression, replacement]: readonly [string, string],
  { budget, limit }: ExpressionRun,
): CallResult {
  if (name !== "matches" && name !== "split" && !name.startsWith("replace")) return undefined;
  // Compiling costs something too.
  if (!budget.spend(50 + expression.length)) return null;
  const pattern = compileJavaRegex(expression);
  if ("problem" in pattern) {
    budget.fail(`Invalid regular expression "${expression}": ${pattern.problem}`);
    return null;
  }
  switch (name) {
    case "matches":
      return budget.spend(pattern.workFor(text.length) / WORK_PER_STEP) && pattern.matches(text);
    case "split":
      return split(text, pattern, typeof limit === "number" ? limit : 0, budget);
    case "replaceAll":
      return replace(text, pattern, { replacement, isAll: true }, budget);
    case "replaceFirst":
      return replace(text, pattern, { replacement, isAll: false }, budget);
    default:
      return undefined;
  }
}

function findFrom(
  text: string,
  pattern: JavaPattern,
  from: number,
  budget: RenderBudget,
): MatchSlots | null {
  if (from > text.length) return null;
  const slots = pattern.find(text, from);
  // What was looked at: up to the end of the match, or all.
  const looked = (slots === null ? text.length : (slots[1] ?? 0)) - from;
  return budget.spend(1 + pattern.workFor(looked) / WORK_PER_STEP) ? slots : null;
}

interface Replacement {
  readonly replacement: string;
  readonly isAll: boolean;
}

function replace(
  text: string,
  pattern: JavaPattern,
  { replacement, isAll }: Replacement,
  budget: RenderBudget,
): string {
  let result = "";
  let copied = 0;
  let from = 0;
  for (;;) {
    const slots = findFrom(text, pattern, from, budget);
    if (slots === null) break;
    const [start = 0, end = 0] = slots;
    result += text.slice(copied, start) + expanded(replacement, text, slots);
    copied = end;
    from = end === start ? end + 1 : end;
    if (!isAll || result.length > text.length + (1 << 20) || budget.failure !== "") break;
  }
  return bounded(result + text.slice(copied), budget);
}

/** "$1" and "\$" in a replacement. */
function expanded(replacement: string, text: string, slots: MatchSlots): string {
  if (!/[$\\]/.test(replacement)) return replacement;
  return replacement.replaceAll(
    /\\([\s\S])|\$(\d)/g,
    (_, escaped: string | undefined, group: string | undefined) => {
      if (escaped !== undefined) return escaped;
      const start = slots[Number(group) * 2] ?? -1;
      return start === -1 ? "" : text.slice(start, slots[Number(group) * 2 + 1]);
    },
  );
}

/** Without a limit, empty texts at the end are left out. */
function split(text: string, pattern: JavaPattern, limit: number, budget: RenderBudget): JavaValue {
  const parts: JavaValue[] = [];
  let copied = 0;
  let from = 0;
  while (limit <= 0 || parts.length < limit - 1) {
    const slots = findFrom(text, pattern, from, budget);
    if (slots === null) break;
    const [start = 0, end = 0] = slots;
    if (start >= text.length && end === start) break;
    // A match without length at the very beginning gives no empty text (Java 8).
    if (end > 0) parts.push(text.slice(copied, start));
    copied = end;
    from = end === start ? end + 1 : end;
  }
  parts.push(text.slice(copied));
  if (limit === 0) while (parts.length > 1 && parts.at(-1) === "") parts.pop();
  return new JavaList(parts, false);
}
