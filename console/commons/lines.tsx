// Several values of one kind, a line each.
import type { ReactNode } from "react";

export function Lines({ texts }: { readonly texts: readonly string[] }): ReactNode {
  if (texts.length === 0) return "–";
  return texts.map((text) => <div key={text}>{text}</div>);
}
