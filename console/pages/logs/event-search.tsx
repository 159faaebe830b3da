// A search through all streams of a log group, by filter pattern and time.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { TimeRangePicker } from "../../commons/time-range-picker.tsx";
import { boundsOf, timeRangeOf, timeRangeText } from "../../commons/time-range.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useQuery } from "../../commons/use-query.ts";
import { EventTable } from "./event-table.tsx";
import { FilterField } from "./filter-field.tsx";
import { filterEvents, FOUND_MAX } from "./logs.ts";

export function EventSearch({ group }: { readonly group: string }): ReactNode {
  const query = useQuery();
  const pattern = query.get("pattern") ?? "";
  const range = timeRangeOf(query.get("range"), "1h");
  const loaded = useLoaded(
    () => filterEvents({ group, pattern, ...boundsOf(range, Date.now()) }),
    [group, pattern, timeRangeText(range)],
  );
  const apply = (next: string) => {
    if (next === pattern) loaded.reload();
    else query.change({ pattern: next === "" ? null : next });
  };
  return (
    <SpaceBetween size="m">
      <FilterField
        key={pattern}
        pattern={pattern}
        error={loaded.error}
        buttonText="Search"
        onApply={apply}
      />
      <TimeRangePicker
        range={range}
        onChange={(next) => query.change({ range: timeRangeText(next) })}
      />
      {loaded.value?.isCut === true ? (
        <Alert type="info">
          Only the first {FOUND_MAX} events are shown: narrow the time range or the pattern.
        </Alert>
      ) : null}
      <EventTable
        title="Log events"
        group={group}
        lines={loaded.error === "" ? (loaded.value?.lines ?? []) : []}
        isLoading={loaded.isLoading}
        emptyText="No events match in this time range"
        actions={
          <Button
            iconName="refresh"
            ariaLabel="Refresh Log events"
            loading={loaded.isLoading}
            onClick={loaded.reload}
          />
        }
      />
    </SpaceBetween>
  );
}
