// The catalogue's way of writing a definition down: the usual is left out, and added here.
import type { DimensionSet, MetricDefinition, ZeroRule } from "./metric-definition.ts";

const MS_PER_SECOND = 1000;

export interface MetricTraits {
  readonly unit?: string;
  readonly zeros?: ZeroRule;
  /** Name, help and fixed labels in Prometheus; none when it is not shown there. */
  readonly prometheus?: readonly [
    name: string,
    help: string,
    labels?: Readonly<Record<string, string>>,
  ];
  /** A counter when left out. */
  readonly type?: "gauge" | "histogram";
}

/** Of a namespace: a definition by name, dimension sets and what is not usual about it. */
export function metricsOf(
  namespace: string,
): (
  name: string,
  dimensionSets: readonly DimensionSet[],
  traits?: MetricTraits,
) => MetricDefinition {
  return (name, dimensionSets, traits = {}) => {
    const { unit = "Count", zeros = "omitted", prometheus, type = "counter" } = traits;
    return {
      namespace,
      name,
      unit,
      dimensionSets,
      zeros,
      prometheus:
        prometheus === undefined
          ? null
          : {
              name: prometheus[0],
              help: prometheus[1],
              type,
              labels: prometheus[2] ?? {},
              scale: unit === "Milliseconds" ? 1 / MS_PER_SECOND : 1,
            },
    };
  };
}
