// What a page keeps in its address behind the "?", so that a link leads to exactly what is shown.
import { useCallback } from "react";
import { useSearchParams } from "react-router";

export interface Query {
  readonly get: (name: string) => string | null;
  /** null takes a member away. The entry of the history is replaced: going back leaves the page. */
  readonly change: (changes: Readonly<Record<string, string | null>>) => void;
}

export function useQuery(): Query {
  const [params, setParams] = useSearchParams();
  const get = useCallback((name: string) => params.get(name), [params]);
  const change = useCallback(
    (changes: Readonly<Record<string, string | null>>) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value === null) next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        // At once: a box that was ticked must not show as unticked until the page is drawn again.
        { replace: true, flushSync: true },
      ),
    [setParams],
  );
  return { get, change };
}
