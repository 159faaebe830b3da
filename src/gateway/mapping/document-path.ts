// JSONPath as $input.json(), $input.path() and the bodies of parameter mappings take it: names, indices, slices, lists of
// either, wildcards, "..", simple filters and length(). A path that names one place gives what is there; one that may
// name several gives a list. https://github.com/json-path/JsonPath
import { JavaList, isNumber, numeric, type JavaValue } from "./java-value.ts";
import type { RenderBudget } from "./render-budget.ts";

const PATH_LENGTH_MAX = 2048;
const STEPS_MAX = 64;
const FILTER_DEPTH_MAX = 8;

type Selector =
  | { readonly type: "names"; readonly names: readonly string[] }
  | { readonly type: "indices"; readonly indices: readonly number[] }
  | {
      readonly type: "slice";
      readonly from: number | null;
      readonly to: number | null;
      readonly step: number;
    }
  | { readonly type: "all" }
  | { readonly type: "length" }
  | { readonly type: "filter"; readonly condition: Condition };

interface Step {
  readonly selector: Selector;
  /** Behind "..": in everything below, too. */
  readonly isDeep: boolean;
}

type Operand =
  | { readonly type: "value"; readonly value: JavaValue }
  | { readonly type: "path"; readonly isRoot: boolean; readonly path: DocumentPath };

type Condition =
  | { readonly type: "or" | "and"; readonly left: Condition; readonly right: Condition }
  | { readonly type: "not"; readonly operand: Condition }
  | { readonly type: "exists"; readonly operand: Operand }
  | {
      readonly type: "compare";
      readonly operator: string;
      readonly left: Operand;
      readonly right: Operand;
    };

/** A path, read once. */
export interface DocumentPath {
  readonly steps: readonly Step[];
  /** Names one place at most. */
  readonly isDefinite: boolean;
}

