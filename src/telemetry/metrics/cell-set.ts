// The cells of one thing that is measured: a load balancer, a target group at a load balancer, a stage, a route. Its
// values are drained into data for every dimension set that the definition of each cell names; what is published under
// several of them is counted once and spread out here, beside the traffic.
import type { MetricDatum, MetricIdentity, MetricStatistics } from "../../store/metric-store.ts";
import type { Scope } from "../../store/records.ts";
import type { CellPool } from "./cell-pool.ts";
import { CounterCell } from "./counter-cell.ts";
import { DistributionCell } from "./distribution-cell.ts";
import { GaugeCell } from "./gauge-cell.ts";
import type { MetricCell } from "./metric-cell.ts";
import type { DimensionName, MetricDefinition } from "./metric-definition.ts";
import { ValueCell } from "./value-cell.ts";

export type Dimensions = Readonly<Partial<Record<DimensionName, string>>>;

/** Whose cells these are. */
export interface CellPlace {
  readonly scope: Scope;
  /** A dimension set that names another, or one that is "", is not published. */
  readonly dimensions: Dimensions;
  /** Prometheus's labels. */
  readonly labels: Readonly<Record<string, string>>;
}

interface Outlet {
  readonly cell: MetricCell;
  readonly identities: readonly MetricIdentity[];
}

const ZERO: MetricStatistics = {
  sampleCount: 1,
  sum: 0,
  minimum: 0,
  maximum: 0,
  distribution: null,
};

export class CellSet {
  readonly scope: Scope;
  readonly labels: Readonly<Record<string, string>>;
  readonly cells: MetricCell[] = [];
  readonly #pool: CellPool;
  #dimensions: Dimensions;
  #outlets: readonly Outlet[] = [];
  #isDirty = false;
  #isRetired = false;

  constructor(pool: CellPool, place: CellPlace) {
    this.scope = place.scope;
    this.labels = place.labels;
    this.#dimensions = place.dimensions;
    this.#pool = pool;
    pool.add(this);
  }

  /** No more is expected of it: it leaves the pool with its next drain. */
  get isRetired(): boolean {
    return this.#isRetired;
  }

  /** Called with every value that is added. */
  touch(): void {
    if (this.#isDirty) return;
    this.#isDirty = true;
    this.#pool.mark(this);
  }

  retire(): void {
    this.#isRetired = true;
    this.touch();
  }

  /** Publishes under other dimensions from now on. */
  moveTo(dimensions: Dimensions): void {
    this.#dimensions = dimensions;
    this.#outlets = [];
  }

  /** Figures that follow from others are added here, just before they are taken. */
  derive(): void {}

  /** Takes what was added, as data of the moment `atMs`. */
  drainInto(data: MetricDatum[], atMs: number): void {
    this.#isDirty = false;
    this.derive();
    for (const { cell, identities } of this.#allOutlets()) {
      const taken = cell.take();
      if (taken === null) continue;
      if (taken.sum === 0 && cell.definition.zeros === "omitted") continue;
      publish({ data, atMs }, cell.definition, identities, taken);
    }
    if (this.#isRetired) this.#pool.remove(this);
  }

  /** Ends a minute that was drained: zeros for metrics that are always reported. */
  endMinute(data: MetricDatum[], atMs: number): void {
    const { sendsZeros } = this;
    for (const { cell, identities } of this.#allOutlets()) {
      if (sendsZeros && cell.minuteCount === 0 && cell.definition.zeros === "always") {
        publish({ data, atMs }, cell.definition, identities, ZERO);
      }
      cell.startMinute();
    }
  }

  /** Whether what is always reported is reported for a minute without any. */
  protected get sendsZeros(): boolean {
    return true;
  }

  protected counter(definition: MetricDefinition): CounterCell {
    const cell = new CounterCell(definition);
    this.cells.push(cell);
    return cell;
  }

  protected value(definition: MetricDefinition): ValueCell {
    const cell = new ValueCell(definition);
    this.cells.push(cell);
    return cell;
  }

  protected gauge(definition: MetricDefinition): GaugeCell {
    const cell = new GaugeCell(definition);
    this.cells.push(cell);
    return cell;
  }

  protected distribution(definition: MetricDefinition): DistributionCell {
    const cell = new DistributionCell(definition);
    this.cells.push(cell);
    return cell;
  }

  #allOutlets(): readonly Outlet[] {
    if (this.#outlets.length === 0) {
      const dimensions = this.#dimensions;
      this.#outlets = this.cells.map((cell) => ({
        cell,
        identities: identitiesOf(cell.definition, dimensions),
      }));
    }
    return this.#outlets;
  }
}

function publish(
  { data, atMs }: { readonly data: MetricDatum[]; readonly atMs: number },
  { unit }: MetricDefinition,
  identities: readonly MetricIdentity[],
  figures: MetricStatistics,
): void {
  const { sampleCount, sum, minimum, maximum, distribution } = figures;
  for (const identity of identities) {
    data.push({
      identity,
      unit,
      atMs,
      storageResolutionSeconds: 60,
      sampleCount,
      sum,
      minimum,
      maximum,
      distribution,
    });
  }
}

function identitiesOf(definition: MetricDefinition, known: Dimensions): MetricIdentity[] {
  const identities: MetricIdentity[] = [];
  for (const names of definition.dimensionSets) {
    const dimensions = names.toSorted().map((name) => ({ name, value: known[name] ?? "" }));
    if (dimensions.some(({ value }) => value === "")) continue;
    identities.push({ namespace: definition.namespace, metricName: definition.name, dimensions });
  }
  return identities;
}
