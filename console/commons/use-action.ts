// Something that the user sets off: runs at most once at a time, and its error is shown where it belongs.
import { useState } from "react";
import { errorText } from "./use-loaded.ts";

export interface Action {
  readonly isRunning: boolean;
  /** The API's own message; "" when the last run went well. */
  readonly error: string;
  /** True when it went well. */
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>;
  readonly clear: () => void;
}

export function useAction(): Action {
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState("");
  return {
    isRunning,
    error,
    clear: () => setError(""),
    run: async (work) => {
      setRunning(true);
      setError("");
      try {
        await work();
        return true;
      } catch (cause) {
        setError(errorText(cause));
        return false;
      } finally {
        setRunning(false);
      }
    },
  };
}