const NAME = /[^.[\]()'",\s=!<>&|]+/y;
const INTEGER = /-?\d+/y;
const BLANKS = /\s*/y;
const COMPARISON = /==|!=|<=|>=|<|>/y;
const QUOTED = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/y;
const NUMBER = /-?\d+(?:\.\d+)?/y;
const WORD = /true|false|null/y;

class PathReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;
  isBroken = false;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): DocumentPath {
    this.#accept("$");
    // "$." is optional in front of a name.
    const path = this.#path(this.#at === 0);
    if (this.#at < this.#text.length) this.isBroken = true;
    return path;
  }

  #accept(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#text);
    if (found !== null) this.#at = expression.lastIndex;
    return found;
  }

  #path(startsWithName: boolean): DocumentPath {
    const steps: Step[] = [];
    let bareName = startsWithName && this.#text !== "" && !/^[.[]/.test(this.#text);
    while (this.#at < this.#text.length && !this.isBroken) {
      const isDeep = this.#accept("..");
      let selector: Selector;
      if (this.#accept("[")) selector = this.#brackets();
      else if (isDeep || bareName || this.#accept(".")) selector = this.#name();
      else break;
      bareName = false;
      steps.push({ selector, isDeep });
      if (steps.length > STEPS_MAX) this.isBroken = true;
    }
    return { steps, isDefinite: steps.every(isDefiniteStep) };
  }

  #name(): Selector {
    if (this.#accept("*")) return { type: "all" };
    const name = this.#match(NAME)?.[0];
    if (name === undefined) {
      this.isBroken = true;
      return { type: "all" };
    }
    if (!this.#accept("()")) return { type: "names", names: [name] };
    if (name !== "length" && name !== "size") this.isBroken = true;
    return { type: "length" };
  }

  /** Behind "[". */
  #brackets(): Selector {
    this.#match(BLANKS);
    const selector = this.#inBrackets();
    this.#match(BLANKS);
    if (!this.#accept("]")) this.isBroken = true;
    return selector;
  }

  #inBrackets(): Selector {
    if (this.#accept("*")) return { type: "all" };
    if (this.#accept("?(")) {
      const condition = this.#or();
      if (!this.#accept(")")) this.isBroken = true;
      return { type: "filter", condition };
    }
    const first = this.#match(QUOTED);
    if (first !== null) {
      const names = [unquoted(first)];
      for (let more = this.#nextQuoted(); more !== null; more = this.#nextQuoted()) {
        names.push(unquoted(more));
      }
      return { type: "names", names };
    }
    return this.#numbers();
  }

  #nextQuoted(): RegExpExecArray | null {
    this.#match(BLANKS);
    if (!this.#accept(",")) return null;
    this.#match(BLANKS);
    const found = this.#match(QUOTED);
    if (found === null) this.isBroken = true;
    return found;
  }

  #integer(): number | null {
    const digits = this.#match(INTEGER)?.[0];
    return digits === undefined ? null : Number(digits);
  }

  #numbers(): Selector {
    const first = this.#integer();
    this.#match(BLANKS);
    if (this.#accept(":")) {
      const to = this.#integer();
      const step = this.#accept(":") ? (this.#integer() ?? 1) : 1;
      if (step < 1) this.isBroken = true;
      return { type: "slice", from: first, to, step };
    }
    if (first === null) this.isBroken = true;
    const indices = [first ?? 0];
    while (this.#accept(",")) {
      this.#match(BLANKS);
      const next = this.#integer();
      if (next === null) this.isBroken = true;
      indices.push(next ?? 0);
      this.#match(BLANKS);
    }
    return { type: "indices", indices };
  }

  #or(): Condition {
    let left = this.#and();
    while (this.#acceptBlank("||")) left = { type: "or", left, right: this.#and() };
    return left;
  }

  #and(): Condition {
    let left = this.#unary();
    while (this.#acceptBlank("&&")) left = { type: "and", left, right: this.#unary() };
    return left;
  }

  #acceptBlank(text: string): boolean {
    this.#match(BLANKS);
    const isThere = this.#accept(text);
    if (isThere) this.#match(BLANKS);
    return isThere;
  }

  #unary(): Condition {
    if (++this.#depth > FILTER_DEPTH_MAX) this.isBroken = true;
    const condition = this.isBroken ? NEVER : this.#unaryWithin();
    this.#depth--;
    return condition;
  }

  #unaryWithin(): Condition {
    if (this.#acceptBlank("!")) return { type: "not", operand: this.#unary() };
    if (this.#acceptBlank("(")) {
      const inner = this.#or();
      if (!this.#acceptBlank(")")) this.isBroken = true;
      return inner;
    }
    const left = this.#operand();
    this.#match(BLANKS);
    const operator = this.#match(COMPARISON)?.[0];
    if (operator === undefined) return { type: "exists", operand: left };
    this.#match(BLANKS);
    const right = this.#operand();
    this.#match(BLANKS);
    return { type: "compare", operator, left, right };
  }

  #operand(): Operand {
    const isRoot = this.#accept("$");
    if (isRoot || this.#accept("@")) return { type: "path", isRoot, path: this.#path(false) };
    const quoted = this.#match(QUOTED);
    if (quoted !== null) return { type: "value", value: unquoted(quoted) };
    const number = this.#match(NUMBER)?.[0];
    if (number !== undefined) return { type: "value", value: Number(number) };
    const word = this.#match(WORD)?.[0];
    if (word === undefined) this.isBroken = true;
    return { type: "value", value: word === "null" ? null : word === "true" };
  }
}

const NEVER: Condition = { type: "exists", operand: { type: "value", value: null } };

function unquoted(found: RegExpExecArray): string {
  return (found[1] ?? found[2] ?? "").replaceAll(/\\(.)/g, "$1");
}

function isDefiniteStep({ selector, isDeep }: Step): boolean {
  if (isDeep) return false;
  switch (selector.type) {
    case "names":
      return selector.names.length === 1;
    case "indices":
      return selector.indices.length === 1;
    case "length":
      return true;
    default:
      return false;
  }
}

/** Reads a path; null for one that is none. */
export function parseDocumentPath(text: string): DocumentPath | null {
  const trimmed = text.trim();
  if (trimmed.length > PATH_LENGTH_MAX) return null;
  const reader = new PathReader(trimmed);
  const path = reader.whole();
  return reader.isBroken ? null : path;
}

/** What is at the path: undefined for no such place where it names one, else a list. */
export function evaluatePath(
  path: DocumentPath,
  document: JavaValue,
  budget: RenderBudget,
): JavaValue | undefined {
  return evaluate(path, document, document, budget);
}

