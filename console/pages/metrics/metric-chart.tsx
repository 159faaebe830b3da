// Lines of metrics over time. Periods without data are drawn as 0 where the statistic counts; else the line goes from
// point to point, as in CloudWatch's console.
import Box from "@cloudscape-design/components/box";
import LineChart from "@cloudscape-design/components/line-chart";
import type { ReactNode } from "react";
import type { Loaded } from "../../commons/use-loaded.ts";
import { figure, isCount, type Series, type SeriesSet } from "./metrics.ts";

export interface MetricChartProps {
  /** What a screen reader calls it. */
  readonly title: string;
  readonly loaded: Loaded<SeriesSet>;
  /** Which of the loaded lines are in this chart; all when left out. */
  readonly includes?: (series: Series) => boolean;
  readonly unit?: string;
  readonly height?: number;
  /** A line across the chart: an alarm's threshold. */
  readonly threshold?: number;
}

const HEIGHT = 240;
const DAY_MS = 86_400_000;
/** More points than pixels are no help, and zeros between points cost. */
const FILLED_MAX = 3000;

export function MetricChart(props: MetricChartProps): ReactNode {
  const { loaded, title, includes = () => true, unit, threshold } = props;
  const set = loaded.value;
  const series = (set?.series ?? []).filter(includes);
  const hasPoints = series.some(({ points }) => points.length > 0);
  const isLong = set !== undefined && set.bounds.endMs - set.bounds.startMs > DAY_MS;
  return (
    <LineChart<Date>
      ariaLabel={title}
      height={props.height ?? HEIGHT}
      xScaleType="time"
      {...(set === undefined ? {} : { xDomain: timesOf(set) })}
      yDomain={domainOf(series, threshold)}
      {...(unit === undefined ? {} : { yTitle: unit })}
      hideFilter
      hideLegend={series.length < 2}
      statusType={loaded.error === "" ? (set === undefined ? "loading" : "finished") : "error"}
      loadingText="Loading the metrics"
      errorText={`Cannot load the metrics: ${loaded.error}`}
      recoveryText="Try again"
      onRecoveryClick={loaded.reload}
      empty={
        <Box textAlign="center" color="inherit">
          No data in this time range
        </Box>
      }
      series={[
        ...(hasPoints && set !== undefined
          ? series.map((one) => ({
              type: "line" as const,
              title: one.label,
              data: dataOf(one, set),
              valueFormatter: figure,
            }))
          : []),
        ...(hasPoints && threshold !== undefined
          ? [
              {
                type: "threshold" as const,
                title: "Threshold",
                y: threshold,
                valueFormatter: figure,
              },
            ]
          : []),
      ]}
      i18nStrings={{
        chartAriaRoleDescription: "line chart",
        xAxisAriaRoleDescription: "time",
        yAxisAriaRoleDescription: "values",
        legendAriaLabel: "Legend",
        detailPopoverDismissAriaLabel: "Dismiss",
        xTickFormatter: (time) => tickText(time, isLong),
        yTickFormatter: figure,
      }}
    />
  );
}

function dataOf({ points, statistic }: Series, { bounds, periodSeconds }: SeriesSet) {
  const periodMs = periodSeconds * 1000;
  const { startMs, endMs } = bounds;
  const data = points.map(({ atMs, value }) => ({ x: new Date(atMs), y: value }));
  if (isCount(statistic) && (endMs - startMs) / periodMs <= FILLED_MAX) {
    const values = new Map(points.map(({ atMs, value }) => [atMs, value]));
    const filled: { x: Date; y: number }[] = [];
    for (let atMs = startMs; atMs < endMs; atMs += periodMs) {
      const value = values.get(atMs);
      // The period that is still running may yet count something.
      if (value === undefined && atMs + periodMs > endMs) continue;
      filled.push({ x: new Date(atMs), y: value ?? 0 });
    }
    return filled;
  }
  // A line of one point cannot be seen: it is drawn as long as its period.
  const [only] = points;
  if (points.length === 1 && only !== undefined) {
    data.push({ x: new Date(only.atMs + periodMs), y: only.value });
  }
  return data;
}

/** Up to the end of the period that is running. */
function timesOf({ bounds, periodSeconds }: SeriesSet): [Date, Date] {
  const periodMs = periodSeconds * 1000;
  return [new Date(bounds.startMs), new Date(Math.ceil(bounds.endMs / periodMs) * periodMs)];
}

/** From 0 up, so that heights can be compared. */
function domainOf(series: readonly Series[], threshold = 0): [number, number] {
  let low = Math.min(0, threshold);
  let high = Math.max(0, threshold);
  for (const { points } of series) {
    for (const { value } of points) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return [low, high === 0 ? 1 : high * 1.1];
}

function tickText(time: Date, isLong: boolean): string {
  const clock = time.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return isLong
    ? `${time.toLocaleDateString("en-GB", { day: "numeric", month: "short" })}\n${clock}`
    : clock;
}
