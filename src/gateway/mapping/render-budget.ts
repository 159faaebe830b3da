// What one rendering may use: steps, which stand for time, and characters. A template that runs out of it fails;
// nothing a template says can hold up the process.

/** Steps of a rendering: a statement, an expression, 32 characters of text that is copied. Some tenths of a second. */
export const RENDER_STEPS_MAX = 1_000_000;
/** Characters of an output or of any text on the way: AWS's limit of a payload, 10 MB. */
export const RENDER_TEXT_MAX = 10 * 1024 * 1024;

const CHARACTERS_PER_STEP = 32;

export class RenderBudget {
  #stepsLeft: number;
  /** Why the rendering ended; "" while all is well. */
  failure = "";

  constructor(steps = RENDER_STEPS_MAX) {
    this.#stepsLeft = steps;
  }

  /** False when the budget is gone or the rendering has failed: the caller stops. */
  spend(steps: number): boolean {
    this.#stepsLeft -= steps;
    if (this.#stepsLeft < 0) this.fail("The template takes too many steps");
    return this.failure === "";
  }

  /** For a text that was made or read as a whole. */
  spendText(text: string): boolean {
    if (text.length > RENDER_TEXT_MAX) this.fail("The template makes too long a text");
    return this.spend(1 + text.length / CHARACTERS_PER_STEP);
  }

  /** The first reason stays. */
  fail(message: string): void {
    if (this.failure === "") this.failure = message;
  }
}
