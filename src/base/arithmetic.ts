// Arithmetic between two numbers as the languages that users write have it: metric math, and queries of log events.
// What comes of a division by zero, or of a value that is missing, is each language's own business.

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "^";

/** `left operator right`, as IEEE 754 has it. */
export function arithmetic(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "%":
      return left % right;
    case "^":
      return left ** right;
  }
}
