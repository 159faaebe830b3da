// A dialog that changes what a page shows: when it is done it stays until that has been loaded again, so that the page
// behind it never shows what is over.
import { useEffect, useState } from "react";

export interface Dialog<Name extends string> {
  /** Null: there is none. */
  readonly open: Name | null;
  readonly show: (name: Name) => void;
  readonly close: () => void;
  /** To be called when something is changed and the page has begun to load it. */
  readonly closeWhenLoaded: () => void;
}

/** `loaded`: what the page shows, another value whenever it was loaded. */
export function useDialog<Name extends string>(loaded: unknown): Dialog<Name> {
  const [open, setOpen] = useState<Name | null>(null);
  const [before, setBefore] = useState<{ readonly loaded: unknown } | null>(null);
  const close = () => {
    setOpen(null);
    setBefore(null);
  };
  useEffect(() => {
    if (before !== null && before.loaded !== loaded) close();
  }, [before, loaded]);
  return { open, show: setOpen, close, closeWhenLoaded: () => setBefore({ loaded }) };
}
