// Live data by Server-Sent Events: follows a stream while the component is shown; the browser reconnects by itself.
import { useEffect, useRef, useState } from "react";

export type StreamState = "connecting" | "open" | "broken";

/** Calls `onEvent` with the JSON of each event of that name. A path of null follows nothing. */
export function useEventStream<T>(
  path: string | null,
  name: string,
  onEvent: (event: T) => void,
): StreamState {
  const [state, setState] = useState<StreamState>("connecting");
  const latest = useRef(onEvent);
  latest.current = onEvent;
  useEffect(() => {
    if (path === null) return;
    const source = new EventSource(path);
    source.onopen = () => setState("open");
    source.onerror = () => setState("broken");
    source.addEventListener(name, (message: MessageEvent<string>) => {
      latest.current(JSON.parse(message.data) as T);
    });
    return () => source.close();
  }, [path, name]);
  return state;
}
