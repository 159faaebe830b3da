// Filter patterns over space-delimited columns: [ip, user, ..., status_code = 4*, bytes > 1000]. A column in brackets
// or double quotation marks is one, spaces and all.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-space-delimited-log-events.html
import { invalidPattern, type FilterPattern } from "./filter-pattern-kind.ts";
import type { LogMessage } from "./log-message.ts";
import type { Column } from "./split-columns.ts";
import { PatternReader } from "./pattern-reader.ts";
import { numberOf, valueTest } from "./value-test.ts";

/** "There is a limit of 2 regex for each filter pattern when creating a delimited or JSON filter pattern" */
const EXPRESSIONS_MAX = 2;
const NAME = /[\p{L}\p{N}_$@.-]+/u;
/** Characters of an operand without quotation marks: all that end neither a condition nor the column. */
const BARE = /[^\s"%()[\],&|]+/u;

interface ColumnCondition {
  /** "" for a column that has none. */
  readonly name: string;
  readonly holds: ((text: string) => boolean) | null;
}

/** The columns before the ellipsis and those behind it; `tail` is null where the pattern has no ellipsis. */
interface ColumnPattern {
  readonly head: readonly ColumnCondition[];
  readonly tail: readonly ColumnCondition[] | null;
}

export function parseColumnPattern(text: string): FilterPattern {
  const counts = { expressions: 0 };
  const pattern = readColumns(new PatternReader(text), counts);
  return {
    kind: "columns",
    expressionCount: counts.expressions,
    matches: (message) => matches(pattern, message),
    extract: (message) => extracted(pattern, message),
  };
}

function readColumns(reader: PatternReader, counts: { expressions: number }): ColumnPattern {
  const head: ColumnCondition[] = [];
  let tail: ColumnCondition[] | null = null;
  reader.expect("[");
  do {
    if (reader.take("...")) {
      if (tail !== null) throw invalidPattern();
      tail = [];
    } else (tail ?? head).push(readColumn(reader, counts));
  } while (reader.take(","));
  reader.expect("]");
  reader.expectEnd();
  if (counts.expressions > EXPRESSIONS_MAX) throw invalidPattern();
  return { head, tail };
}

/** All conditions of a column speak of it by its name: status_code = 404 || status_code = 410. */
function readColumn(reader: PatternReader, counts: { expressions: number }): ColumnCondition {
  let name = "";
  let hasCondition = false;
  const holds = reader.expression<string>(() => {
    reader.skipSpace();
    const written = reader.takeMatch(NAME);
    if (name !== "" && written !== name) throw invalidPattern();
    name = written;
    const operator = reader.takeOperator();
    if (operator === undefined) return () => true;
    hasCondition = true;
    const operand = reader.operand(BARE);
    if (operand.kind === "regex") counts.expressions++;
    const test = valueTest(operator, operand);
    return (text) => test(text, numberOf(text));
  });
  if (name === "" && hasCondition) throw invalidPattern();
  return { name, holds: hasCondition ? holds : null };
}

function matches({ head, tail }: ColumnPattern, message: LogMessage): boolean {
  const columns = columnsFor(head, tail, message);
  if (columns === null) return false;
  return (
    areHeld(head, columns, 0) &&
    (tail === null || areHeld(tail, columns, columns.length - tail.length))
  );
}

function areHeld(
  conditions: readonly ColumnCondition[],
  columns: readonly Column[],
  from: number,
): boolean {
  return conditions.every(
    ({ holds }, index) => holds === null || holds(columns[from + index]?.text ?? ""),
  );
}

/**
 * Null where there are too few. Without ellipsis the last named column is all the rest of the line, so that
 * [w1=ERROR, w2] finds every line that begins with ERROR. [I]
 */
function columnsFor(
  head: readonly ColumnCondition[],
  tail: readonly ColumnCondition[] | null,
  message: LogMessage,
): readonly Column[] | null {
  const { columns } = message;
  if (columns.length < head.length + (tail?.length ?? 0)) return null;
  if (tail !== null || columns.length === head.length) return columns;
  const last = columns[head.length - 1] as Column;
  return [
    ...columns.slice(0, head.length - 1),
    { start: last.start, text: message.text.slice(last.start).trimEnd() },
  ];
}

/** Named columns under "$name", those of the ellipsis under their number. */
function extracted({ head, tail }: ColumnPattern, message: LogMessage): Record<string, string> {
  const columns = columnsFor(head, tail, message) ?? [];
  const tailStart = columns.length - (tail?.length ?? 0);
  const values: Record<string, string> = {};
  for (const [index, { text }] of columns.entries()) {
    const condition = index < head.length ? head[index] : tail?.[index - tailStart];
    const name =
      condition?.name === undefined || condition.name === "" ? index + 1 : condition.name;
    values[`$${name}`] = text;
  }
  return values;
}
