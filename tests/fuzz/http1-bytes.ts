// Arbitrary HTTP/1.1 traffic for the fuzz tests: mostly nearly right, since that is where parsers differ.
import fc from "fast-check";

/** Pieces that requests and answers are made of, good and bad. */
const FRAGMENTS: readonly string[] = [
  "GET / HTTP/1.1\r\n",
  "POST /a?b=c HTTP/1.1\r\n",
  "HEAD / HTTP/1.0\r\n",
  "GET /\r\n",
  "GET",
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "HTTP/1.1 200 OK\r\n",
  "HTTP/1.0 304 \r\n",
  "HTTP/1.1 100 Continue\r\n\r\n",
  "Host: a\r\n",
  "Host : a\r\n",
  "Content-Length: 0\r\n",
  "Content-Length: 5\r\n",
  "Content-Length: 18446744073709551616\r\n",
  "Content_Length: 5\r\n",
  "Transfer-Encoding: chunked\r\n",
  "Transfer-Encoding: gzip, chunked\r\n",
  "Transfer-Encoding : chunked\r\n",
  "Transfer-Encoding:\r\n chunked\r\n",
  "Connection: close\r\n",
  "Connection: keep-alive, upgrade\r\n",
  "Upgrade: websocket\r\n",
  "Expect: 100-continue\r\n",
  "X: y\r\n",
  "nonsense\r\n",
  ": empty\r\n",
  " folded\r\n",
  "\r\n",
  "\n",
  "\r",
  "\0",
  "\t",
  " ",
  ":",
  ";",
  ",",
  "5\r\nhello\r\n",
  "0\r\n\r\n",
  "0\r\nA: b\r\n\r\n",
  "5;a=b\r\n",
  "fffffffffffff\r\n",
  "\xc5\xbf",
  "\xff",
  "\x7f",
];

/** How traffic begins: mostly with a first line, so that fields and bodies are reached. */
const BEGINNINGS: readonly string[] = [
  ...FRAGMENTS.filter((part) => part.includes("HTTP/")),
  "\r\n\r\nGET / HTTP/1.1\r\n",
  "\n\rGET / HTTP/1.1\r\n",
  "",
];

/** Traffic put together from fragments, with stray bytes between them. */
export const traffic: fc.Arbitrary<Buffer> = fc
  .tuple(
    fc.constantFrom(...BEGINNINGS),
    fc.array(
      fc.oneof(
        { weight: 20, arbitrary: fc.constantFrom(...FRAGMENTS) },
        { weight: 1, arbitrary: fc.string({ unit: "binary-ascii", maxLength: 12 }) },
      ),
      { maxLength: 16 },
    ),
    fc.constantFrom("\r\n", "\r\n5\r\nhello\r\n0\r\n\r\n", "\r\nhello", ""),
  )
  .map(([first, parts, last]) => Buffer.from(first + parts.join("") + last, "latin1"));

/** Places to cut bytes at, as fractions. */
export const cuts: fc.Arbitrary<readonly number[]> = fc.array(
  fc.double({ min: 0, max: 1, noNaN: true }),
  {
    maxLength: 6,
  },
);

/** The bytes cut at those places. */
export function cutAt(bytes: Buffer, fractions: readonly number[]): readonly Buffer[] {
  const places = fractions
    .map((fraction) => Math.floor(fraction * bytes.length))
    .sort((a, b) => a - b);
  const pieces: Buffer[] = [];
  let start = 0;
  for (const place of [...places, bytes.length]) {
    if (place > start) pieces.push(bytes.subarray(start, place));
    start = Math.max(start, place);
  }
  return pieces;
}

const TOKEN_CHARACTERS = Array.from(
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~",
);

/** Names that mean something to a parser and would make a request another one. */
const MEANING =
  /^(?:host|connection|content-length|transfer-encoding|upgrade|expect|trailer|te|keep-alive|proxy-connection)$/i;

export const fieldName: fc.Arbitrary<string> = fc
  .string({ unit: fc.constantFrom(...TOKEN_CHARACTERS), minLength: 1, maxLength: 20 })
  .filter((name) => !MEANING.test(name));

const VISIBLE = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index));
const ABOVE_ASCII = Array.from({ length: 128 }, (_, index) => String.fromCharCode(0x80 + index));

/** A value without white space around it. */
export const fieldValue: fc.Arbitrary<string> = fc
  .string({ unit: fc.constantFrom(...VISIBLE, ...ABOVE_ASCII, " ", "\t"), maxLength: 40 })
  .map((value) => value.replaceAll(/^[ \t]+|[ \t]+$/g, ""));

export const target: fc.Arbitrary<string> = fc
  .string({ unit: fc.constantFrom(...Array.from("abcXYZ019-._~%!$&'()*+,;=:@/?")), maxLength: 40 })
  .map((rest) => `/${rest}`);

export const content: fc.Arbitrary<Buffer> = fc
  .uint8Array({ maxLength: 300 })
  .map((bytes) => Buffer.from(bytes));
