// Reads application/x-www-form-urlencoded text: query strings, and the bodies of the query protocols. Bounded, and
// strict about percent-encoding, because what is guessed here would be stored.
// https://url.spec.whatwg.org/#urlencoded-parsing
import { FrameworkError } from "./framework-error.ts";

/** Parameters in one request. Postern's own bound; the size of the body is limited too. */
export const PARAMETERS_MAX = 20_000;

/** Name → values, in order of appearance. */
export type FormData = ReadonlyMap<string, readonly string[]>;

const NO_DATA: FormData = new Map();

/** Throws `MalformedQueryString` for bad percent-encoding, bytes that are not UTF-8, or too many parameters. */
export function parseFormData(text: string): FormData {
  if (text === "") return NO_DATA;
  const data = new Map<string, string[]>();
  let count = 0;
  let start = 0;
  while (start <= text.length) {
    let end = text.indexOf("&", start);
    if (end < 0) end = text.length;
    if (end > start) {
      if (++count > PARAMETERS_MAX) {
        throw malformed(`The request has more than ${PARAMETERS_MAX} parameters`);
      }
      const equals = text.indexOf("=", start);
      const nameEnd = equals < 0 || equals > end ? end : equals;
      const name = decodeComponent(text.slice(start, nameEnd));
      const value = nameEnd === end ? "" : decodeComponent(text.slice(nameEnd + 1, end));
      const values = data.get(name);
      if (values === undefined) data.set(name, [value]);
      else values.push(value);
    }
    start = end + 1;
  }
  return data;
}

function decodeComponent(encoded: string): string {
  const spaced = encoded.includes("+") ? encoded.replaceAll("+", " ") : encoded;
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    throw malformed("The query string is not properly percent-encoded UTF-8");
  }
}

function malformed(message: string): FrameworkError {
  return new FrameworkError("MalformedQueryString", 400, message);
}
