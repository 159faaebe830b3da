// What pages tell the shell: where they are, and messages that outlive them.
import type { FlashbarProps } from "@cloudscape-design/components/flashbar";
import { createContext, useContext, useEffect } from "react";

export interface Crumb {
  readonly text: string;
  readonly href: string;
}

export interface Message {
  readonly type: FlashbarProps.Type;
  readonly header: string;
  readonly content?: string;
}

export interface Shell {
  readonly setBreadcrumbs: (crumbs: readonly Crumb[]) => void;
  /** Shows a message above the page, until it is dismissed. */
  readonly tell: (message: Message) => void;
}

export const ShellContext = createContext<Shell>({
  setBreadcrumbs: () => {},
  tell: () => {},
});

/** What the shell offers to pages. */
export function useShell(): Shell {
  return useContext(ShellContext);
}

/** The crumbs of the page that is shown. */
export function useBreadcrumbs(crumbs: readonly Crumb[]): void {
  const { setBreadcrumbs } = useShell();
  const key = JSON.stringify(crumbs);
  useEffect(() => setBreadcrumbs(JSON.parse(key) as Crumb[]), [key, setBreadcrumbs]);
}
