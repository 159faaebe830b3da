// Events of a log group as they come in.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { type ReactNode, useState } from "react";
import { EventTable } from "./event-table.tsx";
import { FilterField } from "./filter-field.tsx";
import { LINES_MAX, useLiveTail } from "./use-live-tail.ts";

export function LiveTail({ group }: { readonly group: string }): ReactNode {
  const [pattern, setPattern] = useState("");
  const [isPaused, setPaused] = useState(false);
  const tail = useLiveTail({ group, pattern, isPaused });
  return (
    <SpaceBetween size="m">
      <FilterField
        pattern={pattern}
        error={tail.error}
        buttonText="Apply"
        onApply={(next) => {
          setPattern(next);
          tail.clear();
        }}
      />
      {tail.droppedCount === 0 ? null : (
        <Alert type="info">
          Only the newest {LINES_MAX} events are kept here; {tail.droppedCount} are left out.
        </Alert>
      )}
      <EventTable
        title="Live tail"
        group={group}
        lines={tail.lines}
        isLoading={false}
        emptyText={isPaused ? "Paused" : "Waiting for events…"}
        description={
          <StatusIndicator type={isPaused ? "stopped" : "in-progress"}>
            {isPaused ? "Paused" : "Tailing"}
          </StatusIndicator>
        }
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={tail.clear}>Clear</Button>
            <Button
              iconName={isPaused ? "play" : "pause"}
              onClick={() => setPaused((before) => !before)}
            >
              {isPaused ? "Resume" : "Pause"}
            </Button>
          </SpaceBetween>
        }
      />
    </SpaceBetween>
  );
}
