// Follows a run by Server-Sent Events. Steps come with their place, so that a stream that was broken and begins anew
// tells nothing twice; when the run is over the stream is closed for good.
import { useEffect, useState } from "react";
import type { RunView, StepView } from "../../../src/lab/run-view.ts";
import { errorText } from "../../commons/use-loaded.ts";
import { loadRun } from "./lab.ts";

export interface FollowedRun {
  readonly id: string;
  readonly steps: readonly StepView[];
  /** Null while it runs. */
  readonly outcome: RunView | null;
  /** "" when there is none: the run is too long ago. */
  readonly error: string;
}

interface StepEvent {
  readonly index: number;
  readonly step: StepView;
}

/** Null when there is nothing to follow. */
export function useRun(id: string | null): FollowedRun | null {
  const [run, setRun] = useState<FollowedRun | null>(null);
  useEffect(() => {
    setRun(null);
    if (id === null) return;
    let current: FollowedRun = { id, steps: [], outcome: null, error: "" };
    const change = (changes: Partial<FollowedRun>) => {
      current = { ...current, ...changes };
      setRun(current);
    };
    change({});
    const source = new EventSource(`/_postern/lab/runs/${id}/stream`);
    source.addEventListener("step", ({ data }: MessageEvent<string>) => {
      const { index, step } = JSON.parse(data) as StepEvent;
      change({ steps: current.steps.slice(0, index).concat(step), error: "" });
    });
    source.addEventListener("end", ({ data }: MessageEvent<string>) => {
      source.close();
      change({ outcome: JSON.parse(data) as RunView });
    });
    source.addEventListener("error", () => {
      // A browser connects again by itself, but not after a refusal, of which it tells nothing.
      if (source.readyState !== EventSource.CLOSED) return;
      loadRun(id).catch((cause: unknown) => change({ error: errorText(cause) }));
    });
    return () => source.close();
  }, [id]);
  return run;
}
