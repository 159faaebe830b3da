// Whether a list is alive, and the button that holds it still.
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import type { LiveRows } from "./use-live-rows.ts";

/** For the description below a list's title. */
export function LiveState<T>({ rows }: { readonly rows: LiveRows<T> }): ReactNode {
  const { state, isPaused, heldCount, droppedCount } = rows;
  const dropped = droppedCount === 0 ? "" : `; ${droppedCount} came too fast and were left out`;
  if (isPaused) {
    return (
      <StatusIndicator type="stopped">
        Paused, {heldCount} new{dropped}
      </StatusIndicator>
    );
  }
  if (state === "broken") {
    return <StatusIndicator type="error">Not live: the connection is broken</StatusIndicator>;
  }
  if (state === "connecting") return <StatusIndicator type="pending">Connecting</StatusIndicator>;
  return <StatusIndicator type="success">Live{dropped}</StatusIndicator>;
}

export function PauseButton<T>({ rows }: { readonly rows: LiveRows<T> }): ReactNode {
  const { isPaused, setPaused } = rows;
  return (
    <Button iconName={isPaused ? "play" : "pause"} onClick={() => setPaused(!isPaused)}>
      {isPaused ? "Resume" : "Pause"}
    </Button>
  );
}

/** Below a list that goes further back. */
export function OlderButton<T>({ rows }: { readonly rows: LiveRows<T> }): ReactNode {
  if (!rows.hasOlder) return null;
  return (
    <SpaceBetween size="s" alignItems="center">
      <Button onClick={() => void rows.loadOlder()}>Load older</Button>
    </SpaceBetween>
  );
}
