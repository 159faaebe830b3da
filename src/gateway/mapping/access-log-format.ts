// The format of a stage's access log, compiled once into the texts and variables it consists of, so that a line costs
// one pass over them. It knows nothing of which variables there are: readers are looked up when it is compiled.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html#apigateway-cloudwatch-log-formats

/** A variable's value; undefined when it has none. */
export type AccessLogReader<Facts> = (facts: Facts) => string | undefined;

/** What stands in a line for a variable without a value. */
export const NO_VALUE = "-";

const VARIABLE = /\$context\.([\w.:-]+)|\$\{context\.([\w.:-]+)\}/g;
/** An event of CloudWatch Logs has no more (API_InputLogEvent), so that no variable is read behind that. */
export const LINE_CHARACTERS_MAX = 1024 * 1024;
/** Values that may have to be escaped are few, so that is asked first: anything but plain ASCII. */
const MAY_BE_SPECIAL = /[^ !#-[\]-~]/;
const CONTROLS = /\p{Cc}/gu;

export class AccessLogFormat<Facts> {
  readonly #head: string;
  readonly #readers: readonly AccessLogReader<Facts>[];
  /** Whether the variable of the same index stands between double quotes. */
  readonly #inQuotes: readonly boolean[];
  /** What follows the variable of the same index. */
  readonly #texts: readonly string[];

  /** `readerOf` is asked for each variable's name, "identity.sourceIp"; undefined: there is no such variable. */
  constructor(format: string, readerOf: (name: string) => AccessLogReader<Facts> | undefined) {
    const readers: AccessLogReader<Facts>[] = [];
    const inQuotes: boolean[] = [];
    const texts: string[] = [""];
    let quoted = false;
    let done = 0;
    const addText = (text: string) => {
      quoted = quotedAfter(text, quoted);
      texts[texts.length - 1] += text;
    };
    for (const match of format.matchAll(VARIABLE)) {
      addText(format.slice(done, match.index));
      const written = match[1] ?? match[2] ?? "";
      const name = knownName(written, readerOf);
      const reader = readerOf(name);
      done = match.index + match[0].length;
      // What is no part of the name is text: "$context.stage." ends a sentence.
      if (match[1] !== undefined) done -= written.length - name.length;
      if (reader === undefined) {
        addText(NO_VALUE);
        continue;
      }
      readers.push(reader);
      inQuotes.push(quoted);
      texts.push("");
    }
    addText(format.slice(done));
    this.#head = texts[0] ?? "";
    this.#readers = readers;
    this.#inQuotes = inQuotes;
    this.#texts = texts.slice(1);
  }

  line(facts: Facts): string {
    let line = this.#head;
    for (let i = 0; i < this.#readers.length && line.length < LINE_CHARACTERS_MAX; i++) {
      const value = (this.#readers[i] as AccessLogReader<Facts>)(facts);
      if (value === undefined) line += NO_VALUE;
      else line += MAY_BE_SPECIAL.test(value) ? escaped(value, this.#inQuotes[i] === true) : value;
      line += this.#texts[i] as string;
    }
    return line;
  }
}

/** The longest beginning of what is written that is a variable; without one, all but the punctuation at its end. */
function knownName(written: string, readerOf: (name: string) => unknown): string {
  const whole = written.replace(/[.:-]+$/, "");
  for (let name = whole; name !== ""; name = name.replace(/[.:-]*[^.:-]*$/, "")) {
    if (readerOf(name) !== undefined) return name;
  }
  return whole;
}

function quotedAfter(text: string, quotedBefore: boolean): boolean {
  let quoted = quotedBefore;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"' && text[i - 1] !== "\\") quoted = !quoted;
  }
  return quoted;
}

/**
 * Quotes and backslashes of a value between quotes are escaped as in JSON: lines of a JSON format that was made of
 * such requests are seen to be JSON. [I] That other formats are treated alike, and values outside quotes are not but
 * for what would make two lines of one.
 */
function escaped(value: string, inQuotes: boolean): string {
  if (inQuotes) return JSON.stringify(value).slice(1, -1);
  return value.replaceAll(CONTROLS, (char) => JSON.stringify(char).slice(1, -1));
}
