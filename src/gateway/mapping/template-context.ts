// $context in a mapping template: variables by their dotted names, and the overrides, which are set here and have the
// last word over mappings. An override may be set once.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
import type { RestMappingView } from "../rest-api/mapping-functions.ts";
import { textOf } from "./java-text.ts";
import type { CallResult, HostObject, JavaValue } from "./java-value.ts";
import { isContextGroup, restContextVariable } from "./rest-context.ts";
import type { RenderBudget } from "./render-budget.ts";

const OVERRIDES_MAX = 200;
const STATUS = /^[1-5]\d\d$/;

/** $context itself, or what begins with "identity." and the like. */
export class TemplateContext implements HostObject {
  readonly #view: RestMappingView;
  /** "", or the groups above with their dots. */
  readonly #prefix: string;

  constructor(view: RestMappingView, prefix: string) {
    this.#view = view;
    this.#prefix = prefix;
  }

  member(name: string): JavaValue {
    const full = this.#prefix + name;
    const override = this.#overrideMap()?.get(name) ?? this.#singleOverride(full);
    if (override !== null) return override;
    const value = restContextVariable(full, this.#view.context);
    if (value !== undefined) return value;
    return isContextGroup(full) ? new TemplateContext(this.#view, `${full}.`) : null;
  }

  call(name: string, args: readonly JavaValue[], budget: RenderBudget): CallResult {
    const [first = null] = args;
    return name === "get" && first !== null ? this.member(textOf(first, budget)) : undefined;
  }

  assign(name: string, value: JavaValue, budget: RenderBudget): boolean {
    const full = this.#prefix + name;
    const text = textOf(value, budget);
    const { overrides } = this.#view;
    const map = this.#overrideMap();
    if (map !== null) {
      if (map.has(name)) budget.fail(`$context.${full} is set twice`);
      else if (map.size >= OVERRIDES_MAX) budget.fail("The template sets too many overrides");
      else map.set(name, text);
      return true;
    }
    if (full === "requestOverride.path") {
      if (overrides.requestWholePath !== null) budget.fail(`$context.${full} is set twice`);
      else overrides.requestWholePath = text;
      return true;
    }
    if (full !== "responseOverride.status") return false;
    if (overrides.responseStatus !== null) budget.fail(`$context.${full} is set twice`);
    else if (!STATUS.test(text)) budget.fail(`$context.${full} is no status: ${text}`);
    else overrides.responseStatus = Number(text);
    return true;
  }

  text(): string {
    return "";
  }

  #overrideMap(): Map<string, string> | null {
    const { overrides } = this.#view;
    switch (this.#prefix) {
      case "requestOverride.header.":
        return overrides.requestHeaders;
      case "requestOverride.querystring.":
        return overrides.requestQuery;
      case "requestOverride.path.":
        return overrides.requestPath;
      case "responseOverride.header.":
        return overrides.responseHeaders;
      default:
        return null;
    }
  }

  #singleOverride(full: string): string | null {
    const { overrides } = this.#view;
    // Of a path that was not set, the parts can be: it is a group, then.
    if (full === "requestOverride.path") return overrides.requestWholePath;
    if (full !== "responseOverride.status" || overrides.responseStatus === null) return null;
    return String(overrides.responseStatus);
  }
}
