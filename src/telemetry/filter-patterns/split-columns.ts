// A line of a log as its space-delimited columns: "characters between brackets and double quotation marks are
// considered single fields". Their delimiters are no part of them.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-space-delimited-log-events.html

export interface Column {
  /** Where it begins in the line, delimiter included. */
  readonly start: number;
  readonly text: string;
}

/** Columns told apart; what comes behind them is part of the last one. */
const COLUMNS_MAX = 1000;

export function splitColumns(line: string): Column[] {
  const columns: Column[] = [];
  let at = 0;
  for (;;) {
    while (isSpace(line, at)) at++;
    if (at >= line.length || columns.length >= COLUMNS_MAX) return columns;
    const start = at;
    const closing = closingDelimiter(line, start);
    if (closing !== -1) {
      columns.push({ start, text: line.slice(start + 1, closing) });
      at = closing + 1;
      continue;
    }
    while (at < line.length && !isSpace(line, at)) at++;
    columns.push({ start, text: line.slice(start, at) });
  }
}

/** Where the column that opens at `start` closes: before a space or the end of the line; -1 for a plain one. */
function closingDelimiter(line: string, start: number): number {
  const opening = line.charAt(start);
  if (opening !== "[" && opening !== '"') return -1;
  const wanted = opening === "[" ? "]" : '"';
  for (let at = line.indexOf(wanted, start + 1); at !== -1; at = line.indexOf(wanted, at + 1)) {
    if (line.charAt(at - 1) !== "\\") return at;
  }
  return -1;
}

function isSpace(line: string, at: number): boolean {
  const char = line.charAt(at);
  return char === " " || char === "\t" || char === "\n" || char === "\r";
}
