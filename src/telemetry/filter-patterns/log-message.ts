// A log event's message as filter patterns look at it. What several patterns want of the same message, its JSON
// document and its columns, is made once, by the first that asks.
import { splitColumns, type Column } from "./split-columns.ts";

export class LogMessage {
  readonly text: string;
  #document: object | undefined;
  #isParsed = false;
  #columns: readonly Column[] | null = null;

  constructor(text: string) {
    this.text = text;
  }

  /** The JSON object or array that the message is; undefined for anything else. */
  get document(): object | undefined {
    if (!this.#isParsed) {
      this.#isParsed = true;
      this.#document = documentOf(this.text);
    }
    return this.#document;
  }

  /** Its space-delimited columns. */
  get columns(): readonly Column[] {
    this.#columns ??= splitColumns(this.text);
    return this.#columns;
  }
}

function documentOf(message: string): object | undefined {
  const text = message.trim();
  if (!text.startsWith("{") && !text.startsWith("[")) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}
