// A mapping template's text to what the renderer walks: blocks put together, macros set apart. Done once per snapshot;
// time, nesting and size are bounded, and what cannot be read is a problem with words, not an exception.
// https://velocity.apache.org/engine/1.7/vtl-reference.html
import { VtlExpressionReader, VtlSyntaxError } from "./vtl-expression.ts";
import type { VtlBranch, VtlExpression, VtlMacro, VtlStatement } from "./vtl-nodes.ts";
import { VtlScanner, type VtlFragment, type VtlToken } from "./vtl-scanner.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
export const TEMPLATE_BYTES_MAX = 300 * 1024;
/** Blocks in blocks, and templates in the strings of templates. */
const BLOCK_DEPTH_MAX = 64;
const INTERPOLATION_DEPTH_MAX = 4;
/** Reading a template of the permitted size takes a tenth of it. */
const COMPILE_TIME_MAX_MS = 2000;
const MACROS_MAX = 100;

export interface VtlProgram {
  readonly body: readonly VtlStatement[];
  readonly macros: ReadonlyMap<string, VtlMacro>;
}

export interface VtlProblem {
  readonly problem: string;
}

const MACRO_NAMES = /#macro[ \t]*\(\s*([A-Za-z_]\w*)/g;
const MACRO_HEAD = /^\(\s*([A-Za-z_]\w*)((?:[\s,]+\$[A-Za-z_][\w-]*)*)\s*\)$/;
const DEFINE_HEAD = /^\(\s*\$!?\{?([A-Za-z_][\w-]*)\}?\s*\)$/;
const NO_FRAGMENT: VtlFragment = { text: "()", strings: [] };

/** Reads a template. */
export function compileVtl(text: string): VtlProgram | VtlProblem {
  if (Buffer.byteLength(text) > TEMPLATE_BYTES_MAX) {
    return { problem: `The template is longer than ${TEMPLATE_BYTES_MAX} bytes` };
  }
  const names = new Set<string>();
  for (const [, name] of text.matchAll(MACRO_NAMES)) names.add(name ?? "");
  if (names.size > MACROS_MAX) return { problem: "The template has too many macros" };
  const compiler = new VtlCompiler(names);
  try {
    return { body: compiler.compile(text), macros: compiler.macros };
  } catch (problem) {
    if (problem instanceof VtlSyntaxError) return { problem: problem.message };
    throw problem;
  }
}

class VtlCompiler {
  readonly macros = new Map<string, VtlMacro>();
  readonly #macroNames: ReadonlySet<string>;
  readonly #expressions: VtlExpressionReader;
  readonly #endsAtMs = performance.now() + COMPILE_TIME_MAX_MS;
  #tokens: readonly VtlToken[] = [];
  #next = 0;
  #depth = 0;
  #interpolationDepth = 0;

  constructor(macroNames: ReadonlySet<string>) {
    this.#macroNames = macroNames;
    this.#expressions = new VtlExpressionReader((text) => this.#interpolated(text));
  }

  compile(text: string): readonly VtlStatement[] {
    const outer = { tokens: this.#tokens, next: this.#next, depth: this.#depth };
    const scanner = new VtlScanner(text, this.#macroNames);
    this.#tokens = scanner.scan();
    if (scanner.problem !== "") throw new VtlSyntaxError(scanner.problem);
    this.#next = 0;
    this.#depth = 0;
    const body = this.#block();
    if (this.#next < this.#tokens.length) throw new VtlSyntaxError("#end or #else without a block");
    this.#tokens = outer.tokens;
    this.#next = outer.next;
    this.#depth = outer.depth;
    return body;
  }

  #interpolated(text: string): readonly VtlStatement[] {
    if (++this.#interpolationDepth > INTERPOLATION_DEPTH_MAX) {
      throw new VtlSyntaxError("Texts in texts are nested too deeply");
    }
    const body = this.compile(text);
    this.#interpolationDepth--;
    return body;
  }

  /** Up to #end, #else or #elseif, which is left for the caller, or the end of the text. */
  #block(): readonly VtlStatement[] {
    if (++this.#depth > BLOCK_DEPTH_MAX) throw new VtlSyntaxError("Blocks are nested too deeply");
    const statements: VtlStatement[] = [];
    for (; this.#next < this.#tokens.length; this.#next++) {
      if (performance.now() > this.#endsAtMs) {
        throw new VtlSyntaxError("The template takes too long to read");
      }
      const token = this.#tokens[this.#next] as VtlToken;
      if (token.type === "text") statements.push(token);
      else if (token.type === "reference") statements.push(this.#print(token));
      else {
        if (token.name === "end" || token.name === "else" || token.name === "elseif") break;
        this.#directive(token.name, token.fragment ?? NO_FRAGMENT, statements);
      }
    }
    this.#depth--;
    return statements;
  }

  #print(token: VtlToken & { readonly type: "reference" }): VtlStatement {
    const { source, backslashes } = token;
    const reference = this.#expressions.reference(token.fragment);
    return { type: "print", reference, isQuiet: source.startsWith("$!"), source, backslashes };
  }

  #directive(name: string, fragment: VtlFragment, into: VtlStatement[]): void {
    switch (name) {
      case "set":
        into.push({ type: "set", ...this.#expressions.assignment(fragment) });
        return;
      case "if":
        into.push(this.#if(fragment));
        return;
      case "foreach": {
        const loop = this.#expressions.loop(fragment);
        into.push({ type: "foreach", ...loop, body: this.#bodyOf(name) });
        return;
      }
      case "define": {
        const head = DEFINE_HEAD.exec(fragment.text);
        if (head === null) throw new VtlSyntaxError("#define has no variable");
        into.push({ type: "define", name: head[1] ?? "", body: this.#bodyOf(name) });
        return;
      }
      case "macro":
        this.#macro(fragment);
        return;
      case "break":
      case "stop":
        into.push({ type: name });
        return;
      default:
        into.push({ type: "call", name, args: this.#expressions.args(fragment) });
    }
  }

  /** Behind a directive that opens a block; the last token taken is its #end. */
  #bodyOf(directive: string): readonly VtlStatement[] {
    this.#next++;
    const body = this.#block();
    this.#expectEnd(directive);
    return body;
  }

  #expectEnd(directive: string): void {
    const token = this.#tokens[this.#next];
    if (token?.type !== "directive" || token.name !== "end") {
      throw new VtlSyntaxError(`#${directive} lacks its #end`);
    }
  }

  #if(fragment: VtlFragment): VtlStatement {
    const branches: VtlBranch[] = [];
    let condition: VtlExpression | null = this.#expressions.condition(fragment);
    for (;;) {
      this.#next++;
      branches.push({ condition, body: this.#block() });
      const token = this.#tokens[this.#next];
      if (condition === null || token?.type !== "directive" || token.name === "end") break;
      condition =
        token.name === "elseif" ? this.#expressions.condition(token.fragment ?? NO_FRAGMENT) : null;
    }
    this.#expectEnd("if");
    return { type: "if", branches };
  }

  #macro(fragment: VtlFragment): void {
    const head = MACRO_HEAD.exec(fragment.text);
    if (head === null) throw new VtlSyntaxError("#macro has no name");
    const [, name = "", parameters = ""] = head;
    const names = parameters.match(/[A-Za-z_][\w-]*/g) ?? [];
    this.macros.set(name, { parameters: names, body: this.#bodyOf("macro") });
  }
}
