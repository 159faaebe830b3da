// What is wrong with an expression, in words for the person who wrote it. Whoever evaluates adds which query it was.

/** An expression that cannot be read, or not be evaluated. */
export class MetricMathError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MetricMathError";
  }
}
