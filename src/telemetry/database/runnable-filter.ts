// One metric filter of a log group, ready to look at events: whether one matches, what value it has and for which
// metric. It sums up nothing.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
import type { FilterMetric } from "../../store/log-store.ts";
import type { MetricDimension, MetricIdentity } from "../../store/metric-store.ts";
import type { Scope } from "../../store/records.ts";
import { parseFieldReference, type FieldReader } from "../filter-patterns/field-reference.ts";
import type { FilterPattern } from "../filter-patterns/filter-pattern-kind.ts";
import { invalidPattern } from "../filter-patterns/filter-pattern-kind.ts";
import { parseFilterPattern } from "../filter-patterns/filter-pattern.ts";
import type { LogMessage } from "../filter-patterns/log-message.ts";
import { numberOf } from "../filter-patterns/value-test.ts";

/** "Values must be in the range of -2^360 to 2^360." (API_MetricDatum) */
const VALUE_MAX = 2 ** 360;
/** Of a dimension's value (API_Dimension). */
const DIMENSION_VALUE_LENGTH_MAX = 1024;
const PRINTABLE = /^[\x20-\x7e]+$/;

export interface FilterParts {
  readonly groupId: number;
  readonly name: string;
  readonly pattern: string;
  readonly metric: FilterMetric;
}

export class RunnableFilter {
  readonly groupId: number;
  readonly name: string;
  readonly metric: FilterMetric;
  readonly unit: string;
  readonly #pattern: FilterPattern;
  /** Null where every event counts the same. */
  readonly #valueOf: FieldReader | null;
  readonly #constant: number;
  readonly #dimensions: readonly { readonly name: string; readonly valueOf: FieldReader }[];

  /** Throws LogStoreError "invalid-pattern" for a pattern, value or dimension that makes no sense. */
  constructor({ groupId, name, pattern, metric }: FilterParts) {
    this.groupId = groupId;
    this.name = name;
    this.metric = metric;
    this.unit = metric.unit === "" ? "None" : metric.unit;
    const parsed = parseFilterPattern(pattern);
    this.#pattern = parsed;
    const constant = numberOf(metric.value);
    this.#constant = constant ?? 0;
    this.#valueOf = constant === null ? valueField(metric.value, parsed) : null;
    if (constant !== null && !isMetricValue(constant)) throw invalidValue(metric.value);
    if (metric.dimensions.length > 0 && parsed.kind === "terms") {
      throw invalidPattern("The specified filter pattern does not support dimensions");
    }
    this.#dimensions = metric.dimensions.map((dimension) => {
      return { name: dimension.name, valueOf: dimensionField(dimension.field, parsed) };
    });
  }

  get expressionCount(): number {
    return this.#pattern.expressionCount;
  }

  matches(message: LogMessage): boolean {
    return this.#pattern.matches(message);
  }

  /** What a matching event adds; null where its field is no number. */
  valueOf(message: LogMessage): number | null {
    if (this.#valueOf === null) return this.#constant;
    const text = this.#valueOf(message);
    const value = text === null ? null : numberOf(text);
    return value !== null && isMetricValue(value) ? value : null;
  }

  /** The values of the dimensions; null where the event lacks one, and so belongs to none of the metrics. [I] */
  dimensionValuesOf(message: LogMessage): readonly string[] | null {
    const values: string[] = [];
    for (const { valueOf } of this.#dimensions) {
      const value = valueOf(message);
      if (value === null || value.length > DIMENSION_VALUE_LENGTH_MAX) return null;
      if (!PRINTABLE.test(value) || value.trim() === "") return null;
      values.push(value);
    }
    return values;
  }

  identityOf(dimensionValues: readonly string[], scope: Scope): MetricIdentity {
    const { namespace, metricName, systemDimensions } = this.metric;
    const dimensions: MetricDimension[] = this.#dimensions.map(({ name }, index) => {
      return { name, value: dimensionValues[index] ?? "" };
    });
    for (const name of systemDimensions) {
      dimensions.push({ name, value: name === "@aws.account" ? scope.account : scope.region });
    }
    dimensions.sort((a, b) => (a.name < b.name ? -1 : 1));
    return { namespace, metricName, dimensions };
  }
}

function isMetricValue(value: number): boolean {
  return Math.abs(value) <= VALUE_MAX;
}

function invalidValue(text: string): Error {
  return invalidPattern(`Invalid metric transformation: metric value ${text} is not valid`);
}

function valueField(text: string, pattern: FilterPattern): FieldReader {
  try {
    return parseFieldReference(text, pattern);
  } catch {
    throw invalidValue(text);
  }
}

function dimensionField(text: string, pattern: FilterPattern): FieldReader {
  try {
    return parseFieldReference(text, pattern);
  } catch {
    throw invalidPattern(`Invalid metric transformation: dimension value ${text} is not valid`);
  }
}
