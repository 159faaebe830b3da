// Something that is loaded: the value, whether it is still coming, and what went wrong. What was there before stays
// shown while it is loaded again.
import { useCallback, useEffect, useRef, useState } from "react";

export interface Loaded<T> {
  readonly value: T | undefined;
  readonly isLoading: boolean;
  /** "" when there is none. */
  readonly error: string;
  readonly reload: () => void;
}

/** Loads at first and whenever `keys` change. `load` need not be stable. */
export function useLoaded<T>(load: () => Promise<T>, keys: readonly unknown[] = []): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, "reload">>({
    value: undefined,
    isLoading: true,
    error: "",
  });
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  const key = JSON.stringify(keys);
  useEffect(() => {
    let isCurrent = true;
    setState((before) => ({ ...before, isLoading: true, error: "" }));
    latest.current().then(
      (value) => isCurrent && setState({ value, isLoading: false, error: "" }),
      (cause: unknown) =>
        isCurrent &&
        setState((before) => ({ ...before, isLoading: false, error: errorText(cause) })),
    );
    return () => {
      isCurrent = false;
    };
  }, [key, turn]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { ...state, reload };
}

/** What to show of an error of the AWS SDK or of fetch. */
export function errorText(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
