// Mapping templates of REST APIs: read once per snapshot, rendered for each request within a budget of steps and
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
import { compileVtl, type VtlProblem, type VtlProgram } from "./vtl-compiler.ts";
import { VtlRenderer } from "./vtl-renderer.ts";

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

/** Read when it is rendered first: a deployment has hundreds of templates, and few are in use at once. */
class VtlTemplate implements MappingTemplate {
  readonly #text: string;
  readonly #paths = new PathCache();
  #program: VtlProgram | VtlProblem | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  render(view: RestMappingView): string | TemplateFailure {
    this.#program ??= compileVtl(this.#text);
    if ("problem" in this.#program) return { message: this.#program.problem };
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

/** A template of a deployment. One that cannot be read fails whenever it is rendered. */
export function compileTemplate(text: string): MappingTemplate {
  return /[$#\\]/.test(text) ? new VtlTemplate(text) : new FixedTemplate(text);
}
