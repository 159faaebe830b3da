// What is wrong with a template or a plan as a whole, so that nothing of it can be examined: said with file and line,
// for people. What is strange in one resource only is no error; it is left out, or listed as unreadable.

/** A template that cannot be read. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  readonly file: string;
  /** 1-based; 0 where no line is to blame. */
  readonly line: number;
  readonly column: number;

  constructor(problem: string, place: { file: string; line: number; column: number }) {
    const { file, line, column } = place;
    super(`Cannot read ${line === 0 ? file : `${file}:${line}:${column}`}: ${problem}`);
    this.file = file;
    this.line = line;
    this.column = column;
  }
}
