// Fragments of a template ("$input.path('0')[1]", "($a == '0')") to expressions: the template library's parser gives
// its tree, and this turns it into ours. Bent on the way: "&&" binds closer than "||", strings keep their backslashes,
// and nothing of the library's own evaluation, which is JavaScript's rather than Java's, is used.
import { createRequire } from "node:module";
import type { parse } from "velocityjs";
import { integerOf } from "./java-json.ts";
import { JavaDouble } from "./java-value.ts";
import type {
  VtlExpression,
  VtlOperator,
  VtlReference,
  VtlStatement,
  VtlStep,
} from "./vtl-nodes.ts";
import type { VtlFragment, VtlString } from "./vtl-scanner.ts";

/** The library is loaded with the first template: most that run Postern have none, and it would slow its start. */
const load = createRequire(import.meta.url);

/** The library's nodes, as far as we look at them; its own types say less. */
interface LibraryNode {
  readonly type?: string;
  readonly id?: unknown;
  readonly value?: unknown;
  readonly path?: readonly LibraryNode[];
  readonly args?: readonly LibraryNode[] | false;
  readonly isRange?: boolean;
  readonly operator?: string;
  readonly expression?: readonly LibraryNode[];
  readonly condition?: LibraryNode;
  readonly equal?: readonly LibraryNode[];
  readonly from?: LibraryNode;
  readonly to?: unknown;
}

const OPERATORS: ReadonlySet<string> = new Set<VtlOperator>([
  "+",
  "-",
  "*",
  "/",
  "%",
  "||",
  "&&",
  ">",
  "<",
  ">=",
  "<=",
  "==",
  "!=",
]);

/** Reads the statements in a text in double quotes. */
export type CompileInterpolated = (text: string) => readonly VtlStatement[];

/** Thrown while a template is compiled, never while it runs; the compiler turns it into the template's problem. */
export class VtlSyntaxError extends Error {}

/** Fragments of one template; equal ones are parsed once. */
export class VtlExpressionReader {
  readonly #compileInterpolated: CompileInterpolated;
  readonly #library: { readonly parse: typeof parse };
  readonly #parsed = new Map<string, LibraryNode>();
  #strings: readonly VtlString[] = [];

  constructor(compileInterpolated: CompileInterpolated) {
    this.#compileInterpolated = compileInterpolated;
    this.#library = load("velocityjs") as { readonly parse: typeof parse };
  }

  /** "$a.b" */
  reference(fragment: VtlFragment): VtlReference {
    return this.#within(fragment, fragment.text, (node) => this.#reference(node));
  }

