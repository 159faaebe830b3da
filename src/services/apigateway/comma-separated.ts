// Comma-separated values: lines of cells, which may stand in quotes and then hold commas, line ends and doubled
// quotes. https://www.rfc-editor.org/rfc/rfc4180

const CELL = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;

/** The lines of the text, those without any cell left out; what stands behind a stray quote is dropped. */
export function parseCommaSeparated(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  CELL.lastIndex = 0;
  while (CELL.lastIndex < text.length) {
    const match = CELL.exec(text);
    if (match === null) break;
    const [, cell = "", end] = match;
    line.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === ",") {
      if (CELL.lastIndex >= text.length) line.push("");
      else continue;
    }
    if (line.length > 1 || line[0] !== "") lines.push(line);
    line = [];
  }
  return lines;
}
