// Filter patterns over JSON: { $.status >= 500 && ($.path = "/a*" || $.error NOT EXISTS) }. A message that is no JSON
// document matches none of them.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html
import { invalidPattern, type FilterPattern } from "./filter-pattern-kind.ts";
import { readJsonSelector, selectNodes, type JsonSelector } from "./json-selector.ts";
import { PatternReader } from "./pattern-reader.ts";
import { valueTest } from "./value-test.ts";

/** "up to three wildcard selectors in a filter pattern with compound expressions" */
const WILDCARDS_MAX = 3;
/** "There is a limit of 2 regex for each filter pattern when creating a delimited or JSON filter pattern" */
const EXPRESSIONS_MAX = 2;
/** Characters of an operand without quotation marks: all that do not end a condition. */
const BARE = /[^\s"%(){}&|=<>!]+/u;

type Condition = (document: unknown) => boolean;

/** What is counted over a whole pattern. */
interface Counts {
  wildcards: number;
  expressions: number;
}

export function parseJsonPattern(text: string): FilterPattern {
  const reader = new PatternReader(text);
  const selectors: JsonSelector[] = [];
  const counts: Counts = { wildcards: 0, expressions: 0 };
  reader.expect("{");
  const holds = reader.expression(() => readCondition(reader, selectors, counts));
  reader.expect("}");
  reader.expectEnd();
  if (counts.wildcards > WILDCARDS_MAX || counts.expressions > EXPRESSIONS_MAX) {
    throw invalidPattern();
  }
  return {
    kind: "json",
    expressionCount: counts.expressions,
    matches: ({ document }) => document !== undefined && holds(document),
    extract: ({ document }) => extracted(document, selectors),
  };
}

function readCondition(
  reader: PatternReader,
  selectors: JsonSelector[],
  counts: Counts,
): Condition {
  reader.skipSpace();
  const selector = readJsonSelector(reader);
  selectors.push(selector);
  if (selector.hasWildcard) counts.wildcards++;
  if (reader.takeWord("IS")) return isCondition(reader, selector);
  if (reader.takeWord("NOT")) {
    if (!reader.takeWord("EXISTS")) throw invalidPattern();
    return (document) => selectNodes(document, selector).length === 0;
  }
  const operator = reader.takeOperator();
  if (operator === undefined) throw invalidPattern();
  const operand = reader.operand(BARE);
  if (operand.kind === "regex") counts.expressions++;
  const test = valueTest(operator, operand);
  // A property that is not there, null, an array or an object is no value, and no comparison holds for it, "!="
  // neither. [I]
  return (document) =>
    selectNodes(document, selector).some((node) => {
      if (typeof node === "number") return test(String(node), node);
      if (typeof node === "string") return test(node, null);
      return typeof node === "boolean" && test(String(node), null);
    });
}

function isCondition(reader: PatternReader, selector: JsonSelector): Condition {
  let wanted: boolean | null;
  if (reader.takeWord("NULL")) wanted = null;
  else if (reader.takeWord("TRUE")) wanted = true;
  else if (reader.takeWord("FALSE")) wanted = false;
  else throw invalidPattern();
  return (document) => selectNodes(document, selector).includes(wanted);
}

/** The values of the selectors that are written without wildcard. */
function extracted(
  document: object | undefined,
  selectors: readonly JsonSelector[],
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const selector of selectors) {
    const [node] = selector.hasWildcard ? [] : selectNodes(document, selector);
    if (node === undefined) continue;
    values[selector.text] = typeof node === "string" ? node : JSON.stringify(node);
  }
  return values;
}
