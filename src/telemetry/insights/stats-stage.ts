// The `stats` command: groups rows by the values of some expressions and keeps aggregates of each group. Its rows come
// out when there are no more to come in, in the order in which their groups were seen.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html
import { createAggregate, type Aggregate } from "./aggregate.ts";
import type { Evaluation } from "./evaluate.ts";
import { aggregateField, type InsightsValue, type StatsCommand } from "./insights-plan.ts";
import { InsightsRow } from "./insights-row.ts";
import { numberOf } from "./insights-value.ts";
import { rowKey } from "./row-key.ts";
import type { RowStage } from "./row-stages.ts";
import { SampleBudget } from "./value-sample.ts";

/** Groups of one `stats`; rows of further ones are not counted. */
const GROUPS_MAX = 10_000;
/** What the values of groups may weigh together. */
const GROUP_BYTES_MAX = 32 * 1024 * 1024;

interface Group {
  readonly values: readonly InsightsValue[];
  readonly aggregates: readonly Aggregate[];
}

export class StatsStage implements RowStage {
  readonly #command: StatsCommand;
  readonly #next: RowStage;
  readonly #evaluation: Evaluation;
  readonly #groups = new Map<string, Group>();
  readonly #budget = new SampleBudget();
  #bytes = 0;

  constructor(command: StatsCommand, next: RowStage, evaluation: Evaluation) {
    this.#command = command;
    this.#next = next;
    this.#evaluation = evaluation;
    // Without `by` there is one row even of nothing.
    if (command.by.length === 0) this.#groups.set(rowKey([]), this.#createGroup([]));
  }

  push(row: InsightsRow): void {
    const values = this.#command.by.map(({ expression }) =>
      this.#evaluation.valueOf(expression, row),
    );
    const key = rowKey(values);
    let group = this.#groups.get(key);
    const isNew = group === undefined;
    if (group === undefined) {
      if (this.#groups.size >= GROUPS_MAX || this.#bytes > GROUP_BYTES_MAX) return;
      group = this.#createGroup(values);
      this.#groups.set(key, group);
    }
    const timeMs = row.event?.atMs ?? numberOf(row.get("@timestamp")) ?? 0;
    for (const [index, { part }] of this.#command.aggregates.entries()) {
      const value = part === null ? true : this.#evaluation.valueOf(part, row);
      group.aggregates[index]?.add(value, timeMs);
      // Some keep a text; what the first ones weigh stands for what later ones will.
      if (isNew && typeof value === "string") this.#bytes += value.length;
    }
  }

  end(): void {
    for (const { values, aggregates } of this.#groups.values()) {
      const row = new InsightsRow(null, "");
      for (const [index, { name }] of this.#command.by.entries()) {
        row.set(name, values[index] ?? null);
      }
      for (const [index, { result }] of aggregates.entries()) {
        row.set(aggregateField(index), result);
      }
      for (const { name, expression } of this.#command.items) {
        row.set(name, this.#evaluation.valueOf(expression, row));
      }
      this.#next.push(row);
    }
    this.#groups.clear();
    this.#next.end();
  }

  #createGroup(values: readonly InsightsValue[]): Group {
    for (const value of values) this.#bytes += typeof value === "string" ? value.length : 0;
    const aggregates = this.#command.aggregates.map(({ aggregate, percent }) =>
      createAggregate(aggregate, percent, this.#budget),
    );
    return { values, aggregates };
  }
}
