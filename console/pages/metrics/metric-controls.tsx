// What of metrics is shown: time range, period, statistic; and how often they are loaded again.
import Button from "@cloudscape-design/components/button";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { TimeRangePicker } from "../../commons/time-range-picker.tsx";
import { timeRangeText } from "../../commons/time-range.ts";
import { useEvery } from "../../commons/use-every.ts";
import { PERIODS, STATISTICS } from "./metrics.ts";
import type { MetricView } from "./use-metric-view.ts";

const REFRESHES: Readonly<Record<string, string>> = {
  0: "Auto refresh: off",
  10: "Every 10 seconds",
  60: "Every minute",
};

export interface MetricControlsProps {
  readonly view: MetricView;
  readonly isLoading: boolean;
  readonly onRefresh: () => void;
  /** Without it every chart has statistics of its own. */
  readonly withStatistic?: boolean;
}

export function MetricControls(props: MetricControlsProps): ReactNode {
  const { view, onRefresh, isLoading } = props;
  const { query, periodSeconds, statistic, refreshSeconds } = view;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <TimeRangePicker
        range={view.range}
        onChange={(range) => query.change({ range: timeRangeText(range) })}
      />
      {props.withStatistic === true ? (
        <Select
          ariaLabel="Statistic"
          selectedOption={{ value: statistic, label: statistic }}
          options={STATISTICS.map((value) => ({ value, label: value }))}
          onChange={({ detail }) =>
            query.change({ statistic: detail.selectedOption.value ?? null })
          }
        />
      ) : null}
      <ChoiceOf
        label="Period"
        choices={PERIODS}
        value={String(periodSeconds)}
        onChange={(period) => query.change({ period })}
      />
      <ChoiceOf
        label="Auto refresh"
        choices={REFRESHES}
        value={String(refreshSeconds)}
        onChange={(refresh) => query.change({ refresh })}
      />
      <Button
        iconName="refresh"
        ariaLabel="Refresh metrics"
        loading={isLoading}
        onClick={onRefresh}
      />
      {refreshSeconds > 0 ? (
        <Refreshing intervalMs={refreshSeconds * 1000} onRefresh={onRefresh} />
      ) : null}
    </SpaceBetween>
  );
}

interface ChoiceOfProps {
  readonly label: string;
  readonly choices: Readonly<Record<string, string>>;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function ChoiceOf({ label, choices, value, onChange }: ChoiceOfProps): ReactNode {
  return (
    <Select
      ariaLabel={label}
      selectedOption={{ value, label: choices[value] ?? value }}
      options={Object.entries(choices).map(([key, text]) => ({ value: key, label: text }))}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? value)}
    />
  );
}

function Refreshing(props: {
  readonly intervalMs: number;
  readonly onRefresh: () => void;
}): ReactNode {
  useEvery(props.intervalMs, props.onRefresh);
  return null;
}
