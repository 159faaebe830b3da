// Live data that may come faster than a page can be drawn: events are gathered and handed over a few times a second.
// While the page is not visible nothing is followed: a browser opens six connections to a server, and all its tabs
// share them.
import { useEffect, useRef } from "react";
import { type StreamState, useEventStream } from "./use-event-stream.ts";
import { usePageVisible } from "./use-page-visible.ts";

const BATCH_MS = 200;
/** Of one batch; what is beyond is counted. */
const BATCH_EVENTS_MAX = 500;

export interface BatchListeners<T> {
  /** `dropped`: how many more there were. */
  readonly onBatch: (events: readonly T[], dropped: number) => void;
  /** The stream is open, at first and after a break: what came in between was missed. */
  readonly onOpen?: () => void;
}

export function useEventBatches<T>(
  path: string | null,
  name: string,
  listeners: BatchListeners<T>,
): StreamState {
  const isVisible = usePageVisible();
  const latest = useRef(listeners);
  latest.current = listeners;
  const waiting = useRef<{ events: T[]; dropped: number; timer: number }>({
    events: [],
    dropped: 0,
    timer: 0,
  });
  const handOver = () => {
    const { events, dropped } = waiting.current;
    waiting.current = { events: [], dropped: 0, timer: 0 };
    latest.current.onBatch(events, dropped);
  };
  const handOverSoon = () => {
    if (waiting.current.timer !== 0) return;
    waiting.current.timer = window.setTimeout(handOver, BATCH_MS);
  };
  useEffect(
    () => () => {
      window.clearTimeout(waiting.current.timer);
      waiting.current = { events: [], dropped: 0, timer: 0 };
    },
    [path],
  );
  return useEventStream<T>(
    isVisible ? path : null,
    name,
    (event) => {
      if (waiting.current.events.length < BATCH_EVENTS_MAX) waiting.current.events.push(event);
      else waiting.current.dropped++;
      handOverSoon();
    },
    {
      onOpen: () => latest.current.onOpen?.(),
      onDropped: (count) => {
        waiting.current.dropped += count;
        handOverSoon();
      },
    },
  );
}
