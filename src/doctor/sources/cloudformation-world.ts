// What the stacks of one reading share: where they are, the other files, exports, and how much work is left. A
// template is somebody's text, and a page of it can ask for more steps than there are.
import type { IdentityPlace } from "./template-identity.ts";
import type { TemplateDocument } from "./template-file.ts";
import { TemplateError } from "./template-error.ts";
import { unresolved } from "../unresolved.ts";

/** Functions within functions, references followed by references. */
export const EVALUATION_DEPTH_MAX = 600;
export const EVALUATION_STEPS_MAX = 20_000_000;
export const STACKS_MAX = 500;
/** Of stacks within stacks. */
export const NESTING_MAX = 16;

/** Finds documents by what templates say of them. */
export interface TemplateFinder {
  /** A file beside another; undefined when it was not read. */
  beside(path: string, fromPath: string): TemplateDocument | undefined;
  /** The template that a synthesised stack of the CDK published under a hash. */
  asset(hash: string): TemplateDocument | undefined;
}

export class CloudFormationWorld {
  /** Undefined: nobody said it. */
  readonly region: string | undefined;
  readonly account: string | undefined;
  readonly place: IdentityPlace;
  readonly finder: TemplateFinder;
  readonly #exports = new Map<string, () => unknown>();
  #depth = 0;
  #stepsLeft = EVALUATION_STEPS_MAX;
  #stacksLeft = STACKS_MAX;

  constructor(
    given: { readonly region: string | undefined; readonly account: string | undefined },
    place: IdentityPlace,
    finder: TemplateFinder,
  ) {
    this.region = given.region;
    this.account = given.account;
    this.place = place;
    this.finder = finder;
  }

  /** Does a step within the steps that led to it. */
  within<T>(file: string, step: () => T, tooDeep: T): T {
    this.#stepsLeft -= 1;
    if (this.#stepsLeft < 0) {
      const problem = `its functions take more than ${EVALUATION_STEPS_MAX} steps`;
      throw new TemplateError(problem, { file, line: 0, column: 0 });
    }
    if (this.#depth >= EVALUATION_DEPTH_MAX) return tooDeep;
    this.#depth += 1;
    try {
      return step();
    } finally {
      this.#depth -= 1;
    }
  }

  /** False when there are too many already. */
  admitsStack(): boolean {
    this.#stacksLeft -= 1;
    return this.#stacksLeft >= 0;
  }

  /** The first that exports a name has it. */
  export(name: string, value: () => unknown): void {
    if (!this.#exports.has(name)) this.#exports.set(name, value);
  }

  importedValue(name: string): unknown {
    return this.#exports.get(name)?.() ?? unresolved(`import of ${name}`);
  }
}
