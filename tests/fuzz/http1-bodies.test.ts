// Chunked bodies: what the encoder writes, the decoder gives back, however either was cut.
import fc from "fast-check";
import { expect, test } from "vitest";
import { BodyDecoder, DECODER_DONE } from "../../src/wire/http1/body-decoder.ts";
import type { BodySink } from "../../src/wire/http1/body-decoder.ts";
import { CHUNK_END, chunkStart, lastChunk } from "../../src/wire/http1/body-encoder.ts";
import { content, cutAt, cuts, fieldName, fieldValue } from "./http1-bytes.ts";
import { TEST_TIMEOUT_MS, TIME_BOX } from "./time-box.ts";

class Collector implements BodySink {
  readonly parts: Buffer[] = [];
  trailers = "";

  onBodyData(bytes: Buffer, start: number, end: number): void {
    this.parts.push(Buffer.from(bytes.subarray(start, end)));
  }

  onBodyEnd(trailers: string): void {
    this.trailers = trailers;
  }
}

const trailerSection = fc
  .array(fc.tuple(fieldName, fieldValue), { maxLength: 3 })
  .map((fields) => fields.map(([name, value]) => `${name}: ${value}\r\n`).join(""));

function encode(chunks: readonly Buffer[], trailers: string): Buffer {
  const parts = chunks.flatMap((chunk) => [
    Buffer.from(chunkStart(chunk.length)),
    chunk,
    Buffer.from(CHUNK_END),
  ]);
  return Buffer.concat([...parts, Buffer.from(lastChunk(trailers), "latin1")]);
}

test(
  "BodyDecoder gives back what was encoded, and leaves what follows",
  { timeout: TEST_TIMEOUT_MS },
  () => {
    fc.assert(
      fc.property(content, cuts, trailerSection, cuts, (body, chunkCuts, trailers, wireCuts) => {
        const encoded = encode(cutAt(body, chunkCuts), trailers);
        const wire = Buffer.concat([encoded, Buffer.from("GET /")]);
        const decoder = new BodyDecoder();
        const sink = new Collector();
        decoder.startChunked();
        let consumed = 0;
        for (const piece of cutAt(wire, wireCuts)) {
          consumed += decoder.decode(piece, 0, piece.length, sink);
        }
        expect(decoder.state).toBe(DECODER_DONE);
        expect(consumed).toBe(encoded.length);
        expect(Buffer.concat(sink.parts)).toEqual(body);
        expect(sink.trailers).toBe(trailers);
      }),
      TIME_BOX,
    );
  },
);
