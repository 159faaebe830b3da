// What the tests of server connections share: a connection over an in-memory pair, under a clock that the test moves,
// and a handler that writes down what it is told.
import { FakeClock } from "../../base/fake-clock.ts";
import type { Failure } from "../../base/failure.ts";
import { silentLogger } from "../../base/logger.ts";
import type { ConnectionInfo } from "../byte-stream.ts";
import { createMemoryPair } from "../memory-pair.ts";
import { RecordingHandler } from "../recording-handler.ts";
import { createWireRuntime } from "../runtime.ts";
import {
  BODY_FIXED,
  type Exchange,
  type ExchangeHandler,
  type RefusedRequest,
  type RequestReader,
} from "./exchange.ts";
import { CONTROL_HEAD_LIMITS } from "./head-limits.ts";
import { serveConnection, type ServerConnectionOptions } from "./server-connection.ts";

const INFO: ConnectionInfo = {
  remoteAddress: "10.0.0.1",
  remotePort: 1,
  localAddress: "10.0.0.2",
  localPort: 80,
  tls: null,
  identity: null,
};

/** Settings that a test changes in part. */
export const OPTIONS: ServerConnectionOptions = {
  policy: "strict",
  headLimits: CONTROL_HEAD_LIMITS,
  idleTimeoutMs: 60_000,
  requestHeadTimeoutMs: 10_000,
  bodyIdleTimeoutMs: 5_000,
  keepAliveMaxMs: Infinity,
  answersAfterEndMs: Infinity,
};

/** Announces two bytes. */
export const OK_HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";

/** One request as the test sees it. */
export class Turn implements RequestReader {
  readonly exchange: Exchange;
  body = "";
  trailers = "";
  ended = false;
  drains = 0;
  finished = false;
  aborted: Failure | null = null;
  onAborted: (() => void) | null = null;

  constructor(exchange: Exchange) {
    this.exchange = exchange;
  }
  onRequestData(chunk: Buffer): void {
    this.body += chunk.toString("latin1");
  }
  onRequestEnd(trailers: string): void {
    this.ended = true;
    this.trailers = trailers;
  }
  onResponseDrain(): void {
    this.drains++;
  }
  onRequestAborted(failure: Failure): void {
    this.aborted = failure;
    this.onAborted?.();
  }
  onResponseFinished(): void {
    this.finished = true;
  }
  answer(text = "ok"): void {
    this.exchange.respond(
      `HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n`,
      BODY_FIXED,
      false,
    );
    this.exchange.write(Buffer.from(text));
    this.exchange.end();
  }
}

/** Starts every exchange unless told otherwise, and keeps what it saw. */
export class Handler implements ExchangeHandler {
  readonly turns: Turn[] = [];
  readonly refused: RefusedRequest[] = [];
  /** What to do with an exchange; starts it by default. */
  onTurn: (turn: Turn) => void = (turn) => turn.exchange.start(turn);

  onExchange(exchange: Exchange): void {
    const turn = new Turn(exchange);
    this.turns.push(turn);
    this.onTurn(turn);
  }
  onRefused(refused: RefusedRequest): string {
    this.refused.push(refused);
    return "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  }
}

/** Lets queued turns run. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A served in-memory connection, its client end and what the handler was told. */
export function open(changes: Partial<ServerConnectionOptions> = {}) {
  const clock = new FakeClock();
  const runtime = createWireRuntime({ clock, logger: silentLogger });
  const [client, server] = createMemoryPair(runtime, INFO, INFO);
  const events = new RecordingHandler();
  client.attach(events);
  const handler = new Handler();
  let closes = 0;
  const connection = serveConnection(server, handler, {
    runtime,
    options: { ...OPTIONS, ...changes },
    onClosed: () => closes++,
  });
  const turn = (index = 0): Turn => {
    const found = handler.turns[index];
    if (found === undefined) throw new Error(`Cannot find turn ${index}: ${handler.turns.length}`);
    return found;
  };
  const send = (text: string) => {
    client.write(text);
    return settled();
  };
  return { clock, client, server, events, handler, connection, turn, send, closes: () => closes };
}

export const GET = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
