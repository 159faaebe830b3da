// Something that is done again and again while a component is shown and the page is visible.
import { useEffect, useRef } from "react";

export function useEvery(intervalMs: number, work: () => void): void {
  const latest = useRef(work);
  latest.current = work;
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") latest.current();
    }, intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
}
