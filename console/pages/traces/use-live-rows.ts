// A list that is alive: what there is already, what comes while it is shown, and what is older when asked for. While
// it is paused, what comes is held back and counted.
import { useEffect, useState } from "react";
import { useEventBatches } from "../../commons/use-event-batches.ts";
import type { StreamState } from "../../commons/use-event-stream.ts";
import { useAction } from "../../commons/use-action.ts";
import { type Loaded, useLoaded } from "../../commons/use-loaded.ts";
import { mergeRows, type RowOrder } from "./live-rows.ts";

export interface RowsPage<T> {
  readonly rows: readonly T[];
  /** What `load` takes to get those after; null when there are no more. */
  readonly next: number | null;
}

export interface LiveSource<T> extends RowOrder<T> {
  /** Of list and stream alike; a change begins anew. */
  readonly query: string;
  readonly load: (query: string, before: number | null) => Promise<RowsPage<T>>;
  /** Without its query. */
  readonly streamPath: string;
  readonly eventName: string;
}

export interface LiveRows<T> {
  readonly loaded: Loaded<readonly T[]>;
  readonly state: StreamState;
  readonly isPaused: boolean;
  readonly setPaused: (isPaused: boolean) => void;
  /** Held back while paused. */
  readonly heldCount: number;
  /** Left out because they came too fast. */
  readonly droppedCount: number;
  readonly hasOlder: boolean;
  readonly loadOlder: () => Promise<void>;
}

interface Shown<T> extends RowsPage<T> {
  readonly query: string;
  readonly held: readonly T[];
  readonly dropped: number;
}

export function useLiveRows<T>(source: LiveSource<T>): LiveRows<T> {
  const { query } = source;
  const [shown, setShown] = useState<Shown<T> | undefined>();
  const [isPaused, setPausedState] = useState(false);
  const first = useLoaded(async () => ({ query, page: await source.load(query, null) }), [query]);
  useEffect(() => {
    const { value } = first;
    // `source` is made anew at each drawing; only what was loaded matters.
    if (value !== undefined) setShown((before) => withFirst(before, value, source));
  }, [first.value]);
  const path = query === "" ? source.streamPath : `${source.streamPath}?${query}`;
  const state = useEventBatches<T>(path, source.eventName, {
    onBatch: (events, dropped) =>
      setShown((before) => before && withEvents(before, { events, dropped, isPaused }, source)),
    onOpen: () => {
      if (!isPaused) first.reload();
    },
  });
  const setPaused = (pause: boolean) => {
    setPausedState(pause);
    if (!pause) setShown((before) => before && withHeld(before, source));
  };
  const older = useAction();
  const loadOlder = async () => {
    const before = shown?.next ?? null;
    if (before === null) return;
    await older.run(async () => {
      const page = await source.load(query, before);
      setShown(
        (now) => now && { ...now, rows: mergeRows(now.rows, page.rows, source), next: page.next },
      );
    });
  };
  return {
    loaded: {
      value: shown?.rows,
      isLoading: first.isLoading && shown?.query !== query,
      error: first.error === "" ? older.error : first.error,
      reload: first.reload,
    },
    state,
    isPaused,
    setPaused,
    heldCount: shown?.held.length ?? 0,
    droppedCount: shown?.dropped ?? 0,
    hasOlder: shown !== undefined && shown.next !== null,
    loadOlder,
  };
}

function withFirst<T>(
  before: Shown<T> | undefined,
  { query, page }: { readonly query: string; readonly page: RowsPage<T> },
  order: RowOrder<T>,
): Shown<T> {
  if (before?.query !== query) return { query, ...page, held: [], dropped: 0 };
  return { ...before, rows: mergeRows(before.rows, page.rows, order) };
}

interface Came<T> {
  readonly events: readonly T[];
  readonly dropped: number;
  readonly isPaused: boolean;
}

function withEvents<T>(before: Shown<T>, came: Came<T>, order: RowOrder<T>): Shown<T> {
  const { events, isPaused } = came;
  const dropped = before.dropped + came.dropped;
  if (isPaused) return { ...before, dropped, held: mergeRows(before.held, events, order) };
  return { ...before, dropped, rows: mergeRows(before.rows, events, order) };
}

function withHeld<T>(before: Shown<T>, order: RowOrder<T>): Shown<T> {
  return { ...before, rows: mergeRows(before.rows, before.held, order), held: [] };
}