/** Undefined: there is no such place. */
function evaluate(
  path: DocumentPath,
  start: JavaValue,
  root: JavaValue,
  budget: RenderBudget,
): JavaValue | undefined {
  let values: JavaValue[] = [start];
  for (const { selector, isDeep } of path.steps) {
    const next: JavaValue[] = [];
    for (const value of isDeep ? everythingIn(values, budget) : values) {
      if (!budget.spend(1)) return undefined;
      select(value, selector, next, { root, budget });
    }
    values = next;
  }
  return path.isDefinite ? values[0] : new JavaList(values, true);
}

/** The values and all that is in them, each before what it holds. */
function everythingIn(values: readonly JavaValue[], budget: RenderBudget): readonly JavaValue[] {
  const all: JavaValue[] = [];
  const stack = values.toReversed();
  while (stack.length > 0 && budget.spend(1)) {
    const value = stack.pop() ?? null;
    all.push(value);
    const inside = childrenOf(value);
    for (let i = inside.length - 1; i >= 0; i--) stack.push(inside[i] ?? null);
  }
  return all;
}

function childrenOf(value: JavaValue): readonly JavaValue[] {
  if (value instanceof JavaList) return value.items;
  return value instanceof Map ? [...value.values()] : [];
}

interface Selection {
  readonly root: JavaValue;
  readonly budget: RenderBudget;
}

function select(
  value: JavaValue,
  selector: Selector,
  into: JavaValue[],
  selection: Selection,
): void {
  switch (selector.type) {
    case "names":
      if (value instanceof Map) {
        for (const name of selector.names) {
          const member = value.get(name);
          if (member !== undefined) into.push(member);
        }
      }
      return;
    case "indices":
      if (value instanceof JavaList) {
        for (const index of selector.indices) {
          const item = value.items.at(index);
          if (item !== undefined) into.push(item);
        }
      }
      return;
    case "slice":
      if (value instanceof JavaList) addSlice(value.items, selector, into);
      return;
    case "all":
      for (const child of childrenOf(value)) into.push(child);
      return;
    case "length":
      if (value instanceof JavaList) into.push(value.items.length);
      else if (value instanceof Map) into.push(value.size);
      else if (typeof value === "string") into.push(value.length);
      return;
    case "filter":
      for (const child of value instanceof Map ? [value] : childrenOf(value)) {
        if (selection.budget.spend(1) && holds(selector.condition, child, selection)) {
          into.push(child);
        }
      }
      return;
  }
}

function addSlice(
  items: readonly JavaValue[],
  { from, to, step }: Selector & { readonly type: "slice" },
  into: JavaValue[],
): void {
  const place = (index: number) =>
    index < 0 ? Math.max(0, items.length + index) : Math.min(index, items.length);
  const end = to === null ? items.length : place(to);
  for (let i = from === null ? 0 : place(from); i < end; i += step) into.push(items[i] ?? null);
}

function holds(condition: Condition, current: JavaValue, selection: Selection): boolean {
  switch (condition.type) {
    case "or":
      return (
        holds(condition.left, current, selection) || holds(condition.right, current, selection)
      );
    case "and":
      return (
        holds(condition.left, current, selection) && holds(condition.right, current, selection)
      );
    case "not":
      return !holds(condition.operand, current, selection);
    case "exists":
      return operandValue(condition.operand, current, selection) !== undefined;
    case "compare": {
      const left = operandValue(condition.left, current, selection);
      const right = operandValue(condition.right, current, selection);
      return compares(condition.operator, left, right);
    }
  }
}

function operandValue(
  operand: Operand,
  current: JavaValue,
  { root, budget }: Selection,
): JavaValue | undefined {
  if (operand.type === "value") return operand.value;
  return evaluate(operand.path, operand.isRoot ? root : current, root, budget);
}

function compares(
  operator: string,
  left: JavaValue | undefined,
  right: JavaValue | undefined,
): boolean {
  if (left === undefined || right === undefined) return operator === "!=" && left !== right;
  const a = isNumber(left) ? numeric(left) : left;
  const b = isNumber(right) ? numeric(right) : right;
  if (operator === "==") return a === b;
  if (operator === "!=") return a !== b;
  const isOrdered =
    (typeof a === "number" && typeof b === "number") ||
    (typeof a === "string" && typeof b === "string");
  if (!isOrdered) return false;
  if (operator === "<") return a < b;
  if (operator === ">") return a > b;
  return operator === "<=" ? a <= b : a >= b;
}
