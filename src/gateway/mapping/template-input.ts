// $input in a mapping template: the body as text and as a document, and the request's parameters.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#input-variable-reference
import type { MultiValues, RestMappingView } from "../rest-api/mapping-functions.ts";
import { DocumentSource, type PathCache } from "./document-source.ts";
import { jsonText } from "./java-json.ts";
import { textOf } from "./java-text.ts";
import type { CallResult, HostObject, JavaMap, JavaValue } from "./java-value.ts";
import type { RenderBudget } from "./render-budget.ts";

/** What $input.body and $input.json('$') say of a request without a body. */
const EMPTY_DOCUMENT = "{}";

export class TemplateInput implements HostObject {
  readonly #view: RestMappingView;
  readonly #paths: PathCache;
  readonly #budget: RenderBudget;
  #source: DocumentSource | null = null;
  #params: JavaMap | null = null;

  constructor(view: RestMappingView, paths: PathCache, budget: RenderBudget) {
    this.#view = view;
    this.#paths = paths;
    this.#budget = budget;
  }

  member(name: string): JavaValue {
    return name === "body" ? this.#body() : null;
  }

  call(name: string, args: readonly JavaValue[], budget: RenderBudget): CallResult {
    const [first] = args;
    const argument = first === undefined || first === null ? "$" : textOf(first, budget);
    switch (name) {
      case "json":
        return this.#json(argument);
      case "path":
        // [I] An empty body is an empty text.
        return this.#view.inputBody() === "" ? "" : (this.#document().at(argument) ?? null);
      case "params":
        return first === undefined ? this.#allParams() : this.#param(argument);
      case "getBody":
        return this.#body();
      default:
        return undefined;
    }
  }

  assign(): boolean {
    return false;
  }

  text(): string {
    return "";
  }

  #body(): string {
    const body = this.#view.inputBody();
    return body === "" ? EMPTY_DOCUMENT : body;
  }

  #document(): DocumentSource {
    this.#source ??= new DocumentSource(this.#body(), this.#paths, this.#budget);
    return this.#source;
  }

  /** [I] What is not there is an empty text in JSON, too. */
  #json(path: string): string {
    const value = this.#document().at(path);
    return value === undefined ? '""' : jsonText(value, this.#budget);
  }

  /** Path, then query, then header; a name that is in none of them is empty. */
  #param(name: string): string {
    const view = this.#view;
    return (
      view.pathParameters().get(name) ??
      view.queryParameters().get(name)?.at(-1) ??
      view.requestHeaders().get(name)?.at(-1) ??
      ""
    );
  }

  #allParams(): JavaMap {
    this.#params ??= new Map<string, JavaValue>([
      ["path", new Map(this.#view.pathParameters())],
      ["querystring", lastValues(this.#view.queryParameters())],
      ["header", lastValues(this.#view.requestHeaders())],
    ]);
    return this.#params;
  }
}

/** [I] Of several values the last, as the one value of an event is. */
function lastValues(values: MultiValues): JavaMap {
  const last: JavaMap = new Map();
  for (const [name, all] of values) last.set(name, all.at(-1) ?? "");
  return last;
}
