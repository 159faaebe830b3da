// The values a mapping template computes with. Objects are Maps, so nothing of JavaScript's own can be reached by a
// name; whole numbers and doubles are told apart, as Java prints them differently.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
import type { RenderBudget } from "./render-budget.ts";

/** A double; whole numbers are plain numbers, or bigints beyond 2^53. */
export class JavaDouble {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

export type JavaMap = Map<string, JavaValue>;

/** A list; `isJson` for one that was read from JSON. */
export class JavaList {
  readonly items: JavaValue[];
  readonly isJson: boolean;

  constructor(items: JavaValue[], isJson: boolean) {
    this.items = items;
    this.isJson = isJson;
  }
}

/** What a call of a method gave: undefined for a method that is not there. */
export type CallResult = JavaValue | undefined;

/** $input, $util, $context and the like: what is not data but answers by name. */
export interface HostObject {
  /** Null for what has no value. */
  member(name: string): JavaValue;
  call(name: string, args: readonly JavaValue[], budget: RenderBudget): CallResult;
  /** False when that member cannot be set. */
  assign(name: string, value: JavaValue, budget: RenderBudget): boolean;
  text(): string;
}

export type JavaNumber = number | bigint | JavaDouble;
export type JavaValue = null | boolean | string | JavaNumber | JavaMap | JavaList | HostObject;

export function isNumber(value: JavaValue): value is JavaNumber {
  return typeof value === "number" || typeof value === "bigint" || value instanceof JavaDouble;
}

export function isHostObject(value: JavaValue): value is HostObject {
  return (
    typeof value === "object" &&
    value !== null &&
    !(value instanceof Map) &&
    !(value instanceof JavaList) &&
    !(value instanceof JavaDouble)
  );
}

/** Double.toString(): a point always, an exponent from 10^7 on and below 10^-3. */
export function doubleText(value: number): string {
  if (Object.is(value, -0)) return "-0.0";
  if (!Number.isFinite(value) || value === 0) return value === 0 ? "0.0" : String(value);
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-3 && magnitude < 1e7) {
    const text = String(value);
    return text.includes(".") ? text : `${text}.0`;
  }
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  return `${mantissa.includes(".") ? mantissa : `${mantissa}.0`}E${exponent.replace("+", "")}`;
}

/** For comparisons; a bigint that is no safe number loses its last digits there. */
export function numeric(value: JavaNumber): number {
  return value instanceof JavaDouble ? value.value : Number(value);
}
