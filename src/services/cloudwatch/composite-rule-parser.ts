// Reads a composite alarm's rule. NOT binds closer than AND, and AND closer than OR.
//
//     rule    = all *( "OR" all )          all = one *( "AND" one )
//     one     = *"NOT" ( "(" rule ")" / "TRUE" / "FALSE" / STATE "(" alarm ")" / atLeast )
//     atLeast = "AT_LEAST" "(" count / percentage "," [ "NOT" ] STATE "," "(" alarm *( "," alarm ) ")" ")"
//
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html
import type { StateValue } from "@aws-sdk/client-cloudwatch";
import type { RuleNode } from "./composite-rule-node.ts";
import { CompositeRuleError, ruleTokens, type RuleToken } from "./composite-rule-tokens.ts";

/** Child alarms, TRUE, FALSE and parentheses, which also bounds how deep a rule can be. */
const ELEMENTS_MAX = 500;
const STATES: ReadonlySet<string> = new Set<StateValue>(["ALARM", "OK", "INSUFFICIENT_DATA"]);
/** As AWS lists what a rule or an operand may begin with. */
const OPERANDS = "'(', 'NOT', AT_LEAST, TRUE or FALSE, ALARM, OK, or INSUFFICIENT_DATA";

/** Throws a CompositeRuleError. */
export function parseCompositeRule(rule: string): RuleNode {
  const parser = new RuleParser(ruleTokens(rule));
  return parser.whole();
}

class RuleParser {
  readonly #tokens: readonly RuleToken[];
  readonly #end: RuleToken;
  #next = 0;
  #elements = 0;

  constructor(tokens: readonly RuleToken[]) {
    this.#tokens = tokens;
    this.#end = tokens.at(-1) ?? { kind: "end", text: "", at: 0 };
  }

  whole(): RuleNode {
    const node = this.#any();
    if (this.#peek().kind !== "end") throw this.#unsupported("'AND' or 'OR'");
    return node;
  }

  #any(): RuleNode {
    return this.#joined("OR", "or", () => this.#all());
  }

  #all(): RuleNode {
    return this.#joined("AND", "and", () => this.#one());
  }

  #joined(word: string, kind: "and" | "or", operand: () => RuleNode): RuleNode {
    const first = operand();
    const operands = [first];
    while (this.#takes("word", word)) operands.push(operand());
    return operands.length === 1 ? first : { kind, operands };
  }

  #one(): RuleNode {
    let isNegated = false;
    while (this.#takes("word", "NOT")) isNegated = !isNegated;
    const operand = this.#operand();
    return isNegated ? { kind: "not", operand } : operand;
  }

  #operand(): RuleNode {
    const { kind, text } = this.#peek();
    if (this.#takes("symbol", "(")) {
      this.#count();
      const inner = this.#any();
      this.#expect(")");
      return inner;
    }
    if (kind !== "word") throw this.#unsupported(OPERANDS);
    if (text === "AT_LEAST") return this.#atLeast();
    if (isState(text)) {
      this.#next++;
      this.#expect("(");
      const alarm = this.#alarm();
      this.#expect(")");
      return { kind: "state", state: text, alarm };
    }
    // AWS's own advice is to set a rule to `false`, in lower case.
    const isTrue = text.toUpperCase() === "TRUE";
    if (!isTrue && text.toUpperCase() !== "FALSE") throw this.#unsupported(OPERANDS);
    this.#next++;
    this.#count();
    return { kind: "constant", value: isTrue };
  }

  #atLeast(): RuleNode {
    this.#next++;
    this.#expect("(");
    const { threshold, isPercentage, place } = this.#threshold();
    this.#expect(",");
    const isNegated = this.#takes("word", "NOT");
    const { kind, text: state } = this.#peek();
    if (kind !== "word" || !isState(state)) {
      throw this.#unsupported("NOT, ALARM, OK, or INSUFFICIENT_DATA");
    }
    this.#next++;
    this.#expect(",");
    this.#expect("(");
    const alarms = [this.#alarm()];
    while (this.#takes("symbol", ",")) alarms.push(this.#alarm());
    this.#expect(")");
    this.#expect(")");
    const thresholdMax = isPercentage ? 100 : alarms.length;
    if (threshold < 1 || threshold > thresholdMax) {
      throw new CompositeRuleError(
        `AT_LEAST at char ${place} must have a threshold between 1 and ${thresholdMax}`,
      );
    }
    return { kind: "at-least", threshold, isPercentage, state, isNegated, alarms };
  }

  #threshold(): { threshold: number; isPercentage: boolean; place: number } {
    const { kind, text, at } = this.#peek();
    const match = /^(\d{1,5})(%?)$/.exec(text);
    if (match === null || kind === "symbol") throw this.#unsupported("a number or a percentage");
    this.#next++;
    return { threshold: Number(match[1]), isPercentage: match[2] === "%", place: at };
  }

  #alarm(): string {
    const { kind, text } = this.#peek();
    if ((kind !== "word" && kind !== "quoted") || text === "") {
      throw this.#unsupported("an alarm name or ARN");
    }
    this.#next++;
    this.#count();
    return text;
  }

  #peek(): RuleToken {
    return this.#tokens[this.#next] ?? this.#end;
  }

  #takes(kind: RuleToken["kind"], text: string): boolean {
    const token = this.#peek();
    if (token.kind !== kind || token.text !== text) return false;
    this.#next++;
    return true;
  }

  #expect(symbol: string): void {
    if (!this.#takes("symbol", symbol)) throw this.#unsupported(`'${symbol}'`);
  }

  #count(): void {
    this.#elements++;
    if (this.#elements <= ELEMENTS_MAX) return;
    throw new CompositeRuleError(`The rule has more than ${ELEMENTS_MAX} elements`);
  }

  /** `Unsupported token 'x' at char 5, must be: ')'`; how AWS names the end of the rule is not known. [I] */
  #unsupported(wanted: string): CompositeRuleError {
    const { kind, text, at } = this.#peek();
    const token = kind === "end" ? "Unexpected end of rule" : `Unsupported token '${text}'`;
    return new CompositeRuleError(`${token} at char ${at}, must be: ${wanted}`);
  }
}

function isState(text: string): text is StateValue {
  return STATES.has(text);
}
