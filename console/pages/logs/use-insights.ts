// A query's run on the page: at most one at a time, stopped when the page is left.
import { useCallback, useEffect, useRef, useState } from "react";
import {
  faultOf,
  type QueryFault,
  type QueryInput,
  type QueryProgress,
  runQuery,
} from "./run-query.ts";

export interface InsightsState {
  readonly isRunning: boolean;
  /** Of the last run; null before there is one. */
  readonly progress: QueryProgress | null;
  readonly fault: QueryFault | null;
  /** The text that the fault is in. */
  readonly faultText: string;
  readonly run: (input: QueryInput) => void;
  readonly stop: () => void;
}

export function useInsights(): InsightsState {
  const [isRunning, setRunning] = useState(false);
  const [progress, setProgress] = useState<QueryProgress | null>(null);
  const [fault, setFault] = useState<QueryFault | null>(null);
  const [faultText, setFaultText] = useState("");
  const running = useRef<AbortController | null>(null);
  const stop = useCallback(() => running.current?.abort(), []);
  useEffect(() => stop, [stop]);
  const run = useCallback(
    (input: QueryInput) => {
      stop();
      const controller = new AbortController();
      running.current = controller;
      setRunning(true);
      setFault(null);
      setProgress(null);
      const isCurrent = () => running.current === controller;
      runQuery(input, (next) => isCurrent() && setProgress(next), controller.signal)
        .catch((cause: unknown) => {
          if (!isCurrent() || controller.signal.aborted) return;
          setFault(faultOf(cause));
          setFaultText(input.text);
        })
        .finally(() => isCurrent() && setRunning(false));
    },
    [stop],
  );
  return { isRunning, progress, fault, faultText, run, stop };
}
