// Bytes off the network, or text that stands for them one character each, as a person can read them: nothing that a
// terminal, a log or a page would act on is left in it. Pure.

/** Bytes that are shown unless the caller says otherwise. */
export const QUOTED_BYTES_MAX = 64;

const NAMED: Readonly<Record<string, string>> = {
  "\r": "\\r",
  "\n": "\\n",
  "\t": "\\t",
  "\\": "\\\\",
};

const VISIBLE = /^[ -~]$/;

/** "GET / HTTP/1.1\r\n", "\x16\x03\x01": everything but visible ASCII is escaped, what is too long is cut. */
export function quoteBytes(bytes: string | Uint8Array, bytesMax = QUOTED_BYTES_MAX): string {
  const text =
    typeof bytes === "string"
      ? bytes.slice(0, bytesMax)
      : Buffer.from(bytes.subarray(0, bytesMax)).toString("latin1");
  let quoted = "";
  for (const char of text) quoted += quoteCharacter(char);
  return bytes.length > bytesMax ? `${quoted}…` : quoted;
}

function quoteCharacter(char: string): string {
  const named = NAMED[char];
  if (named !== undefined) return named;
  if (VISIBLE.test(char)) return char;
  const code = char.codePointAt(0) ?? 0;
  const digits = code.toString(16).padStart(2, "0");
  return code <= 0xff ? `\\x${digits}` : `\\u{${digits}}`;
}
