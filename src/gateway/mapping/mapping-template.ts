// Mapping templates of REST APIs: compiled once per snapshot, rendered for each request within a budget of steps and
// characters. Nothing throws: a template that cannot be read or run says why, for the execution log.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html
import type {
  MappingTemplate,
  RestMappingView,
  TemplateFailure,
} from "../rest-api/mapping-functions.ts";
import { PathCache } from "./document-source.ts";
import type { JavaMap, JavaValue } from "./java-value.ts";
import { RenderBudget } from "./render-budget.ts";
import { TemplateContext } from "./template-context.ts";
import { TemplateInput } from "./template-input.ts";
import { TemplateUtil } from "./template-util.ts";
import { compileVtl, type VtlProgram } from "./vtl-compiler.ts";
import { VtlRenderer } from "./vtl-renderer.ts";

class BrokenTemplate implements MappingTemplate {
  readonly #failure: TemplateFailure;

  constructor(message: string) {
    this.#failure = { message };
  }

  render(): TemplateFailure {
    return this.#failure;
  }
}

/** A template that is the same for every request. */
class FixedTemplate implements MappingTemplate {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  render(): string {
    return this.#text;
  }
}

class VtlTemplate implements MappingTemplate {
  readonly #program: VtlProgram;
  readonly #paths = new PathCache();

  constructor(program: VtlProgram) {
    this.#program = program;
  }

  render(view: RestMappingView): string | TemplateFailure {
    const budget = new RenderBudget();
    const stageVariables: JavaMap = new Map(Object.entries(view.stageVariables));
    const variables = new Map<string, JavaValue>([
      ["input", new TemplateInput(view, this.#paths, budget)],
      ["util", new TemplateUtil()],
      ["context", new TemplateContext(view, "")],
      ["stageVariables", stageVariables],
    ]);
    const text = new VtlRenderer(this.#program, variables, budget).render();
    return budget.failure === "" ? text : { message: budget.failure };
  }
}

/** Reads a template. One that cannot be read fails whenever it is rendered. */
export function compileTemplate(text: string): MappingTemplate {
  if (!/[$#\\]/.test(text)) return new FixedTemplate(text);
  const program = compileVtl(text);
  return "problem" in program ? new BrokenTemplate(program.problem) : new VtlTemplate(program);
}
