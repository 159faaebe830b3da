// Follows a log group: asks every two seconds for what came since the last event. It looks back a little each time,
// because events may arrive later than their own time says, and leaves out those that it has.
import { useCallback, useEffect, useRef, useState } from "react";
import { errorText } from "../../commons/use-loaded.ts";
import { filterEvents, type Line } from "./logs.ts";

const INTERVAL_MS = 2000;
const LOOK_BACK_MS = 10_000;
/** More lines are no longer read by anybody while they run. */
export const LINES_MAX = 1000;

export interface LiveTailOptions {
  readonly group: string;
  readonly pattern: string;
  readonly isPaused: boolean;
}

export interface LiveTailState {
  /** The newest last. */
  readonly lines: readonly Line[];
  readonly droppedCount: number;
  readonly error: string;
  readonly clear: () => void;
}

interface Kept {
  readonly lines: readonly Line[];
  readonly droppedCount: number;
}

const NOTHING: Kept = { lines: [], droppedCount: 0 };

export function useLiveTail({ group, pattern, isPaused }: LiveTailOptions): LiveTailState {
  const [kept, setKept] = useState<Kept>(NOTHING);
  const [error, setError] = useState("");
  /** Events before this are not wanted: tailing begins, or began again, there. */
  const sinceMs = useRef(Date.now());
  const lastMs = useRef(sinceMs.current);
  const seen = useRef(new Map<string, number>());
  useEffect(() => {
    if (isPaused) return;
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const poll = async () => {
      try {
        const startMs = Math.max(sinceMs.current, lastMs.current - LOOK_BACK_MS);
        const found = await filterEvents({ group, pattern, startMs, endMs: Date.now() + 1000 });
        if (!isCurrent) return;
        const fresh = found.lines.filter(({ id }) => !seen.current.has(id));
        for (const { id, atMs } of fresh) {
          seen.current.set(id, atMs);
          lastMs.current = Math.max(lastMs.current, atMs);
        }
        forgetBefore(seen.current, lastMs.current - LOOK_BACK_MS);
        if (fresh.length > 0) setKept((before) => added(before, fresh));
        setError("");
      } catch (cause) {
        if (!isCurrent) return;
        setError(errorText(cause));
      }
      timer = setTimeout(() => void poll(), INTERVAL_MS);
    };
    void poll();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [group, pattern, isPaused]);
  const clear = useCallback(() => setKept(NOTHING), []);
  return { ...kept, error, clear };
}

function added({ lines, droppedCount }: Kept, fresh: readonly Line[]): Kept {
  const all = [...lines, ...fresh].sort((a, b) => a.atMs - b.atMs);
  const surplus = Math.max(0, all.length - LINES_MAX);
  return { lines: all.slice(surplus), droppedCount: droppedCount + surplus };
}

/** What is older is not asked for again. */
function forgetBefore(seen: Map<string, number>, atMs: number): void {
  for (const [id, eventMs] of seen) if (eventMs < atMs) seen.delete(id);
}
