// Which bytes may stand where in a message head, as 256-entry tables: one load per byte, no branch on ranges.
// The classes are those of RFC 9110 §5.5, §5.6.2 and RFC 9112 §3.2. This file knows bytes only, no message.

export const HTAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SP = 0x20;
export const COLON = 0x3a;
export const DEL = 0x7f;

function table(includes: (byte: number) => boolean): Uint8Array {
  const entries = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte += 1) entries[byte] = includes(byte) ? 1 : 0;
  return entries;
}

function isAlphanumeric(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x61 && byte <= 0x7a)
  );
}

const TOKEN_MARKS = "!#$%&'*+-.^_`|~";

/** tchar of RFC 9110 §5.6.2: methods and field names. */
export const TOKEN = table(
  (byte) => isAlphanumeric(byte) || TOKEN_MARKS.includes(String.fromCharCode(byte)),
);

/** What a field value may hold: HTAB, SP, visible ASCII and obs-text (RFC 9110 §5.5). */
export const FIELD_VALUE = table((byte) => byte === HTAB || (byte >= SP && byte !== DEL));

/** A request target without anomaly: anything but controls, SP and DEL. Wider than RFC 3986 by obs-text. */
export const TARGET = table((byte) => byte > SP && byte !== DEL);

/** Visible ASCII: what a request target may hold by RFC 9112 §3.2 and RFC 3986 (percent-encoding left aside). */
export const VISIBLE = table((byte) => byte > SP && byte < DEL);

/** Bytes of uri-host and port (RFC 3986 §3.2): reg-name, IPv4, IPv6 in brackets, percent-encoding, colon. */
export const HOST = table(
  (byte) => isAlphanumeric(byte) || "-._~%!$&'()*+,;=:[]".includes(String.fromCharCode(byte)),
);

export const ALPHANUMERIC = table(isAlphanumeric);

/** Every byte, with A-Z turned to a-z. */
export const LOWER_CASE = Uint8Array.from({ length: 256 }, (_unused, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte,
);

/** Marks a byte that is no hexadecimal digit in `HEX_VALUE`. */
export const NOT_HEX = 255;

/** The value of a hexadecimal digit, or NOT_HEX. */
export const HEX_VALUE = Uint8Array.from({ length: 256 }, (_unused, byte) => {
  const value = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(value) ? NOT_HEX : value;
});
