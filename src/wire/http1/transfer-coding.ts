// The values of Transfer-Encoding and Content-Length, taken apart the way that each reader needs them: the
// desync classification, the framing of requests and the framing of answers. Pure functions of strings.

/** 2^64 - 1: the largest length that load balancers take for a number. */
const UNSIGNED_64_MAX = "18446744073709551615";

/** White space around a list element (RFC 9110 §5.6.3). */
export function trimBlank(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** One element of a Transfer-Encoding list: the coding in lower case, without parameters. */
export function codingOf(element: string): string {
  const semicolon = element.indexOf(";");
  return trimBlank(semicolon === -1 ? element : element.slice(0, semicolon)).toLowerCase();
}

/**
 * The digits of a Content-Length without leading zeros ("0" for none at all), so that equal numbers are equal
 * strings; "" for what is no number of 64 bits.
 */
export function lengthDigits(value: string): string {
  const trimmed = trimBlank(value);
  for (let index = 0; index < trimmed.length; index += 1) {
    const code = trimmed.charCodeAt(index);
    if (code < 0x30 || code > 0x39) return "";
  }
  let first = 0;
  while (first < trimmed.length - 1 && trimmed.charCodeAt(first) === 0x30) first += 1;
  const digits = trimmed.slice(first);
  if (digits === "") return "0";
  if (digits.length < UNSIGNED_64_MAX.length) return digits;
  if (digits.length > UNSIGNED_64_MAX.length || digits > UNSIGNED_64_MAX) return "";
  return digits;
}

/** A Content-Length as RFC 9110 §8.6 has it: digits alone, and exactly representable here; else -1. */
export function strictLength(value: string): number {
  // 16 digits hold every safe integer.
  if (value.length === 0 || value.length > 16) return -1;
  let length = 0;
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code < 0x30 || code > 0x39) return -1;
    length = length * 10 + (code - 0x30);
  }
  return length <= Number.MAX_SAFE_INTEGER ? length : -1;
}
