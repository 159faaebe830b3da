import { describe, expect, test } from "vitest";
import {
  BodyDecoder,
  CHUNK_LIMITS,
  DECODER_DONE,
  DECODER_FAILED,
  DECODER_OPEN,
} from "./body-decoder.ts";
import type { BodySink } from "./body-decoder.ts";

class Collector implements BodySink {
  data = "";
  trailers = "";
  ends = 0;
  emptyCalls = 0;

  onBodyData(bytes: Buffer, start: number, end: number): void {
    this.emptyCalls += end > start ? 0 : 1;
    this.data += bytes.latin1Slice(start, end);
  }

  onBodyEnd(trailers: string): void {
    this.trailers = trailers;
    this.ends += 1;
  }
}

function chunkedWith(text: string): BodyDecoder {
  const decoder = new BodyDecoder();
  decoder.startChunked();
  decoder.decode(Buffer.from(text), 0, text.length, new Collector());
  return decoder;
}

describe("BodyDecoder", () => {
  test("startFixed() with 0 is done at once", () => {
    const decoder = new BodyDecoder();
    decoder.startFixed(0);
    expect(decoder.state).toBe(DECODER_DONE);
  });

  test("decode() takes no more than the body", () => {
    const decoder = new BodyDecoder();
    const sink = new Collector();
    decoder.startFixed(3);
    const bytes = Buffer.from("xabcd");
    expect(decoder.decode(bytes, 1, bytes.length, sink)).toBe(3);
    expect([sink.data, sink.ends, decoder.state]).toEqual(["abc", 1, DECODER_DONE]);
    expect(decoder.decode(bytes, 4, bytes.length, sink)).toBe(0);
  });

  test("decode() reports no empty pieces", () => {
    const decoder = new BodyDecoder();
    const sink = new Collector();
    decoder.startChunked();
    const text = "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
    for (const character of text) decoder.decode(Buffer.from(character), 0, 1, sink);
    expect([sink.data, sink.ends, sink.emptyCalls]).toEqual(["abc", 1, 0]);
  });

  test("finishAtEof() ends a body that ends with the connection", () => {
    const decoder = new BodyDecoder();
    const sink = new Collector();
    decoder.startUntilClose();
    expect(decoder.decode(Buffer.from("abc"), 0, 3, sink)).toBe(3);
    expect(decoder.state).toBe(DECODER_OPEN);
    decoder.finishAtEof();
    expect([sink.data, decoder.state]).toEqual(["abc", DECODER_DONE]);
  });

  test("finishAtEof() fails a chunked body that is not complete", () => {
    const decoder = chunkedWith("5\r\nhello\r\n");
    decoder.finishAtEof();
    expect(decoder.state).toBe(DECODER_FAILED);
    expect(decoder.failure!.kind).toBe("malformed-body");
  });

  test("startFixed() forgets a failure", () => {
    const decoder = chunkedWith("x");
    expect(decoder.state).toBe(DECODER_FAILED);
    decoder.startFixed(1);
    expect([decoder.state, decoder.failure]).toEqual([DECODER_OPEN, null]);
  });

  test("extensionBytesMax counts the extensions of the whole body", () => {
    const size = CHUNK_LIMITS.extensionBytesMax / 16;
    const chunk = `1;${"a".repeat(size)}\r\nx\r\n`;
    expect(chunkedWith(chunk.repeat(16)).state).toBe(DECODER_OPEN);
    const failed = chunkedWith(`${chunk.repeat(16)}1;a\r\n`);
    expect(failed.failure?.detail).toBe("too many bytes of chunk extensions");
  });

  test("extensionBytesMax counts white space behind a size", () => {
    const blanks = " ".repeat(CHUNK_LIMITS.extensionBytesMax);
    expect(chunkedWith(`1${blanks}`).state).toBe(DECODER_OPEN);
    expect(chunkedWith(`1${blanks} `).state).toBe(DECODER_FAILED);
  });

  test("trailerBytesMax counts lines with their ends", () => {
    const line = (bytes: number): string => `0\r\nA: ${"b".repeat(bytes - 5)}\r\n`;
    expect(chunkedWith(line(CHUNK_LIMITS.trailerBytesMax)).state).toBe(DECODER_OPEN);
    const failed = chunkedWith(line(CHUNK_LIMITS.trailerBytesMax + 1));
    expect(failed.failure?.detail).toBe("too many bytes of trailer fields");
  });

  test("a chunk size of 16 digits is taken, one of 17 is not", () => {
    expect(chunkedWith(`${"0".repeat(15)}1\r\n`).state).toBe(DECODER_OPEN);
    expect(chunkedWith(`${"0".repeat(16)}1\r\n`).failure?.detail).toBe(
      "a chunk size that is too long",
    );
  });

  test("a chunk may be larger than 4 GiB", () => {
    const decoder = chunkedWith("200000000\r\nabc");
    expect(decoder.state).toBe(DECODER_OPEN);
  });
});
