// What the address says of how metrics are shown, with what is shown when it says nothing.
import {
  boundsOf,
  type TimeBounds,
  type TimeRange,
  timeRangeOf,
} from "../../commons/time-range.ts";
import { type Query, useQuery } from "../../commons/use-query.ts";
import { PERIODS, STATISTICS } from "./metrics.ts";

export interface MetricView {
  readonly query: Query;
  readonly range: TimeRange;
  readonly statistic: string;
  readonly periodSeconds: number;
  /** 0: only when asked. */
  readonly refreshSeconds: number;
  /** The range at this moment. */
  readonly bounds: () => TimeBounds;
  /** For useLoaded: changes when other data has to be loaded. */
  readonly key: string;
}

const REFRESH_SECONDS_MAX = 3600;

export function useMetricView(defaultRange: string, defaultRefreshSeconds: number): MetricView {
  const query = useQuery();
  const range = timeRangeOf(query.get("range"), defaultRange);
  const asked = query.get("statistic") ?? "";
  const statistic = (STATISTICS as readonly string[]).includes(asked) ? asked : "Sum";
  const period = query.get("period") ?? "";
  const periodSeconds = period in PERIODS ? Number(period) : 60;
  const refresh = Number(query.get("refresh") ?? defaultRefreshSeconds);
  return {
    query,
    range,
    statistic,
    periodSeconds,
    refreshSeconds: refresh >= 1 && refresh <= REFRESH_SECONDS_MAX ? refresh : 0,
    bounds: () => boundsOf(range, Date.now()),
    key: JSON.stringify([range, statistic, periodSeconds]),
  };
}
