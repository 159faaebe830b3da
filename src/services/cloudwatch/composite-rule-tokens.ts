// The words of a composite alarm's rule, with their places. What they mean together is the parser's business.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html

/** Wrong in a rule; the message is what AWS puts into `Error in AlarmRule […]`. */
export class CompositeRuleError extends Error {}

export interface RuleToken {
  readonly kind: "symbol" | "word" | "quoted" | "end";
  /** A symbol or word as it is written, of a quoted name what is between its quotes. */
  readonly text: string;
  /** How many characters come before it. */
  readonly at: number;
}

/** White space, a symbol, a name in quotes (which quotes its own with a backslash), or a word. */
const TOKEN = /\s+|([(),])|"((?:[^"\\]|\\.)*)"|([^\s(),"]+)/suy;

/** In order of place, the end last. */
export function ruleTokens(rule: string): RuleToken[] {
  const tokens: RuleToken[] = [];
  let at = 0;
  while (at < rule.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(rule);
    // Only a quote that nothing closes is none of these. AWS's words for it are not known. [I]
    if (match === null) throw new CompositeRuleError(`Unterminated quote at char ${at}`);
    const [whole, symbol, quoted, word] = match;
    if (symbol !== undefined) tokens.push({ kind: "symbol", text: symbol, at });
    else if (quoted !== undefined) tokens.push({ kind: "quoted", text: unescaped(quoted), at });
    else if (word !== undefined) tokens.push({ kind: "word", text: word, at });
    at += whole.length;
  }
  tokens.push({ kind: "end", text: "", at });
  return tokens;
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/gsu, "$1");
}
