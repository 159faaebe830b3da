// Walks a mapping template and writes its text. Java's ways with values: what is null or missing prints nothing below a
// variable that is known and its own source text below one that is not, #set with null changes nothing, everything
// but null and false counts as true.
// https://velocity.apache.org/engine/1.7/user-guide.html
import { compute } from "./java-arithmetic.ts";
import { javaEquals, textOf } from "./java-text.ts";
import { JavaList, type CallResult, type HostObject, type JavaValue } from "./java-value.ts";
import { RENDER_TEXT_MAX, type RenderBudget } from "./render-budget.ts";
import { assignTo, callMethod, elementOf, memberOf } from "./vtl-methods.ts";
import type { VtlExpression, VtlReference, VtlStatement, VtlStep } from "./vtl-nodes.ts";
import type { VtlProgram } from "./vtl-compiler.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
export const FOREACH_ITERATIONS_MAX = 1000;
/** Macros and #define'd texts that stand in one another. */
const CALL_DEPTH_MAX = 20;
/** Of a range such as [1..9]; #foreach takes no more of it anyway. */
const RANGE_MAX = FOREACH_ITERATIONS_MAX;

const GO_ON = 0;
const BREAK = 1;
const STOP = 2;
type Signal = 0 | 1 | 2;

/** $foreach */
class LoopState implements HostObject {
  index = 0;
  hasNext = false;
  readonly parent: JavaValue;

  constructor(parent: JavaValue) {
    this.parent = parent;
  }

  member(name: string): JavaValue {
    switch (name) {
      case "index":
        return this.index;
      case "count":
        return this.index + 1;
      case "hasNext":
        return this.hasNext;
      case "first":
        return this.index === 0;
      case "last":
        return !this.hasNext;
      case "parent":
        return this.parent;
      default:
        return null;
    }
  }

  call(name: string): CallResult {
    return name === "hasNext" ? this.hasNext : undefined;
  }

  assign(): boolean {
    return false;
  }

  text(): string {
    return "";
  }
}

export class VtlRenderer {
  readonly #program: VtlProgram;
  readonly #budget: RenderBudget;
  readonly #variables: Map<string, JavaValue>;
  readonly #defined = new Map<string, readonly VtlStatement[]>();
  #out = "";
  #callDepth = 0;

  /** `variables`: what the template begins with; the renderer's own from then on. */
  constructor(program: VtlProgram, variables: Map<string, JavaValue>, budget: RenderBudget) {
    this.#program = program;
    this.#variables = variables;
    this.#budget = budget;
  }

  /** The text; of no use when the budget says that the rendering failed. */
  render(): string {
    this.#run(this.#program.body);
    return this.#out;
  }

  #run(statements: readonly VtlStatement[]): Signal {
    for (const statement of statements) {
      if (!this.#budget.spend(1)) return STOP;
      const signal = this.#statement(statement);
      if (signal !== GO_ON) return signal;
    }
    return GO_ON;
  }

  #statement(statement: VtlStatement): Signal {
    switch (statement.type) {
      case "text":
        this.#emit(statement.text);
        return GO_ON;
      case "print":
        this.#print(statement);
        return GO_ON;
      case "set":
        this.#set(statement.target, this.#evaluate(statement.value));
        return GO_ON;
      case "if":
        for (const { condition, body } of statement.branches) {
          if (condition === null || isTrue(this.#evaluate(condition))) return this.#run(body);
        }
        return GO_ON;
      case "foreach":
        return this.#foreach(statement);
      case "define":
        this.#defined.set(statement.name, statement.body);
        return GO_ON;
      case "call":
        return this.#call(statement);
      case "break":
        return BREAK;
      case "stop":
        return STOP;
    }
  }

  #emit(text: string): void {
    if (this.#out.length + text.length > RENDER_TEXT_MAX) {
      this.#budget.fail("The template makes too long a text");
    } else if (this.#budget.spendText(text)) this.#out += text;
  }

  #print(statement: VtlStatement & { readonly type: "print" }): void {
    const { reference, isQuiet, source, backslashes } = statement;
    const body = reference.steps.length === 0 ? this.#defined.get(reference.root) : undefined;
    const value = body === undefined ? this.#reference(reference) : this.#capture(body);
    const isKnown = body !== undefined || this.#variables.has(reference.root);
    if (backslashes > 0) {
      // "\$known" is the text "$known"; "\$unknown" stays as it is.
      this.#emit("\\".repeat(isKnown ? backslashes >> 1 : backslashes));
      if (isKnown && backslashes % 2 === 1) {
        this.#emit(source);
        return;
      }
    }
    if (value !== null) this.#emit(textOf(value, this.#budget));
    else if (!isQuiet && !isKnown) this.#emit(source);
  }

  /** What statements write, as a value. */
  #capture(statements: readonly VtlStatement[]): string {
    if (++this.#callDepth > CALL_DEPTH_MAX) this.#budget.fail("Calls are nested too deeply");
    const outer = this.#out;
    this.#out = "";
    this.#run(statements);
    const text = this.#out;
    this.#out = outer;
    this.#callDepth--;
    return this.#budget.spendText(text) ? text : "";
  }

