// A metric's name as text: dimensions in order of name, so that equal metrics have equal text and sort together.
import type { MetricIdentity, MetricSearch } from "../../store/metric-store.ts";

/** [namespace, metric name, dimensions as JSON], as the rows have them. */
export type MetricKey = readonly [namespace: string, metricName: string, dimensions: string];

export function dimensionsText({ dimensions }: MetricIdentity): string {
  const pairs = dimensions.map(({ name, value }) => [name, value]);
  pairs.sort(([a = ""], [b = ""]) => (a < b ? -1 : a > b ? 1 : 0));
  return JSON.stringify(pairs);
}

export function identityOf([namespace, metricName, dimensions]: MetricKey): MetricIdentity {
  const pairs = JSON.parse(dimensions) as [string, string][];
  return { namespace, metricName, dimensions: pairs.map(([name, value]) => ({ name, value })) };
}

/** A token that was made by `tokenOf`; anything else begins anew. */
export function keyOfToken(token: string | null): MetricKey {
  if (token === null) return ["", "", ""];
  const parts: unknown = parsed(token);
  if (!Array.isArray(parts)) return ["", "", ""];
  return [String(parts[0] ?? ""), String(parts[1] ?? ""), String(parts[2] ?? "")];
}

export function tokenOf(key: MetricKey): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

export function hasDimensions(
  identity: MetricIdentity,
  wanted: MetricSearch["dimensions"],
): boolean {
  return wanted.every(({ name, value }) =>
    identity.dimensions.some(
      (dimension) => dimension.name === name && (value === null || dimension.value === value),
    ),
  );
}

function parsed(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, "base64url").toString());
  } catch {
    return null;
  }
}
