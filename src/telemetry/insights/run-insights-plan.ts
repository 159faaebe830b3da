// Runs an Insights query over log events, each handed on from command to command as it comes, so that only what the
// answer needs is kept: the rows that a sort may still show, the groups of `stats`. When a limit of memory or work is
// reached the query ends with what it has.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-limits.html
import type { InsightsResult, LogEvent } from "../../store/log-store.ts";
import { Evaluation } from "./evaluate.ts";
import type { InsightsCommand, InsightsPlan } from "./insights-plan.ts";
import { InsightsRow } from "./insights-row.ts";
import { textOf } from "./insights-value.ts";
import { createStage, type RowStage } from "./row-stages.ts";

export interface InsightsRun {
  /** Rows at most, where the query names no limit of its own. */
  readonly limit: number;
  /** For @log: "ACCOUNT:GROUP". */
  readonly account: string;
  /** For now(). */
  readonly nowMs: number;
}

/** Texts of all rows of an answer together. */
const RESULT_BYTES_MAX = 64 * 1024 * 1024;

type ResultRow = InsightsResult["rows"][number];

/** Events come newest first, and rows stay so unless the query sorts them. */
export function runInsightsPlan(
  plan: InsightsPlan,
  events: Iterable<LogEvent>,
  run: InsightsRun,
): InsightsResult {
  const evaluation = new Evaluation(run.nowMs);
  const hasLimit = plan.commands.some(({ command }) => command === "limit");
  const output = new Output(plan.columns, hasLimit ? Infinity : run.limit);
  const matched = new Matched();
  const first = linkedStages(plan.commands, matched, { output, evaluation, limit: run.limit });
  let recordsScanned = 0;
  let bytesScanned = 0;
  for (const event of events) {
    recordsScanned++;
    bytesScanned += Buffer.byteLength(event.message);
    first.push(new InsightsRow(event, run.account));
    if (evaluation.isSpent) break;
  }
  first.end();
  return { rows: output.rows, recordsMatched: matched.count, recordsScanned, bytesScanned };
}

interface Ends {
  readonly output: RowStage;
  readonly evaluation: Evaluation;
  readonly limit: number;
}

/** Events are matched by the filters that stand before anything that counts, sorts or drops them otherwise. */
function linkedStages(
  commands: readonly InsightsCommand[],
  matched: Matched,
  { output, evaluation, limit }: Ends,
): RowStage {
  const isPlain = (command: string) =>
    command === "fields" || command === "filter" || command === "parse";
  const end = commands.findIndex(({ command }) => !isPlain(command));
  const boundary = end === -1 ? commands.length : end;
  let next: RowStage = output;
  for (let index = commands.length; index >= 0; index--) {
    const command = commands[index];
    if (command !== undefined) {
      const rowsMax = rowsShown(commands.slice(index + 1), limit);
      next = createStage(command, { next, evaluation, rowsMax });
    }
    if (index === boundary) next = matched.before(next);
  }
  return next;
}

/** How many rows of a sorted list can come through what follows; Infinity where some may be dropped on the way. */
function rowsShown(following: readonly InsightsCommand[], limit: number): number {
  for (const command of following) {
    if (command.command === "limit") return command.count;
    if (command.command !== "fields" && command.command !== "parse") return Infinity;
  }
  return limit;
}

/** Counts what passes. */
class Matched {
  count = 0;

  before(next: RowStage): RowStage {
    return {
      push: (row) => {
        this.count++;
        next.push(row);
      },
      end: () => next.end(),
    };
  }
}

/** Turns rows into what is shown, as many as there is room for. */
class Output implements RowStage {
  readonly rows: ResultRow[] = [];
  readonly #columns: readonly string[];
  readonly #rowsMax: number;
  #bytesLeft = RESULT_BYTES_MAX;

  constructor(columns: readonly string[], rowsMax: number) {
    this.#columns = columns;
    this.#rowsMax = rowsMax;
  }

  /** A field without value is left out. */
  push(row: InsightsRow): void {
    if (this.rows.length >= this.#rowsMax || this.#bytesLeft <= 0) return;
    const fields: { field: string; value: string }[] = [];
    for (const field of this.#columns) {
      const value = row.get(field);
      if (value !== null) fields.push({ field, value: textOf(value) });
    }
    if (row.event !== null && !this.#columns.includes("@ptr")) {
      fields.push({ field: "@ptr", value: row.event.eventId });
    }
    for (const { field, value } of fields) this.#bytesLeft -= field.length + value.length;
    this.rows.push(fields);
  }

  end(): void {}
}
