// Values of Insights: everything a log event has is text, and counts as a number where it reads like one. What is
// compared, added and shown follows from that.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Sort.html
import type { Comparison, InsightsValue } from "./insights-plan.ts";

const NUMERIC = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;
/** Longer texts are no numbers. */
const NUMERIC_LENGTH_MAX = 64;
/** Of computed numbers; what is in an event is shown as it is there. [I] */
const DECIMALS_MAX = 4;

/** The number a value counts as; null where it is none. */
export function numberOf(value: InsightsValue): number | null {
  if (value === null) return null;
  switch (typeof value) {
    case "number":
      return Number.isNaN(value) ? null : value;
    case "boolean":
      return value ? 1 : 0;
    case "string":
      return value.length <= NUMERIC_LENGTH_MAX && NUMERIC.test(value) ? Number(value) : null;
    default:
      return value.timeMs;
  }
}

/** As it is shown; "" for what is not there. */
export function textOf(value: InsightsValue): string {
  if (value === null) return "";
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return numberText(value);
    case "boolean":
      return value ? "1" : "0";
    default:
      return timeText(value.timeMs);
  }
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return String(Number(value.toFixed(DECIMALS_MAX)) + 0);
}

/** "2026-11-22 10:00:00.000" */
function timeText(timeMs: number): string {
  const date = new Date(timeMs);
  if (Number.isNaN(date.getTime())) return String(timeMs);
  return date.toISOString().replace("T", " ").replace("Z", "");
}

/** Whether a condition holds with that value. */
export function isTrue(value: InsightsValue): boolean {
  if (value === null) return false;
  if (typeof value === "boolean") return value;
  const number = numberOf(value);
  return number === null ? value === "true" : number !== 0;
}

/** A field that is not there is unlike anything, and neither less nor more than anything. [I] */
export function compareWith(
  operator: Comparison,
  left: InsightsValue,
  right: InsightsValue,
): boolean {
  if (left === null || right === null) return operator === "!=" && left !== right;
  const order = orderOf(left, right);
  switch (operator) {
    case "=":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

/** Numbers by value where both are, else by code units. */
function orderOf(left: InsightsValue, right: InsightsValue): number {
  const leftNumber = numberOf(left);
  const rightNumber = numberOf(right);
  if (leftNumber !== null && rightNumber !== null) return leftNumber - rightNumber;
  const leftText = comparedText(left);
  const rightText = comparedText(right);
  if (leftText === rightText) return 0;
  return leftText < rightText ? -1 : 1;
}

function comparedText(value: InsightsValue): string {
  return typeof value === "boolean" ? String(value) : textOf(value);
}

const CHUNKS = /\d+|\D+/g;
/** Of longer texts only the beginning decides. */
const SORTED_LENGTH_MAX = 1024;

/** Natural order: what is not there, then texts chunk by chunk, then numbers. */
export function sortOrder(left: InsightsValue, right: InsightsValue): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  const leftNumber = numberOf(left);
  const rightNumber = numberOf(right);
  if (leftNumber !== null && rightNumber !== null) return Math.sign(leftNumber - rightNumber);
  if (leftNumber !== null) return 1;
  if (rightNumber !== null) return -1;
  return naturalOrder(textOf(left), textOf(right));
}

/** Runs of digits by length first, then by value; what is between them by code units. */
function naturalOrder(left: string, right: string): number {
  if (left === right) return 0;
  const leftChunks = left.slice(0, SORTED_LENGTH_MAX).match(CHUNKS) ?? [];
  const rightChunks = right.slice(0, SORTED_LENGTH_MAX).match(CHUNKS) ?? [];
  for (const [index, chunk] of leftChunks.entries()) {
    const other = rightChunks[index];
    if (other === undefined) return 1;
    if (chunk === other) continue;
    const areDigits = /^\d/.test(chunk) && /^\d/.test(other);
    if (areDigits && chunk.length !== other.length) return chunk.length - other.length;
    return chunk < other ? -1 : 1;
  }
  return leftChunks.length - rightChunks.length;
}
