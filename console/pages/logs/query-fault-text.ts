// Where in a query's text a fault is: its line, cut at the fault.
export interface FaultPlace {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  readonly before: string;
  /** The character at the fault; a space at the end of the line. */
  readonly at: string;
  readonly after: string;
}

export function placeOf(text: string, offset: number): FaultPlace {
  const end = Math.min(Math.max(0, offset), text.length);
  const lineStart = text.lastIndexOf("\n", end - 1) + 1;
  const newline = text.indexOf("\n", end);
  const lineText = text.slice(lineStart, newline === -1 ? text.length : newline);
  const column = end - lineStart;
  return {
    line: text.slice(0, lineStart).split("\n").length,
    column: column + 1,
    before: lineText.slice(0, column),
    at: lineText.charAt(column) || " ",
    after: lineText.slice(column + 1),
  };
}
