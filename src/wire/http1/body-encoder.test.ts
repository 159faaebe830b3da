import { expect, test } from "vitest";
import { CHUNK_END, chunkStart, LAST_CHUNK, lastChunk } from "./body-encoder.ts";

test("chunkStart() writes the length in hexadecimal", () => {
  expect([1, 15, 16, 65_536].map(chunkStart)).toEqual(["1\r\n", "f\r\n", "10\r\n", "10000\r\n"]);
});

test("lastChunk() has room for trailers between the last size and the empty line", () => {
  expect(CHUNK_END).toBe("\r\n");
  expect(lastChunk("")).toBe(LAST_CHUNK);
  expect(lastChunk("A: b\r\n")).toBe("0\r\nA: b\r\n\r\n");
});
