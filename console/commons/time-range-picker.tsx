// Chooses a span of time: one of those that are offered, another relative one, or from one moment to another.
import DateRangePicker, {
  type DateRangePickerProps,
} from "@cloudscape-design/components/date-range-picker";
import type { ReactNode } from "react";
import { OFFERED_RANGES, type TimeRange, type TimeUnit } from "./time-range.ts";

export interface TimeRangePickerProps {
  readonly range: TimeRange;
  readonly onChange: (range: TimeRange) => void;
}

const OPTIONS = OFFERED_RANGES.map(({ amount, unit }) => ({
  key: `${amount} ${unit}`,
  amount,
  unit,
  type: "relative" as const,
}));

const TEXTS: DateRangePickerProps.I18nStrings = {
  ariaLabel: "Time range",
  modeSelectionLabel: "Kind of range",
  relativeModeTitle: "Relative",
  absoluteModeTitle: "Custom",
  relativeRangeSelectionHeading: "Choose a range",
  cancelButtonLabel: "Cancel",
  clearButtonLabel: "Clear",
  applyButtonLabel: "Apply",
  formatRelativeRange: ({ amount, unit }) => `Last ${amount} ${unit}${amount === 1 ? "" : "s"}`,
  formatUnit: (unit, value) => (value === 1 ? unit : `${unit}s`),
  customRelativeRangeOptionLabel: "Another range",
  customRelativeRangeOptionDescription: "Any length up to now",
  customRelativeRangeDurationLabel: "Duration",
  customRelativeRangeDurationPlaceholder: "Enter a duration",
  customRelativeRangeUnitLabel: "Unit of time",
  startMonthLabel: "Start month",
  startDateLabel: "Start date",
  startTimeLabel: "Start time",
  endMonthLabel: "End month",
  endDateLabel: "End date",
  endTimeLabel: "End time",
  previousMonthAriaLabel: "Previous month",
  nextMonthAriaLabel: "Next month",
  todayAriaLabel: "Today",
};

export function TimeRangePicker({ range, onChange }: TimeRangePickerProps): ReactNode {
  return (
    <DateRangePicker
      value={shown(range)}
      relativeOptions={OPTIONS}
      i18nStrings={TEXTS}
      customRelativeRangeUnits={["minute", "hour", "day", "week"]}
      showClearButton={false}
      expandToViewport
      placeholder="Choose a time range"
      isValidRange={(value) =>
        chosen(value) === undefined
          ? { valid: false, errorMessage: "Choose a start that is before the end" }
          : { valid: true }
      }
      onChange={({ detail }) => {
        const next = chosen(detail.value);
        if (next !== undefined) onChange(next);
      }}
    />
  );
}

function shown(range: TimeRange): DateRangePickerProps.Value {
  if (range.kind === "last") {
    const { amount, unit } = range;
    return { type: "relative", key: `${amount} ${unit}`, amount, unit };
  }
  return {
    type: "absolute",
    startDate: new Date(range.startMs).toISOString(),
    endDate: new Date(range.endMs).toISOString(),
  };
}

function chosen(value: DateRangePickerProps.Value | null): TimeRange | undefined {
  if (value === null) return undefined;
  if (value.type === "relative") {
    return value.amount > 0
      ? { kind: "last", amount: value.amount, unit: value.unit as TimeUnit }
      : undefined;
  }
  const startMs = Date.parse(value.startDate);
  const endMs = Date.parse(value.endDate);
  return startMs < endMs ? { kind: "between", startMs, endMs } : undefined;
}
