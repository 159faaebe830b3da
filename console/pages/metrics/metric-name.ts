// What makes a metric: namespace, name and dimensions; as text to read, and as text in an address.
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  /** In order of name. */
  readonly dimensions: readonly { readonly name: string; readonly value: string }[];
}

/** Named in full, unlike any other metric. */
export function metricText({ namespace, name, dimensions }: MetricName): string {
  return [namespace, name, ...dimensions.map((one) => `${one.name}=${one.value}`)].join(" ");
}

/** For a chart's legend: the name and what it is of. */
export function metricLabel({ name, dimensions }: MetricName): string {
  const of = dimensions.map(({ value }) => shortValue(value)).join(", ");
  return of === "" ? name : `${name} (${of})`;
}

/** "app/strict/50dc6c495c0c9188" is known by "strict", "targetgroup/pets/73e2d6bc24d8a067" by "pets". */
function shortValue(value: string): string {
  const [, name] = /^(?:app|net|targetgroup)\/([^/]+)\/[0-9a-f]+$/.exec(value) ?? [];
  return name ?? value;
}

/** "LoadBalancer, TargetGroup": the set of dimensions that the metric has. */
export function dimensionSetOf({ dimensions }: MetricName): string {
  return dimensions.length === 0
    ? "Metrics with no dimensions"
    : dimensions.map(({ name }) => name).join(", ");
}

/** Metrics in an address: [["AWS/ApiGateway","Count","ApiId","a1b2c3"]]. */
export function metricsText(metrics: readonly MetricName[]): string {
  return JSON.stringify(
    metrics.map(({ namespace, name, dimensions }) => [
      namespace,
      name,
      ...dimensions.flatMap((one) => [one.name, one.value]),
    ]),
  );
}

/** Metrics out of an address; what is no metric is left out. */
export function metricsOf(text: string | null): MetricName[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text ?? "[]");
  } catch {
    return [];
  }
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((entry: unknown) => {
    if (!Array.isArray(entry) || !entry.every((part) => typeof part === "string")) return [];
    const [namespace = "", name = "", ...rest] = entry;
    const dimensions: { name: string; value: string }[] = [];
    for (let at = 0; at + 1 < rest.length; at += 2) {
      dimensions.push({ name: rest[at] ?? "", value: rest[at + 1] ?? "" });
    }
    return namespace === "" || name === "" ? [] : [{ namespace, name, dimensions }];
  });
}
