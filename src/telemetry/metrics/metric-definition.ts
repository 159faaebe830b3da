// What one metric is: its name in CloudWatch, the dimension sets it is published under, what becomes of zeros, and what
// the same figure is called in Prometheus. Values are in metric cells, the list of all definitions in metric-catalogue.

/** Dimensions of the namespaces that Postern publishes in. */
export type DimensionName =
  | "ApiId"
  | "ApiName"
  | "AvailabilityZone"
  | "LoadBalancer"
  | "Method"
  | "Resource"
  | "Stage"
  | "TargetGroup";

export type DimensionSet = readonly DimensionName[];

/**
 * `omitted`: a sum of zero is not sent. `sent`: what was recorded is sent, zero or not. `always`: AWS's "always
 * reported", so that a minute without any record has a zero.
 */
export type ZeroRule = "omitted" | "sent" | "always";

export interface PrometheusForm {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  /** Labels with a fixed value; the others are the cell set's. */
  readonly labels: Readonly<Record<string, string>>;
  /** What CloudWatch's figure is multiplied by to be in base units. */
  readonly scale: number;
}

export interface MetricDefinition {
  readonly namespace: string;
  /** "" for a figure that only Prometheus shows. */
  readonly name: string;
  readonly unit: string;
  readonly dimensionSets: readonly DimensionSet[];
  readonly zeros: ZeroRule;
  /** Null where another figure of the page says the same. */
  readonly prometheus: PrometheusForm | null;
}
