// A client that is not there: stands in for a connection when a method is tried out, takes the answer and says
// when it is complete.
import { failure } from "../../base/failure.ts";
import type { ByteStream, ConnectionInfo } from "../../wire/byte-stream.ts";
import type { Exchange, RequestReader } from "../../wire/http1/exchange.ts";
import { GATEWAY_HEAD_LIMITS } from "../../wire/http1/head-limits.ts";
import { HeadParser, type RequestHead } from "../../wire/http1/request-head.ts";
import { BodyCollector } from "../body-collector.ts";

/** What AWS says of the caller of a test. */
const CONNECTION: ConnectionInfo = {
  remoteAddress: "test-invoke-source-ip",
  remotePort: 0,
  localAddress: "127.0.0.1",
  localPort: 0,
  tls: null,
  identity: null,
};

/** The head of a request that was never sent; null where it could not have been. */
export function headOf(
  method: string,
  target: string,
  headers: Readonly<Record<string, readonly string[]>>,
): RequestHead | null {
  let text = `${method} ${target} HTTP/1.1\r\n`;
  for (const [name, values] of Object.entries(headers)) {
    for (const value of values) text += `${name}: ${value}\r\n`;
  }
  const bytes = Buffer.from(`${text}\r\n`, "latin1");
  const parser = new HeadParser("tolerant", GATEWAY_HEAD_LIMITS);
  parser.parse(bytes, 0, bytes.length);
  return parser.failure === null ? parser.head : null;
}

export class TestExchange implements Exchange {
  readonly request: RequestHead;
  readonly connection = CONNECTION;
  readonly startedAtMs: number;
  readonly headAtMs: number;
  readonly receivedBytes = 0;
  readonly sentBytes = 0;
  readonly keepAlive = true;
  head = "";
  readonly body = new BodyCollector();
  readonly #done: () => void;

  constructor(request: RequestHead, nowMs: number, done: () => void) {
    this.request = request;
    this.startedAtMs = nowMs;
    this.headAtMs = nowMs;
    this.#done = done;
  }

  start(_reader: RequestReader): void {}

  pauseBody(): void {}

  resumeBody(): void {}

  sendContinue(): void {}

  respondInformational(): void {}

  respond(head: string): void {
    this.head = head;
  }

  write(chunk: Buffer): boolean {
    this.body.add(chunk);
    return true;
  }

  end(): void {
    this.#done();
  }

  abort(): void {
    this.#done();
  }

  upgrade(): ByteStream {
    throw new Error(`Cannot upgrade a test: ${failure("not-supported").kind}`);
  }
}
