// FILL: gives the periods in which a series has no value one, from a scalar, from another series, by repeating the
// last value, or on a line between the values around the gap.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-functions-list
import { argumentOf, mapSeries, unsuitable, type MathValue } from "./metric-math-value.ts";
import { periodStarts, type TimeSeries } from "./time-series.ts";

type Filled = Generator<[number, number]>;

/** FILL(series or array, filler). */
export function fill(args: readonly MathValue[]): MathValue {
  const filler = argumentOf("FILL", args, 1);
  return mapSeries("FILL", argumentOf("FILL", args, 0), (series) => filled(series, filler));
}

function filled(series: TimeSeries, filler: MathValue): Filled {
  if (filler.kind === "scalar") return fillWith(series, () => filler.value);
  if (filler.kind === "series") return fillWith(series, (atMs) => filler.series.points.get(atMs));
  if (filler.kind === "word" && filler.word === "REPEAT") return fillRepeating(series);
  if (filler.kind === "word" && filler.word === "LINEAR") return fillLinear(series);
  throw unsuitable("FILL", filler);
}

function* fillWith(series: TimeSeries, fillerAt: (atMs: number) => number | undefined): Filled {
  for (const atMs of periodStarts(series)) {
    const value = series.points.get(atMs) ?? fillerAt(atMs);
    if (value !== undefined) yield [atMs, value];
  }
}

/** Before the first value there is nothing to repeat. */
function* fillRepeating(series: TimeSeries): Filled {
  let last: number | undefined;
  for (const atMs of periodStarts(series)) {
    last = series.points.get(atMs) ?? last;
    if (last !== undefined) yield [atMs, last];
  }
}

/** Only between values: neither before the first nor after the last. */
function* fillLinear(series: TimeSeries): Filled {
  const periodMs = series.periodSeconds * 1000;
  let previous: readonly [number, number] | undefined;
  for (const [atMs, value] of series.points) {
    if (previous !== undefined) {
      const [fromMs, from] = previous;
      for (let gapMs = fromMs + periodMs; gapMs < atMs; gapMs += periodMs) {
        yield [gapMs, from + ((value - from) * (gapMs - fromMs)) / (atMs - fromMs)];
      }
    }
    yield [atMs, value];
    previous = [atMs, value];
  }
}
