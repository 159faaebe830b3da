// Statistics by the names that CloudWatch gives them: the five of a statistic set, percentiles, and what is taken
// over a part of the values (trimmed and winsorised means, counts, sums, percentile rank). What they come to for a
// period is in statistic-value.ts.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html

export const BASIC_STATISTICS = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"] as const;
export type BasicStatistic = (typeof BASIC_STATISTICS)[number];

/** TM trimmed mean, WM winsorised mean, TC trimmed count, TS trimmed sum, PR percentile rank. */
export type RangeMeasure = "TM" | "WM" | "TC" | "TS" | "PR";

export interface RangeStatistic {
  readonly kind: "range";
  readonly measure: RangeMeasure;
  /** Whether the bounds are shares of the values, in percent, or values. */
  readonly boundsIn: "percent" | "value";
  /** Null: no bound. The lower bound is exclusive, the upper inclusive. */
  readonly from: number | null;
  readonly to: number | null;
}

export type Statistic =
  | { readonly kind: "basic"; readonly name: BasicStatistic }
  | { readonly kind: "percentile"; readonly percent: number }
  | RangeStatistic;

const PERCENT = String.raw`(?:\d{1,2}(?:\.\d{0,10})?|100(?:\.0{0,10})?)`;
const VALUE = String.raw`\d+(?:\.\d{0,10})?(?:[Ee][+-]?\d+)?`;
const SHORT = new RegExp(`^(p|tm|wm|tc|ts)(${PERCENT})$`);
const BY_PERCENT = new RegExp(`^(TM|WM|TC|TS)\\((?:(${PERCENT})%)?:(?:(${PERCENT})%)?\\)$`);
const BY_VALUE = new RegExp(`^(TM|WM|TC|TS|PR)\\((${VALUE})?:(${VALUE})?\\)$`);

/** The statistic of that name, or undefined when there is none. */
export function parseStatistic(text: string): Statistic | undefined {
  const basic = BASIC_STATISTICS.find((name) => name === text);
  if (basic !== undefined) return { kind: "basic", name: basic };
  // The interquartile mean.
  if (text === "IQM") {
    return { kind: "range", measure: "TM", boundsIn: "percent", from: 25, to: 75 };
  }
  const short = SHORT.exec(text);
  if (short !== null) return shortStatistic(short[1] ?? "", Number(short[2]));
  const byPercent = BY_PERCENT.exec(text);
  if (byPercent !== null) return rangeStatistic(byPercent, "percent");
  const byValue = BY_VALUE.exec(text);
  return byValue === null ? undefined : rangeStatistic(byValue, "value");
}

/** `tm99` is the mean without the one percent of the highest values. */
function shortStatistic(name: string, percent: number): Statistic {
  if (name === "p") return { kind: "percentile", percent };
  const measure = name.toUpperCase() as RangeMeasure;
  return { kind: "range", measure, boundsIn: "percent", from: null, to: percent };
}

function rangeStatistic(
  match: RegExpExecArray,
  boundsIn: "percent" | "value",
): RangeStatistic | undefined {
  const from = match[2] === undefined ? null : Number(match[2]);
  const to = match[3] === undefined ? null : Number(match[3]);
  if (from === null && to === null) return undefined;
  if (from !== null && to !== null && from >= to) return undefined;
  return { kind: "range", measure: match[1] as RangeMeasure, boundsIn, from, to };
}
