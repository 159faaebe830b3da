// Compliant requests, sent to Node's own HTTP server and read by the engine: both must see the same request.
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import { connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BodyDecoder, DECODER_DONE } from "../../src/wire/http1/body-decoder.ts";
import type { BodySink } from "../../src/wire/http1/body-decoder.ts";
import { chunkStart, lastChunk } from "../../src/wire/http1/body-encoder.ts";
import { BODY_CHUNKED, BODY_FIXED } from "../../src/wire/http1/exchange.ts";
import { ALB_HEAD_LIMITS } from "../../src/wire/http1/head-limits.ts";
import { HEAD_COMPLETE, HeadParser } from "../../src/wire/http1/request-head.ts";
import type { RequestPolicy } from "../../src/wire/http1/request-head.ts";
import { content, cutAt, cuts, fieldName, fieldValue, target } from "./http1-bytes.ts";
import { TEST_TIMEOUT_MS, TIME_BOX } from "./time-box.ts";

interface Seen {
  readonly method: string;
  readonly target: string;
  readonly version: string;
  readonly fields: readonly string[];
  readonly body: string;
  readonly trailers: readonly string[];
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"];

interface Message {
  readonly method: string;
  readonly target: string;
  readonly fields: readonly (readonly [string, string])[];
  readonly blank: string;
  readonly body: Buffer;
  readonly chunkCuts: readonly number[] | null;
  readonly trailers: readonly (readonly [string, string])[];
}

const message: fc.Arbitrary<Message> = fc.record({
  method: fc.constantFrom(...METHODS),
  target,
  fields: fc.array(fc.tuple(fieldName, fieldValue), { maxLength: 12 }),
  blank: fc.constantFrom("", " ", "\t", "  "),
  body: content,
  chunkCuts: fc.option(cuts),
  trailers: fc.array(fc.tuple(fieldName, fieldValue), { maxLength: 2 }),
});

function bytesOf(sent: Message): Buffer {
  const { blank } = sent;
  const line = ([name, value]: readonly [string, string]): string =>
    `${name}:${blank}${value}${blank}\r\n`;
  const chunked = sent.chunkCuts !== null;
  const framing = chunked ? "Transfer-Encoding: chunked" : `Content-Length: ${sent.body.length}`;
  const head =
    `${sent.method} ${sent.target} HTTP/1.1\r\nHost: a.example:80\r\n` +
    `${sent.fields.map(line).join("")}${framing}\r\n\r\n`;
  const parts: Buffer[] = [Buffer.from(head, "latin1")];
  if (!chunked) return Buffer.concat([...parts, sent.body]);
  for (const chunk of cutAt(sent.body, sent.chunkCuts)) {
    parts.push(Buffer.from(chunkStart(chunk.length)), chunk, Buffer.from("\r\n"));
  }
  parts.push(Buffer.from(lastChunk(sent.trailers.map(line).join("")), "latin1"));
  return Buffer.concat(parts);
}

class Collector implements BodySink {
  body = "";
  trailers: readonly string[] = [];

  onBodyData(bytes: Buffer, start: number, end: number): void {
    this.body += bytes.latin1Slice(start, end);
  }

  onBodyEnd(trailers: string): void {
    const lines = trailers.split("\r\n").slice(0, -1);
    this.trailers = lines.flatMap((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).replaceAll(/^[ \t]+|[ \t]+$/g, "")];
    });
  }
}

function seenByEngine(bytes: Buffer, policy: RequestPolicy): Seen {
  const parser = new HeadParser(policy, ALB_HEAD_LIMITS);
  expect(parser.parse(bytes, 0, bytes.length), parser.failure?.detail).toBe(HEAD_COMPLETE);
  const head = parser.head!;
  const sink = new Collector();
  const decoder = new BodyDecoder();
  if (head.framing === BODY_CHUNKED) decoder.startChunked();
  else decoder.startFixed(head.framing === BODY_FIXED ? head.contentLength : 0);
  const taken = decoder.decode(bytes, parser.consumed, bytes.length, sink);
  expect([decoder.state, parser.consumed + taken]).toEqual([DECODER_DONE, bytes.length]);
  return {
    method: head.method,
    target: head.target,
    version: head.version,
    fields: Array.from({ length: head.count }, (_, index) => [
      head.name(index),
      head.value(index),
    ]).flat(),
    body: sink.body,
    trailers: sink.trailers,
  };
}

async function seenByNode(request: IncomingMessage): Promise<Seen> {
  let body = "";
  for await (const chunk of request) body += (chunk as Buffer).toString("latin1");
  return {
    method: request.method!,
    target: request.url!,
    version: `HTTP/${request.httpVersion}`,
    fields: request.rawHeaders,
    body,
    trailers: request.rawTrailers,
  };
}

let server: Server;
let socket: Socket;
let received: (seen: Seen) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    void seenByNode(request).then((seen) => {
      response.end();
      received(seen);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.resume();
  await once(socket, "connect");
});

afterAll(() => {
  socket.destroy();
  server.close();
});

test(
  "HeadParser and BodyDecoder read a compliant request as Node does",
  { timeout: TEST_TIMEOUT_MS },
  async () => {
    await fc.assert(
      fc.asyncProperty(message, async (sent) => {
        const bytes = bytesOf(sent);
        const byNode = await new Promise<Seen>((resolve, reject) => {
          received = resolve;
          socket.once("close", () => {
            reject(new Error(`Node refused ${JSON.stringify(bytes.toString("latin1"))}`));
          });
          socket.write(bytes);
        });
        socket.removeAllListeners("close");
        expect(seenByEngine(bytes, "strict")).toEqual(byNode);
        expect(seenByEngine(bytes, "tolerant")).toEqual(byNode);
      }),
      TIME_BOX,
    );
  },
);
