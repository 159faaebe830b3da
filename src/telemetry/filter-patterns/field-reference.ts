// A field of a matching message, as metric filters name it for a metric's value or dimension: $.latency of a JSON
// document; $bytes, or $7 by its number, of columns. Knows no metric.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
import { invalidPattern, type FilterPattern } from "./filter-pattern-kind.ts";
import { readJsonSelector, selectNodes } from "./json-selector.ts";
import type { LogMessage } from "./log-message.ts";
import { PatternReader } from "./pattern-reader.ts";

/** What the field is in a message that the pattern matches; null where it is not there or is no single value. */
export type FieldReader = (message: LogMessage) => string | null;

const COLUMN_NUMBER = /^\$([1-9]\d{0,3})$/;
const COLUMN_NAME = /^\$[\p{L}\p{N}_@.-]+$/u;

/** Throws LogStoreError "invalid-pattern" for a reference that the pattern's kind of message cannot have. */
export function parseFieldReference(text: string, pattern: FilterPattern): FieldReader {
  if (pattern.kind === "json") return jsonField(text);
  if (pattern.kind === "columns") return columnField(text, pattern);
  throw invalidPattern();
}

/** Any property will do, named in the pattern or not. [I] */
function jsonField(text: string): FieldReader {
  const reader = new PatternReader(text);
  const selector = readJsonSelector(reader);
  reader.expectEnd();
  if (selector.hasWildcard) throw invalidPattern();
  return ({ document }) => {
    const [node] = selectNodes(document, selector);
    return typeof node === "string" || typeof node === "number" || typeof node === "boolean"
      ? String(node)
      : null;
  };
}

/** A column has the name that the pattern gives it, and its number besides. */
function columnField(text: string, pattern: FilterPattern): FieldReader {
  if (!COLUMN_NAME.test(text)) throw invalidPattern();
  const number = COLUMN_NUMBER.exec(text)?.[1];
  return (message) => {
    const named = pattern.extract(message);
    if (Object.hasOwn(named, text)) return named[text] ?? null;
    return number === undefined ? null : (message.columns[Number(number) - 1]?.text ?? null);
  };
}
