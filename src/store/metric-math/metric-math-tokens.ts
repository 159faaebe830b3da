// A metric math expression cut into tokens: numbers, names, texts in single or double quotes, operators.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax
import { MetricMathError } from "./metric-math-error.ts";

export interface MathToken {
  readonly kind: "number" | "name" | "text" | "symbol" | "end";
  readonly text: string;
  /** Of its first character, from 0. */
  readonly at: number;
}

const SPACE = /\s+/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const TEXT = /'([^']*)'|"([^"]*)"|[“”]([^“”]*)[“”]/y;
const SYMBOL = /==|!=|<=|>=|&&|\|\||[-+*/^()[\],<>!]/y;

/** The tokens in order; the last one is the end. */
export function mathTokens(expression: string): MathToken[] {
  const tokens: MathToken[] = [];
  let at = 0;
  while (at < expression.length) {
    const space = matchAt(SPACE, expression, at);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const [kind, match] = nextToken(expression, at);
    const text = kind === "text" ? (match[1] ?? match[2] ?? match[3] ?? "") : match[0];
    tokens.push({ kind, text, at });
    at += match[0].length;
  }
  tokens.push({ kind: "end", text: "", at });
  return tokens;
}

function nextToken(expression: string, at: number): [MathToken["kind"], RegExpExecArray] {
  const number = matchAt(NUMBER, expression, at);
  if (number !== null) return ["number", number];
  const name = matchAt(NAME, expression, at);
  if (name !== null) return ["name", name];
  const text = matchAt(TEXT, expression, at);
  if (text !== null) return ["text", text];
  const symbol = matchAt(SYMBOL, expression, at);
  if (symbol !== null) return ["symbol", symbol];
  throw new MetricMathError(`Unexpected character '${expression.charAt(at)}' at ${at + 1}`);
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
