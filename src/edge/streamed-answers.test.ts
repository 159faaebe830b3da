// Answers that are made while they are sent, over a real socket: readers that follow, leave, stop reading or know no
// chunks.
import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { FakeClock } from "../base/fake-clock.ts";
import { systemClock } from "../base/clock.ts";
import { silentLogger, type Logger } from "../base/logger.ts";
import type { BodyStream } from "../protocol/http-message.ts";
import { createWireRuntime } from "../wire/runtime.ts";
import { AccessGuard } from "./access-guard.ts";
import { EdgeHandler } from "./edge-handler.ts";
import { startEdge, type Edge } from "./start-edge.ts";
import { STALLED_READER_MS_MAX } from "./streamed-answers.ts";

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** A stream that a test feeds; pieces wait until they are asked for. */
class FedStream implements BodyStream {
  readonly stopped = Promise.withResolvers<void>();
  readonly #waiting: (Uint8Array | null | Error)[] = [];
  #ask: (() => void) | null = null;
  asked = 0;

  feed(piece: string | Buffer | null | Error): void {
    this.#waiting.push(typeof piece === "string" ? Buffer.from(piece) : piece);
    this.#ask?.();
  }

  async next(): Promise<Uint8Array | null> {
    this.asked++;
    if (this.#waiting.length === 0) {
      await new Promise<void>((resolve) => (this.#ask = resolve));
    }
    const piece = this.#waiting.shift() ?? null;
    if (piece instanceof Error) throw piece;
    return piece;
  }

  stop(): void {
    this.stopped.resolve();
  }
}

interface Bed {
  readonly edge: Edge;
  readonly stream: FedStream;
  readonly clock: FakeClock;
  readonly errors: string[];
}

async function bed(): Promise<Bed> {
  const stream = new FedStream();
  const clock = new FakeClock();
  const errors: string[] = [];
  const logger: Logger = { ...silentLogger, error: (message) => void errors.push(message) };
  const runtime = createWireRuntime({ clock: systemClock, logger: silentLogger });
  const handler = new EdgeHandler({
    guard: new AccessGuard([]),
    clock,
    logger,
    invoke: () => false,
    refuseInvoke: () => null,
    posternRoutes: async () => ({ status: 404, headers: [], body: "" }),
    controlPlane: async () => ({ status: 200, headers: [["X-Kind", "tail"]], body: "", stream }),
  });
  const edge = await startEdge({ host: "127.0.0.1", port: 0 }, handler, runtime);
  cleanups.push(async () => {
    await edge.close(0);
    runtime.close();
  });
  return { edge, stream, clock, errors };
}

/** A client with its request sent; what comes is in `text`. */
class Client {
  readonly socket: Socket;
  readonly closed: Promise<unknown>;
  text = "";

  constructor({ edge }: Bed, version = "1.1", method = "POST") {
    this.socket = connect({ host: "127.0.0.1", port: edge.port });
    this.socket.setEncoding("latin1");
    this.socket.on("data", (chunk: string) => (this.text += chunk));
    this.socket.on("error", () => {});
    this.closed = new Promise((resolve) => this.socket.once("close", resolve));
    this.socket.write(
      `${method} / HTTP/${version}\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n`,
    );
    cleanups.push(() => void this.socket.destroy());
  }

  async until(part: string): Promise<void> {
    while (!this.text.includes(part)) {
      await new Promise((resolve) => this.socket.once("data", resolve));
    }
  }
}

test("StreamedAnswers sends pieces in chunks as they come, and the connection serves on", async () => {
  const made = await bed();
  const client = new Client(made);
  made.stream.feed("one");
  await client.until("3\r\none\r\n");
  expect(client.text).toMatch(
    /^HTTP\/1\.1 200 OK\r\nDate: [^\r]+\r\nX-Kind: tail\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n/,
  );
  made.stream.feed("second");
  made.stream.feed(null);
  await client.until("6\r\nsecond\r\n0\r\n\r\n");
  await made.stream.stopped.promise;
  client.socket.write("GET /_postern/x HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await client.until("HTTP/1.1 404");
});

test("StreamedAnswers ends with the connection for a client that knows no chunks", async () => {
  const made = await bed();
  const client = new Client(made, "1.0");
  made.stream.feed("one");
  made.stream.feed(null);
  await client.closed;
  expect(client.text).toMatch(/\r\nConnection: close\r\n\r\none$/);
});

test("StreamedAnswers stops the stream when the client leaves", async () => {
  const made = await bed();
  const client = new Client(made);
  made.stream.feed("one");
  await client.until("one");
  client.socket.destroy();
  let isStopped = false;
  void made.stream.stopped.promise.then(() => (isStopped = true));
  // Who is gone is noticed by what is sent: a client may close its side and read on.
  await expect
    .poll(
      () => {
        made.stream.feed("more");
        return isStopped;
      },
      { timeout: 10_000 },
    )
    .toBe(true);
});

test("StreamedAnswers asks for nothing while the client does not read, and leaves it after a while", async () => {
  const made = await bed();
  const client = new Client(made);
  made.stream.feed("one");
  await client.until("one");
  client.socket.pause();
  for (let i = 0; i < 64; i++) made.stream.feed(Buffer.alloc(1024 * 1024));
  await expect.poll(() => made.clock.pendingCount, { timeout: 10_000 }).toBe(1);
  const { asked } = made.stream;
  expect(asked).toBeLessThan(64);
  made.clock.advance(STALLED_READER_MS_MAX - 1);
  expect(made.stream.asked).toBe(asked);
  made.clock.advance(1);
  await made.stream.stopped.promise;
  client.socket.resume();
  await client.closed;
});

test("StreamedAnswers goes on when the client reads again", async () => {
  const made = await bed();
  const client = new Client(made);
  client.socket.pause();
  for (let i = 0; i < 64; i++) made.stream.feed(Buffer.alloc(256 * 1024, "x"));
  await expect.poll(() => made.clock.pendingCount, { timeout: 10_000 }).toBe(1);
  client.socket.resume();
  made.stream.feed("the last");
  await client.until("the last");
  expect(made.clock.pendingCount).toBe(0);
});

test("StreamedAnswers breaks the answer off when the stream fails", async () => {
  const made = await bed();
  const client = new Client(made);
  made.stream.feed("one");
  made.stream.feed(new Error("Cannot go on"));
  await client.closed;
  expect(client.text).not.toContain("\r\n0\r\n\r\n");
  expect(made.errors).toEqual(["A streamed answer failed"]);
  await made.stream.stopped.promise;
});

test("StreamedAnswers sends no body to who asks for the head alone", async () => {
  const made = await bed();
  const client = new Client(made, "1.1", "HEAD");
  await made.stream.stopped.promise;
  await client.until("\r\n\r\n");
  expect(made.stream.asked).toBe(0);
  client.socket.write("GET /_postern/x HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await client.until("HTTP/1.1 404");
});

test("StreamedAnswers ends properly when the edge stops", async () => {
  const made = await bed();
  const client = new Client(made);
  made.stream.feed("one");
  await client.until("one");
  await made.edge.close(1_000);
  await client.closed;
  expect(client.text.endsWith("\r\n0\r\n\r\n")).toBe(true);
  await made.stream.stopped.promise;
});
