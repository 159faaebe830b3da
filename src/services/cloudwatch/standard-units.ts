// The units of metrics in the order in which AWS lists them.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html

const BYTES = ["Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes"];
const BITS = ["Bits", "Kilobits", "Megabits", "Gigabits", "Terabits"];
const AMOUNTS = [...BYTES, ...BITS];

/** As messages show them: `Seconds, Microseconds, …, None`. */
export const STANDARD_UNITS: readonly string[] = [
  "Seconds",
  "Microseconds",
  "Milliseconds",
  ...AMOUNTS,
  "Percent",
  "Count",
  ...[...AMOUNTS, "Count"].map((amount) => `${amount}/Second`),
  "None",
];
