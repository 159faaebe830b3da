// Live data by Server-Sent Events: follows a stream while the component is shown; the browser reconnects by itself.
import { useEffect, useRef, useState } from "react";

export type StreamState = "connecting" | "open" | "broken";

export interface StreamListeners {
  /** Whenever the stream is open, at first and after a break: what came in between was missed. */
  readonly onOpen?: () => void;
  /** Events that came too fast for this stream and were left out. */
  readonly onDropped?: (count: number) => void;
}

/** Calls `onEvent` with the JSON of each event of that name. A path of null follows nothing. */
export function useEventStream<T>(
  path: string | null,
  name: string,
  onEvent: (event: T) => void,
  listeners: StreamListeners = {},
): StreamState {
  const [state, setState] = useState<StreamState>("connecting");
  const latest = useRef({ onEvent, listeners });
  latest.current = { onEvent, listeners };
  useEffect(() => {
    if (path === null) return;
    const source = new EventSource(path);
    source.onopen = () => {
      setState("open");
      latest.current.listeners.onOpen?.();
    };
    source.onerror = () => setState("broken");
    source.addEventListener(name, (message: MessageEvent<string>) => {
      latest.current.onEvent(JSON.parse(message.data) as T);
    });
    source.addEventListener("dropped", (message: MessageEvent<string>) => {
      const { count } = JSON.parse(message.data) as { count: number };
      latest.current.listeners.onDropped?.(count);
    });
    return () => source.close();
  }, [path, name]);
  return state;
}
