// What every ByteStream must do, whatever carries it. Run on TCP, TLS and in-memory pairs; a pair is two ends, each
// with a recording handler attached.
import { expect, test } from "vitest";
import type { ByteStream } from "./byte-stream.ts";
import { RecordingHandler } from "./recording-handler.ts";

export interface StreamPair {
  readonly first: ByteStream;
  readonly firstEvents: RecordingHandler;
  readonly second: ByteStream;
  readonly secondEvents: RecordingHandler;
  close(): Promise<void>;
}

/** Declares the tests of one transport. */
export function testByteStream(name: string, createPair: () => Promise<StreamPair>): void {
  async function withPair(body: (pair: StreamPair) => Promise<void>): Promise<void> {
    const pair = await createPair();
    try {
      await body(pair);
    } finally {
      await pair.close();
    }
  }

  test(`${name}: bytes written as text and as buffers arrive in order`, async () => {
    await withPair(async ({ first, secondEvents }) => {
      const large = Buffer.alloc(20_000, "x");
      first.write("h\u00e9ad ");
      first.write(Buffer.from("small "));
      first.write(large);
      first.write(" tail");
      large.fill("y");
      await secondEvents.until(() => secondEvents.text.endsWith("tail"));
      expect(secondEvents.text).toBe(`h\u00e9ad small ${"x".repeat(20_000)} tail`);
    });
  });

  test(`${name}: small writes of one turn arrive in one piece`, async () => {
    await withPair(async ({ first, secondEvents }) => {
      first.write("a");
      first.write(Buffer.from("b"));
      first.write("c");
      await secondEvents.until(() => secondEvents.text === "abc");
      expect(secondEvents.deliveries).toBe(1);
    });
  });

  test(`${name}: an end leaves the other direction open, and both ends close in order`, async () => {
    await withPair(async ({ first, firstEvents, second, secondEvents }) => {
      first.write("question");
      first.end();
      await secondEvents.until(() => secondEvents.ended);
      expect(secondEvents.text).toBe("question");
      expect(firstEvents.ended).toBe(false);
      second.write("answer");
      second.end();
      await firstEvents.until(() => firstEvents.closed);
      await secondEvents.until(() => secondEvents.closed);
      expect(firstEvents.text).toBe("answer");
      expect(firstEvents.ended).toBe(true);
      expect(firstEvents.closeFailure).toBeNull();
      expect(secondEvents.closeFailure).toBeNull();
    });
  });

  test(`${name}: a reader that pauses holds the writer up, and drains it when it goes on`, async () => {
    await withPair(async ({ first, firstEvents, second, secondEvents }) => {
      second.pause();
      const chunk = Buffer.alloc(64_000, "z");
      let written = 0;
      while (first.write(chunk) && written < 64_000_000) {
        written += chunk.length;
        await new Promise((resolve) => setImmediate(resolve));
      }
      written += chunk.length;
      expect(written).toBeLessThan(64_000_000);
      expect(firstEvents.drains).toBe(0);
      second.resume();
      await firstEvents.until(() => firstEvents.drains > 0);
      await secondEvents.until(() => secondEvents.byteCount === written);
    });
  });

  test(`${name}: after destroy() this end hears nothing but the close`, async () => {
    await withPair(async ({ first, firstEvents, second, secondEvents }) => {
      first.destroy();
      second.write("too late");
      await firstEvents.until(() => firstEvents.closed);
      expect(firstEvents.text).toBe("");
      expect(firstEvents.closeFailure).toBeNull();
      await secondEvents.until(() => secondEvents.ended || secondEvents.closed);
    });
  });

  test(`${name}: destroy(true) resets the other end`, async () => {
    await withPair(async ({ first, firstEvents, secondEvents }) => {
      first.destroy(true);
      await secondEvents.until(() => secondEvents.closed);
      expect(secondEvents.closeFailure?.kind).toBe("connect-reset");
      await firstEvents.until(() => firstEvents.closed);
      expect(firstEvents.closeFailure).toBeNull();
    });
  });

  test(`${name}: a second handler gets what follows, the end and the close`, async () => {
    await withPair(async ({ first, second, secondEvents }) => {
      first.write("one");
      await secondEvents.until(() => secondEvents.text === "one");
      const later = new RecordingHandler();
      second.attach(later);
      first.write("two");
      first.end();
      await later.until(() => later.ended);
      expect(later.text).toBe("two");
      second.end();
      await later.until(() => later.closed);
      expect(secondEvents.text).toBe("one");
      expect(secondEvents.closed).toBe(false);
    });
  });

  test(`${name}: an end that was seen before is told to a handler that comes later`, async () => {
    await withPair(async ({ first, second, secondEvents }) => {
      first.end();
      await secondEvents.until(() => secondEvents.ended);
      const later = new RecordingHandler();
      second.attach(later);
      await later.until(() => later.ended);
      second.destroy();
      await later.until(() => later.closed);
      expect(later.closeFailure).toBeNull();
    });
  });

  test(`${name}: a handler that throws costs its own connection only`, async () => {
    await withPair(async ({ first, secondEvents }) => {
      secondEvents.onBytes = () => {
        throw new Error("Broken handler");
      };
      first.write("x");
      await secondEvents.until(() => secondEvents.closed);
      expect(secondEvents.closeFailure?.kind).toBe("internal");
    });
  });
}
