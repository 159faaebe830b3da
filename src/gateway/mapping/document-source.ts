// A body as a document, read when somebody asks and once: for $input, and for the body paths of parameter mappings.
import { evaluatePath, parseDocumentPath, type DocumentPath } from "./document-path.ts";
import { NOT_JSON, parseJson } from "./java-json.ts";
import type { JavaValue } from "./java-value.ts";
import type { RenderBudget } from "./render-budget.ts";

/** Paths of a template that are kept; templates that make their own have no end of them. */
const PATHS_MAX = 256;
const CHARACTERS_PER_STEP = 32;

/** Paths that were read already; one for each template or mapping. */
export class PathCache {
  readonly #paths = new Map<string, DocumentPath | null>();

  get(text: string): DocumentPath | null {
    const known = this.#paths.get(text);
    if (known !== undefined) return known;
    const path = parseDocumentPath(text);
    if (this.#paths.size < PATHS_MAX) this.#paths.set(text, path);
    return path;
  }
}

export class DocumentSource {
  readonly #text: string;
  readonly #paths: PathCache;
  readonly #budget: RenderBudget;
  #document: JavaValue | undefined = undefined;

  constructor(text: string, paths: PathCache, budget: RenderBudget) {
    this.#text = text;
    this.#paths = paths;
    this.#budget = budget;
  }

  /**
   * What is at a path, undefined when there is no such place. A text that does not begin as a document is one value, a string, as the reader behind
   * JSONPath takes it (form data, say); [I] one that begins as a document and is none ends the rendering.
   */
  at(path: string): JavaValue | undefined {
    const parsed = this.#paths.get(path);
    if (parsed === null) {
      this.#budget.fail(`Invalid JSONPath expression: ${path}`);
      return undefined;
    }
    this.#document ??= this.#read();
    return evaluatePath(parsed, this.#document, this.#budget);
  }

  #read(): JavaValue {
    if (!this.#budget.spend(this.#text.length / CHARACTERS_PER_STEP)) return null;
    const document = parseJson(this.#text);
    if (document !== NOT_JSON) return document;
    if (/^\s*[{[]/.test(this.#text)) {
      this.#budget.fail("The body is not the JSON it begins as");
      return null;
    }
    return this.#text;
  }
}
