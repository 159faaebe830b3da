// One stage per command of an Insights query: rows are pushed in, and what comes of them is pushed on. `stats` has a
// file of its own.
import type { Evaluation } from "./evaluate.ts";
import type { Expression, Extraction, InsightsCommand, SortKey } from "./insights-plan.ts";
import type { InsightsRow } from "./insights-row.ts";
import { sortOrder, textOf } from "./insights-value.ts";
import { rowKey } from "./row-key.ts";
import { StatsStage } from "./stats-stage.ts";

export interface RowStage {
  push(row: InsightsRow): void;
  /** There are no more rows. */
  end(): void;
}

export interface StageParts {
  readonly next: RowStage;
  readonly evaluation: Evaluation;
  /** Of a sort: no more than so many of its rows are shown. */
  readonly rowsMax: number;
}

/** Rows that a sort holds where it is not known how many are shown. */
const SORTED_ROWS_MAX = 100_000;
/** What the rows that a sort holds may weigh; past it the last ones are let go. */
const SORTED_BYTES_MAX = 64 * 1024 * 1024;
/** Different keys that dedup remembers; rows with others are dropped then. */
const DEDUP_KEYS_MAX = 200_000;

export function createStage(command: InsightsCommand, parts: StageParts): RowStage {
  const { next, evaluation } = parts;
  switch (command.command) {
    case "filter":
      return passing(next, (row) => {
        if (evaluation.holds(command.condition, row)) next.push(row);
      });
    case "fields":
      return passing(next, (row) => {
        for (const { name, expression } of command.items) {
          row.set(name, evaluation.valueOf(expression, row));
        }
        next.push(row);
      });
    case "parse":
      return passing(next, (row) => {
        extract(command, row, evaluation);
        next.push(row);
      });
    case "limit": {
      let left = command.count;
      return passing(next, (row) => {
        if (left > 0) next.push(row);
        left--;
      });
    }
    case "dedup":
      return passing(next, createDedup(command.keys, parts));
    case "sort":
      return new SortStage(command.keys, parts);
    case "stats":
      return new StatsStage(command, next, evaluation);
  }
}

function passing(next: RowStage, push: (row: InsightsRow) => void): RowStage {
  return { push, end: () => next.end() };
}

function extract(
  { source, extraction }: { readonly source: Expression; readonly extraction: Extraction },
  row: InsightsRow,
  evaluation: Evaluation,
): void {
  const value = evaluation.valueOf(source, row);
  if (value === null) return;
  const text = textOf(value);
  if (extraction.type === "glob") return extractGlob(extraction, text, row);
  const slots = evaluation.find(extraction.pattern, text);
  if (slots === null) return;
  for (const { name, group } of extraction.groups) {
    const start = slots[group * 2] ?? -1;
    const end = slots[group * 2 + 1] ?? -1;
    if (start !== -1 && end !== -1) row.set(name, text.slice(start, end));
  }
}

/** Each asterisk stands for as little as possible; the last one, with nothing behind it, for the rest. */
function extractGlob(
  { literals, names }: Extract<Extraction, { type: "glob" }>,
  text: string,
  row: InsightsRow,
): void {
  const first = literals[0] ?? "";
  const found = text.indexOf(first);
  if (found === -1) return;
  const values: string[] = [];
  let at = found + first.length;
  for (const [index, literal] of literals.entries()) {
    if (index === 0) continue;
    const end = literal === "" ? text.length : text.indexOf(literal, at);
    if (end === -1) return;
    values.push(text.slice(at, end));
    at = end + literal.length;
  }
  for (const [index, name] of names.entries()) row.set(name, values[index] ?? "");
}

/** The first row of each key stays, and all that lack one of the fields: "Null values are not considered duplicates". */
function createDedup(
  keys: readonly Expression[],
  { next, evaluation }: StageParts,
): (row: InsightsRow) => void {
  const seen = new Set<string>();
  return (row) => {
    const values = keys.map((key) => evaluation.valueOf(key, row));
    if (values.includes(null)) return next.push(row);
    const key = rowKey(values);
    if (seen.has(key) || seen.size >= DEDUP_KEYS_MAX) return;
    seen.add(key);
    next.push(row);
  };
}

interface SortedRow {
  readonly row: InsightsRow;
  readonly values: readonly ReturnType<Evaluation["valueOf"]>[];
}

/** Keeps the rows that may be shown, and hands them on when there are no more. */
class SortStage implements RowStage {
  readonly #keys: readonly SortKey[];
  readonly #next: RowStage;
  readonly #evaluation: Evaluation;
  readonly #rowsMax: number;
  #rows: SortedRow[] = [];
  #bytes = 0;

  constructor(keys: readonly SortKey[], { next, evaluation, rowsMax }: StageParts) {
    this.#keys = keys;
    this.#next = next;
    this.#evaluation = evaluation;
    this.#rowsMax = Math.min(rowsMax, SORTED_ROWS_MAX);
  }

  push(row: InsightsRow): void {
    const values = this.#keys.map(({ expression }) => this.#evaluation.valueOf(expression, row));
    row.rest();
    this.#rows.push({ row, values });
    this.#bytes += row.weightBytes;
    if (this.#rows.length >= this.#rowsMax * 2 || this.#bytes > SORTED_BYTES_MAX) this.#cut();
  }

  end(): void {
    this.#cut();
    for (const { row } of this.#rows) this.#next.push(row);
    this.#next.end();
  }

  #cut(): void {
    this.#rows.sort((left, right) => this.#order(left, right));
    if (this.#rows.length > this.#rowsMax) this.#rows.length = this.#rowsMax;
    this.#bytes = 0;
    for (const [index, { row }] of this.#rows.entries()) {
      this.#bytes += row.weightBytes;
      // Half of the room is left for what is to come, so that it is not sorted for each row.
      if (this.#bytes > SORTED_BYTES_MAX / 2) {
        this.#rows.length = index + 1;
        return;
      }
    }
  }

  #order(left: SortedRow, right: SortedRow): number {
    for (const [index, { isDescending }] of this.#keys.entries()) {
      const order = sortOrder(left.values[index] ?? null, right.values[index] ?? null);
      if (order !== 0) return isDescending ? -order : order;
    }
    return 0;
  }
}
