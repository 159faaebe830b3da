// All cells of one Prometheus name as a metric of prom-client's registry: what the cells have added up since they were
// made is read when the page is asked for, and nothing is kept twice.
import type { CellSet } from "./cell-set.ts";
import { BUCKET_BOUNDS_SECONDS, DistributionCell } from "./distribution-cell.ts";
import { GaugeCell } from "./gauge-cell.ts";
import type { MetricCell } from "./metric-cell.ts";
import type { PrometheusForm } from "./metric-definition.ts";
import { ValueCell } from "./value-cell.ts";

type Labels = Record<string, string | number>;

interface Sample {
  readonly labels: Labels;
  readonly value: number;
  readonly metricName: string;
}

/** The members that prom-client's registry calls. */
export class PrometheusFamily {
  readonly name: string;
  readonly help: string;
  readonly type: PrometheusForm["type"];
  readonly aggregator = "sum";
  readonly #sets: () => ReadonlySet<CellSet>;

  constructor({ name, help, type }: PrometheusForm, sets: () => ReadonlySet<CellSet>) {
    this.name = name;
    this.help = help;
    this.type = type;
    this.#sets = sets;
  }

  async get() {
    const values: Sample[] = [];
    for (const set of this.#sets()) {
      for (const cell of set.cells) {
        const form = cell.definition.prometheus;
        if (form?.name !== this.name) continue;
        this.#addSamples(values, cell, { ...set.labels, ...form.labels });
      }
    }
    const { name, help, type, aggregator } = this;
    return { name, help, type, aggregator, values };
  }

  /** Cells stay; a registry's reset is not for them. */
  reset(): void {}

  #addSamples(values: Sample[], cell: MetricCell, labels: Labels): void {
    const { name } = this;
    const scale = cell.definition.prometheus?.scale ?? 1;
    if (cell instanceof DistributionCell) {
      let count = 0;
      for (const [index, bound] of BUCKET_BOUNDS_SECONDS.entries()) {
        count += cell.bucketTotals[index] ?? 0;
        values.push({
          labels: { ...labels, le: bound },
          value: count,
          metricName: `${name}_bucket`,
        });
      }
      const all = { ...labels, le: "+Inf" };
      values.push({ labels: all, value: cell.totalCount, metricName: `${name}_bucket` });
      values.push({ labels, value: cell.totalSum * scale, metricName: `${name}_sum` });
      values.push({ labels, value: cell.totalCount, metricName: `${name}_count` });
      return;
    }
    let value = cell.totalSum * scale;
    if (this.type === "gauge" && cell instanceof ValueCell) value = cell.latest;
    if (cell instanceof GaugeCell) value = cell.current;
    values.push({ labels, value, metricName: name });
  }
}
