// Comparison of a data point with an alarm's threshold, and how a reason words it.
import type { ComparisonOperator } from "@aws-sdk/client-cloudwatch";

interface Comparison {
  readonly breaches: (value: number, threshold: number) => boolean;
  readonly words: string;
}

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map<ComparisonOperator, Comparison>([
  [
    "GreaterThanOrEqualToThreshold",
    { breaches: (value, threshold) => value >= threshold, words: "greater than or equal to" },
  ],
  [
    "GreaterThanThreshold",
    { breaches: (value, threshold) => value > threshold, words: "greater than" },
  ],
  ["LessThanThreshold", { breaches: (value, threshold) => value < threshold, words: "less than" }],
  [
    "LessThanOrEqualToThreshold",
    { breaches: (value, threshold) => value <= threshold, words: "less than or equal to" },
  ],
]);

/** Operators that compare with a band need anomaly detection. */
export const BAND_OPERATORS: ReadonlySet<string> = new Set<ComparisonOperator>([
  "LessThanLowerOrGreaterThanUpperThreshold",
  "LessThanLowerThreshold",
  "GreaterThanUpperThreshold",
]);

/** In the order in which AWS lists them. */
export const COMPARISON_OPERATORS: readonly string[] = [...COMPARISONS.keys(), ...BAND_OPERATORS];

export function breaches(operator: string | undefined, value: number, threshold: number): boolean {
  return COMPARISONS.get(operator ?? "")?.breaches(value, threshold) ?? false;
}

/** `greater than`. */
export function comparisonWords(operator: string | undefined): string {
  return COMPARISONS.get(operator ?? "")?.words ?? "";
}
