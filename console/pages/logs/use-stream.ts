// The pages of one stream that have been read so far. A token that comes back as it was says that there is no more on
// its side. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
import { useCallback, useEffect, useRef, useState } from "react";
import { useEvery } from "../../commons/use-every.ts";
import { errorText } from "../../commons/use-loaded.ts";
import { type Line, readStream } from "./logs.ts";

const NEWER_INTERVAL_MS = 5000;

export interface StreamState {
  readonly lines: readonly Line[];
  readonly hasOlder: boolean;
  readonly isLoading: boolean;
  readonly error: string;
  readonly loadOlder: () => void;
  readonly loadNewer: () => void;
}

interface Read {
  readonly lines: readonly Line[];
  readonly olderToken: string | undefined;
  readonly newerToken: string | undefined;
  readonly hasOlder: boolean;
}

export function useStream(group: string, stream: string): StreamState {
  const read = useRef<Read>({
    lines: [],
    olderToken: undefined,
    newerToken: undefined,
    hasOlder: false,
  });
  const [, setTurn] = useState(0);
  const [isLoading, setLoading] = useState(false);
  const [error, setError] = useState("");
  const isBusy = useRef(false);
  const once = useCallback(async (work: () => Promise<Read>) => {
    if (isBusy.current) return;
    isBusy.current = true;
    setLoading(true);
    try {
      read.current = await work();
      setError("");
    } catch (cause) {
      setError(errorText(cause));
    }
    isBusy.current = false;
    setLoading(false);
    setTurn((before) => before + 1);
  }, []);
  const loadNewer = useCallback(
    () =>
      void once(async () => {
        const before = read.current;
        const page = await readStream(group, stream, before.newerToken);
        const isFirst = before.newerToken === undefined;
        return {
          lines: [...before.lines, ...page.lines],
          newerToken: page.newerToken,
          olderToken: isFirst ? page.olderToken : before.olderToken,
          hasOlder: isFirst ? page.lines.length > 0 : before.hasOlder,
        };
      }),
    [group, stream, once],
  );
  const loadOlder = useCallback(
    () =>
      void once(async () => {
        const before = read.current;
        const page = await readStream(group, stream, before.olderToken);
        return {
          ...before,
          lines: [...page.lines, ...before.lines],
          olderToken: page.olderToken,
          hasOlder: page.lines.length > 0 && page.olderToken !== before.olderToken,
        };
      }),
    [group, stream, once],
  );
  useEffect(loadNewer, [loadNewer]);
  useEvery(NEWER_INTERVAL_MS, loadNewer);
  return {
    lines: read.current.lines,
    hasOlder: read.current.hasOlder,
    isLoading,
    error,
    loadOlder,
    loadNewer,
  };
}
