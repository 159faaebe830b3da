import { expect, test } from "vitest";
import { quoteBytes } from "./quote-bytes.ts";

test("quoteBytes() leaves nothing in that a terminal acts on", () => {
  expect(quoteBytes("GET /\t\\ HTTP/1.1\r\n")).toBe("GET /\\t\\\\ HTTP/1.1\\r\\n");
  expect(quoteBytes(Buffer.from([0x16, 0x03, 0x01, 0x1b, 0xff]))).toBe("\\x16\\x03\\x01\\x1b\\xff");
  expect(quoteBytes("\u202e")).toBe("\\u{202e}");
});

test("quoteBytes() cuts what is longer than allowed and says so", () => {
  expect(quoteBytes("abcdef", 3)).toBe("abc…");
  expect(quoteBytes(Buffer.from("abc"), 3)).toBe("abc");
});