  #set(target: VtlReference, value: JavaValue): void {
    const { root, steps } = target;
    const last = steps.at(-1);
    if (last === undefined) {
      // Velocity leaves a variable as it is when it is set to null.
      if (value !== null || !this.#variables.has(root)) this.#variables.set(root, value);
      return;
    }
    if (value === null || last.type === "method") return;
    let parent = this.#variables.get(root) ?? null;
    for (const step of steps.slice(0, -1)) parent = this.#step(parent, step);
    const key = last.type === "property" ? last.name : this.#evaluate(last.key);
    if (parent !== null) assignTo(parent, key, value, this.#budget);
  }

  #foreach(statement: VtlStatement & { readonly type: "foreach" }): Signal {
    const items = this.#itemsOf(this.#evaluate(statement.list));
    const variables = this.#variables;
    const names = [statement.variable, "foreach", "velocityCount"] as const;
    const outer = names.map((name) => variables.get(name));
    const state = new LoopState(variables.get("foreach") ?? null);
    const end = Math.min(items.length, FOREACH_ITERATIONS_MAX);
    let signal: Signal = GO_ON;
    for (let i = 0; i < end && signal === GO_ON; i++) {
      state.index = i;
      state.hasNext = i + 1 < items.length;
      variables.set(statement.variable, items[i] ?? null);
      variables.set("foreach", state);
      variables.set("velocityCount", i + 1);
      signal = this.#run(statement.body);
    }
    for (const [i, name] of names.entries()) {
      const before = outer[i];
      if (before === undefined) variables.delete(name);
      else variables.set(name, before);
    }
    return signal === STOP ? STOP : GO_ON;
  }

  /** Of a list its elements, of a map its values. */
  #itemsOf(value: JavaValue): readonly JavaValue[] {
    if (value instanceof JavaList) {
      return this.#budget.spend(value.items.length) ? value.items.slice() : [];
    }
    if (!(value instanceof Map)) return [];
    return this.#budget.spend(value.size) ? [...value.values()] : [];
  }

  #call(statement: VtlStatement & { readonly type: "call" }): Signal {
    const macro = this.#program.macros.get(statement.name);
    if (macro === undefined) return GO_ON;
    if (++this.#callDepth > CALL_DEPTH_MAX) {
      this.#budget.fail("Macros are nested too deeply");
      return STOP;
    }
    const args = statement.args.map((arg) => this.#evaluate(arg));
    const outer = macro.parameters.map((name) => this.#variables.get(name));
    for (const [i, name] of macro.parameters.entries()) {
      this.#variables.set(name, args[i] ?? null);
    }
    const signal = this.#run(macro.body);
    for (const [i, name] of macro.parameters.entries()) {
      const before = outer[i];
      if (before === undefined) this.#variables.delete(name);
      else this.#variables.set(name, before);
    }
    this.#callDepth--;
    return signal === STOP ? STOP : GO_ON;
  }

  #reference({ root, steps }: VtlReference): JavaValue {
    let value = this.#variables.get(root) ?? null;
    const body = value === null ? this.#defined.get(root) : undefined;
    if (body !== undefined) value = this.#capture(body);
    for (const step of steps) {
      if (value === null || !this.#budget.spend(1)) return null;
      value = this.#step(value, step);
    }
    return value;
  }

  #step(value: JavaValue, step: VtlStep): JavaValue {
    switch (step.type) {
      case "property":
        return memberOf(value, step.name);
      case "index":
        return elementOf(value, this.#evaluate(step.key), this.#budget);
      case "method": {
        const args = step.args.map((arg) => this.#evaluate(arg));
        return callMethod(value, step.name, args, this.#budget) ?? null;
      }
    }
  }

  #evaluate(expression: VtlExpression): JavaValue {
    if (!this.#budget.spend(1)) return null;
    switch (expression.type) {
      case "literal":
        return expression.value;
      case "reference":
        return this.#reference(expression);
      case "interpolated":
        return this.#capture(expression.body);
      case "list":
        return new JavaList(
          expression.items.map((item) => this.#evaluate(item)),
          false,
        );
      case "map":
        return new Map(
          expression.members.map(([name, member]) => [name, this.#evaluate(member)] as const),
        );
      case "range":
        return this.#range(this.#evaluate(expression.from), this.#evaluate(expression.to));
      case "not":
        return !isTrue(this.#evaluate(expression.operand));
      case "operation":
        return this.#operation(expression);
    }
  }

  #operation({ operator, left, right }: VtlExpression & { readonly type: "operation" }): JavaValue {
    const first = this.#evaluate(left);
    if (operator === "&&") return isTrue(first) && isTrue(this.#evaluate(right));
    if (operator === "||") return isTrue(first) || isTrue(this.#evaluate(right));
    const second = this.#evaluate(right);
    if (operator === "==") return javaEquals(first, second, this.#budget);
    if (operator === "!=") return !javaEquals(first, second, this.#budget);
    return compute(operator, first, second, this.#budget);
  }

  #range(from: JavaValue, to: JavaValue): JavaValue {
    if (typeof from !== "number" || typeof to !== "number") return null;
    const items: JavaValue[] = [];
    const step = from <= to ? 1 : -1;
    const count = Math.min(Math.abs(to - from) + 1, RANGE_MAX);
    if (!this.#budget.spend(count)) return null;
    for (let i = 0; i < count; i++) items.push(from + i * step);
    return new JavaList(items, false);
  }
}

function isTrue(value: JavaValue): boolean {
  return value !== null && value !== false;
}