  /** "($a == 1)" of #if and #elseif. */
  condition(fragment: VtlFragment): VtlExpression {
    return this.#within(fragment, `#if${fragment.text}#end`, (node) =>
      this.#expression(node.condition),
    );
  }

  /** "($a = 1)" of #set. */
  assignment(fragment: VtlFragment): { target: VtlReference; value: VtlExpression } {
    return this.#within(fragment, `#set${fragment.text}`, ({ equal }) => {
      const target = equal?.[0];
      if (target?.type !== "references") throw new VtlSyntaxError("#set has no variable");
      return { target: this.#reference(target), value: this.#expression(equal?.[1]) };
    });
  }

  /** "($a in $b)" of #foreach. */
  loop(fragment: VtlFragment): { variable: string; list: VtlExpression } {
    return this.#within(fragment, `#foreach${fragment.text}#end`, (node) => {
      if (typeof node.to !== "string") throw new VtlSyntaxError("#foreach has no variable");
      return { variable: node.to, list: this.#expression(node.from) };
    });
  }

  /** "($a, 1)" of a macro's call. */
  args(fragment: VtlFragment): readonly VtlExpression[] {
    if (/^\(\s*\)$/.test(fragment.text)) return [];
    return this.#within(fragment, `#call${fragment.text}`, (node) =>
      (node.args === false ? [] : (node.args ?? [])).map((arg) => this.#expression(arg)),
    );
  }

  #within<T>(fragment: VtlFragment, source: string, read: (node: LibraryNode) => T): T {
    const outer = this.#strings;
    this.#strings = fragment.strings;
    const result = read(this.#parse(source));
    this.#strings = outer;
    return result;
  }

  #parse(source: string): LibraryNode {
    const known = this.#parsed.get(source);
    if (known !== undefined) return known;
    let nodes: readonly unknown[];
    try {
      nodes = this.#library.parse(source);
    } catch {
      throw new VtlSyntaxError(`Cannot read "${source.slice(0, 200)}"`);
    }
    // Blocks come as a list that begins with their directive.
    const [first] = nodes;
    const node = (Array.isArray(first) ? first[0] : first) as LibraryNode | string | undefined;
    if (typeof node !== "object" || nodes.length !== 1) {
      throw new VtlSyntaxError(`Cannot read "${source.slice(0, 200)}"`);
    }
    this.#parsed.set(source, node);
    return node;
  }

  #reference(node: LibraryNode): VtlReference {
    if (node.type !== "references" || typeof node.id !== "string" || node.args !== undefined) {
      throw new VtlSyntaxError("A reference is expected");
    }
    return {
      type: "reference",
      root: node.id,
      steps: (node.path ?? []).map((step) => this.#step(step)),
    };
  }

  #step(node: LibraryNode): VtlStep {
    if (node.type === "index") return { type: "index", key: this.#expression(node.id) };
    if (typeof node.id !== "string") throw new VtlSyntaxError("A name is expected");
    if (node.type === "property") return { type: "property", name: node.id };
    if (node.type !== "method") throw new VtlSyntaxError("A name or method is expected");
    const args = node.args === false ? [] : (node.args ?? []);
    return { type: "method", name: node.id, args: args.map((arg) => this.#expression(arg)) };
  }

  #expression(input: unknown): VtlExpression {
    // The ends of ranges, and negative numbers, come as they are.
    if (typeof input === "string" || typeof input === "number") {
      return { type: "literal", value: integerOf(String(input)) };
    }
    if (typeof input !== "object" || input === null) {
      throw new VtlSyntaxError("A value is expected");
    }
    const node = input as LibraryNode;
    switch (node.type) {
      case "references":
        return this.#reference(node);
      case "integer":
        return { type: "literal", value: integerOf(String(node.value)) };
      case "decimal":
        return { type: "literal", value: new JavaDouble(Number(node.value)) };
      case "bool":
        return { type: "literal", value: node.value === "null" ? null : node.value === "true" };
      case "string":
        return this.#string(node);
      case "array":
        return this.#list(node);
      case "map":
        return this.#map(node);
      case "math":
        return this.#math(node);
      default:
        throw new VtlSyntaxError("A value is expected");
    }
  }

  #stringAt(index: string): VtlString {
    const string = this.#strings[Number(index)];
    if (string === undefined) throw new VtlSyntaxError("A text is expected");
    return string;
  }

  #string(node: LibraryNode): VtlExpression {
    const { text, isInterpolated } = this.#stringAt(String(node.value));
    if (!isInterpolated || !/[$#]/.test(text)) return { type: "literal", value: text };
    return { type: "interpolated", body: this.#compileInterpolated(text) };
  }

  #list({ value, isRange }: LibraryNode): VtlExpression {
    const items = (value as readonly unknown[]).map((item) => this.#expression(item));
    const [from, to] = items;
    if (isRange !== true) return { type: "list", items };
    if (from === undefined || to === undefined) throw new VtlSyntaxError("A range has two ends");
    return { type: "range", from, to };
  }

  #map({ value }: LibraryNode): VtlExpression {
    // The names are places of strings, and come in their order.
    const members = Object.entries((value ?? {}) as Record<string, unknown>).map(
      ([name, member]) => [this.#stringAt(name).text, this.#expression(member)] as const,
    );
    return { type: "map", members };
  }

  #math(node: LibraryNode): VtlExpression {
    const { operator = "", expression = [] } = node;
    if (operator === "parenthesis") return this.#expression(expression[0]);
    if (operator === "not") return { type: "not", operand: this.#expression(expression[0]) };
    if (operator === "minus") {
      const zero: VtlExpression = { type: "literal", value: 0 };
      return {
        type: "operation",
        operator: "-",
        left: zero,
        right: this.#expression(expression[0]),
      };
    }
    if (operator === "||" || operator === "&&") return this.#logic(node);
    if (!OPERATORS.has(operator)) throw new VtlSyntaxError(`Unknown operator "${operator}"`);
    return {
      type: "operation",
      operator: operator as VtlOperator,
      left: this.#expression(expression[0]),
      right: this.#expression(expression[1]),
    };
  }

  /** The library gives "||" and "&&" one precedence; a chain of them is put together anew. */
  #logic(node: LibraryNode): VtlExpression {
    const operands: VtlExpression[] = [];
    const operators: string[] = [];
    let rest: LibraryNode = node;
    while (rest.type === "math" && (rest.operator === "||" || rest.operator === "&&")) {
      operands.unshift(this.#expression(rest.expression?.[1]));
      operators.unshift(rest.operator);
      rest = rest.expression?.[0] ?? {};
    }
    let all: VtlExpression | null = null;
    let term = this.#expression(rest);
    for (const [i, operator] of operators.entries()) {
      const operand = operands[i] as VtlExpression;
      if (operator === "&&") term = { type: "operation", operator, left: term, right: operand };
      else {
        all = all === null ? term : { type: "operation", operator: "||", left: all, right: term };
        term = operand;
      }
    }
    return all === null ? term : { type: "operation", operator: "||", left: all, right: term };
  }
}
