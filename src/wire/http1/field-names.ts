// The numbers of known field names: from the bytes of a name to its FIELD_ number without making a string. A
// small table keyed by length and first letter names the candidate; its letters are then compared. Only exact
// names count (case aside): look-alikes are the business of desync-similarity.
import { LOWER_CASE } from "./character-tables.ts";
import { FIELD_OTHER } from "./fields.ts";

/** Known names in lower case; the index is the FIELD_ number of fields.ts. */
export const KNOWN_FIELD_NAMES: readonly string[] = [
  "",
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "expect",
  "upgrade",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-forwarded-port",
  "x-amzn-trace-id",
  "forwarded",
  "via",
  "content-type",
  "user-agent",
  "origin",
  "date",
  "server",
  "cookie",
  "authorization",
  "proxy-authenticate",
  "proxy-authorization",
  "access-control-request-method",
  "access-control-request-headers",
  "x-forwarded-host",
  "content-encoding",
  "x-postern-trace",
  "set-cookie",
];

const KNOWN_LENGTH_MAX = 31;
const FIRST_LETTERS = 32;

const NUMBERS = new Map(KNOWN_FIELD_NAMES.map((name, id) => [name, id]));

const CANDIDATE = new Uint8Array((KNOWN_LENGTH_MAX + 1) * FIRST_LETTERS);
/** The next candidate of the same length and first letter. */
const NEXT = new Uint8Array(KNOWN_FIELD_NAMES.length);
const LETTERS: readonly Uint8Array[] = KNOWN_FIELD_NAMES.map((name) => Buffer.from(name, "latin1"));

for (const [name, id] of NUMBERS) {
  if (id === FIELD_OTHER) continue;
  const slot = name.length * FIRST_LETTERS + (name.charCodeAt(0) & 31);
  NEXT[id] = CANDIDATE[slot]!;
  CANDIDATE[slot] = id;
}

/** The FIELD_ number of the name at `bytes[start, end)`. */
export function fieldIdOf(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length > KNOWN_LENGTH_MAX || length === 0) return FIELD_OTHER;
  let id = CANDIDATE[length * FIRST_LETTERS + (bytes[start]! & 31)]!;
  while (id !== FIELD_OTHER) {
    const letters = LETTERS[id]!;
    let index = 0;
    while (index < length && LOWER_CASE[bytes[start + index]!] === letters[index]) index += 1;
    if (index === length) return id;
    id = NEXT[id]!;
  }
  return FIELD_OTHER;
}

/** The FIELD_ number of a name in lower case. */
export function fieldIdOfName(lowerCaseName: string): number {
  return NUMBERS.get(lowerCaseName) ?? FIELD_OTHER;
}
