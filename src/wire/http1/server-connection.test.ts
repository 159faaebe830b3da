// Server connections over in-memory streams and a clock that the test moves: what a client sends and gets, and what
// the handler is told.
import net from "node:net";
import { describe, expect, test } from "vitest";
import { FakeClock } from "../../base/fake-clock.ts";
import { systemClock } from "../../base/clock.ts";
import type { Failure } from "../../base/failure.ts";
import { silentLogger } from "../../base/logger.ts";
import type { ByteStream, ConnectionInfo } from "../byte-stream.ts";
import { createMemoryPair } from "../memory-pair.ts";
import { listenOnPort } from "../port-listener.ts";
import { RecordingHandler } from "../recording-handler.ts";
import { createWireRuntime } from "../runtime.ts";
import {
  BODY_CHUNKED,
  BODY_FIXED,
  BODY_UNTIL_CLOSE,
  type Exchange,
  type ExchangeHandler,
  type RefusedRequest,
  type RequestReader,
} from "./exchange.ts";
import { CONTROL_HEAD_LIMITS } from "./head-limits.ts";
import { HttpAcceptor } from "./http-acceptor.ts";
import { serveConnection, type ServerConnectionOptions } from "./server-connection.ts";

const INFO: ConnectionInfo = {
  remoteAddress: "10.0.0.1",
  remotePort: 1,
  localAddress: "10.0.0.2",
  localPort: 80,
  tls: null,
  identity: null,
};

const OPTIONS: ServerConnectionOptions = {
  policy: "strict",
  headLimits: CONTROL_HEAD_LIMITS,
  idleTimeoutMs: 60_000,
  requestHeadTimeoutMs: 10_000,
  bodyIdleTimeoutMs: 5_000,
  keepAliveMaxMs: Infinity,
  answersAfterEnd: true,
};

const OK_HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";

/** One request as the test sees it. */
class Turn implements RequestReader {
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

class Handler implements ExchangeHandler {
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
const settled = () => new Promise((resolve) => setImmediate(resolve));

function open(changes: Partial<ServerConnectionOptions> = {}) {
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
  const send = async (text: string) => {
    client.write(text);
    await settled();
  };
  return { clock, client, server, events, handler, connection, turn, send, closes: () => closes };
}

const GET = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";

describe("serveConnection() reading requests", () => {
  test("tells head, body, trailers and end of a request that comes byte by byte", async () => {
    const { send, turn } = open();
    const text =
      "POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nT: v\r\n\r\n";
    for (const byte of text) await send(byte);
    expect(turn().exchange.request.target).toBe("/p");
    expect(turn().body).toBe("abcde");
    expect(turn().trailers).toBe("T: v\r\n");
    expect(turn().ended).toBe(true);
    expect(turn().exchange.receivedBytes).toBe(text.length);
  });

  test("keeps pipelined requests until the answer before them is complete", async () => {
    const { send, turn, handler, events } = open();
    await send(GET + GET.replace("/a", "/b") + GET.replace("/a", "/c"));
    expect(handler.turns).toHaveLength(1);
    turn(0).answer("1");
    await settled();
    expect(handler.turns).toHaveLength(2);
    turn(1).answer("2");
    await settled();
    turn(2).answer("3");
    await settled();
    expect(handler.turns.map((each) => each.exchange.request.target)).toEqual(["/a", "/b", "/c"]);
    const answers = events.text.split("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n");
    expect(answers).toEqual(["", "1", "2", "3"]);
    expect(turn(2).finished).toBe(true);
  });

  test("delivers the body of a pipelined request behind a paused stream", async () => {
    const { send, turn } = open();
    await send(`${GET}POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\nabc`);
    turn(0).answer();
    await settled();
    expect(turn(1).body).toBe("abc");
    await send("def");
    expect(turn(1).body).toBe("abcdef");
    expect(turn(1).ended).toBe(true);
  });

  test("gives a reader that starts late everything it missed", async () => {
    const { send, turn, handler } = open();
    handler.onTurn = () => {};
    await send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab");
    await send("cde");
    expect(turn().body).toBe("");
    turn().exchange.start(turn());
    await settled();
    expect(turn().body).toBe("abcde");
    expect(turn().ended).toBe(true);
  });

  test("tells a late reader of a request without body that it is complete", async () => {
    const { send, turn, handler } = open();
    handler.onTurn = () => {};
    await send(GET);
    turn().exchange.start(turn());
    await settled();
    expect(turn().ended).toBe(true);
  });

  test("tells a late reader that the client is gone", async () => {
    const { send, turn, handler, client } = open();
    handler.onTurn = () => {};
    await send(GET);
    client.destroy(true);
    await settled();
    turn().exchange.start(turn());
    await settled();
    expect(turn().aborted?.kind).toBe("client-reset");
  });

  test("holds the body back while it is paused, and the client with it", async () => {
    const { send, turn, client } = open();
    await send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n");
    turn().exchange.pauseBody();
    const chunk = Buffer.alloc(50_000, "b");
    let written = 0;
    while (client.write(chunk) && written < 1_000_000) written += chunk.length;
    await settled();
    expect(turn().body).toBe("");
    expect(client.pendingBytes).toBeGreaterThan(0);
    turn().exchange.resumeBody();
    await settled();
    expect(turn().body).toHaveLength(written + chunk.length);
  });

  test("refuses a malformed head with the handler's answer, and ends", async () => {
    const { send, handler, events, client } = open();
    await send("GET / HTTP/1.1\r\nHost: h\r\nBad Name: x\r\n\r\nmore");
    expect(handler.refused[0]?.failure.kind).toBe("malformed-request");
    expect(events.text).toContain("400 Bad Request");
    expect(events.ended).toBe(true);
    client.end();
    await events.until(() => events.closed);
    expect(events.closeFailure).toBeNull();
  });

  test("lets the handler answer a malformed body", async () => {
    const { send, turn, events } = open();
    await send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
    turn().onAborted = () => turn().answer("no");
    await send("zz\r\n");
    expect(turn().aborted?.kind).toBe("malformed-body");
    expect(events.text).toMatch(/no$/);
    expect(events.ended).toBe(true);
  });
});

describe("serveConnection() writing answers", () => {
  test("sends no body after the head of an answer to HEAD, or of 204 and 304", async () => {
    for (const [request, status] of [
      ["HEAD", "200 OK"],
      ["GET", "204 No Content"],
      ["GET", "304 Not Modified"],
    ]) {
      const { send, turn, events } = open();
      await send(`${request} / HTTP/1.1\r\nHost: h\r\n\r\n`);
      const head = `HTTP/1.1 ${status}\r\nTransfer-Encoding: chunked\r\n\r\n`;
      turn().exchange.respond(head, BODY_CHUNKED, false);
      turn().exchange.write(Buffer.from("body"));
      turn().exchange.end();
      await settled();
      expect(events.text).toBe(head);
      expect(turn().finished).toBe(true);
      expect(events.ended).toBe(false);
    }
  });

  test("frames chunks and trailers and counts what it sent", async () => {
    const { send, turn, events } = open();
    await send(GET);
    const { exchange } = turn();
    exchange.respond("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", BODY_CHUNKED, false);
    exchange.write(Buffer.from("hello world"));
    exchange.write(Buffer.alloc(0));
    exchange.end("T: v\r\n");
    await settled();
    expect(events.text.endsWith("\r\n\r\nb\r\nhello world\r\n0\r\nT: v\r\n\r\n")).toBe(true);
    expect(exchange.sentBytes).toBe(events.text.length);
    expect(events.deliveries).toBe(1);
  });

  test("closes after an answer that lasts until the close, after HTTP/1.0 and when told to", async () => {
    const requests = [GET, "GET / HTTP/1.0\r\n\r\n", GET];
    for (const [index, request] of requests.entries()) {
      const { send, turn, events } = open();
      await send(request);
      const framing = index === 0 ? BODY_UNTIL_CLOSE : BODY_FIXED;
      turn().exchange.respond(OK_HEAD, framing, index === 2);
      turn().exchange.write(Buffer.from("ok"));
      turn().exchange.end();
      await settled();
      expect(events.text).toBe(`${OK_HEAD}ok`);
      expect(events.ended).toBe(true);
    }
  });

  test("answers Expect: 100-continue once, when the handler says so", async () => {
    const { send, turn, events } = open();
    await send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    expect(events.text).toBe("");
    turn().exchange.sendContinue();
    turn().exchange.sendContinue();
    await settled();
    expect(events.text).toBe("HTTP/1.1 100 Continue\r\n\r\n");
    await send("hi");
    turn().answer();
    await send(GET);
    expect(turn(1).exchange.request.target).toBe("/a");
  });

  test("closes after an answer instead of 100: the next bytes could be either", async () => {
    const { send, turn, events } = open();
    await send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    turn().answer();
    await settled();
    expect(events.ended).toBe(true);
  });

  test("reads an unwanted body to its end and serves the next request", async () => {
    const { send, turn, handler } = open();
    await send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n");
    turn().answer();
    await settled();
    await send("x".repeat(100_000) + GET);
    expect(handler.turns).toHaveLength(2);
    expect(turn(0).body).toBe("");
  });

  test("closes when an unwanted body is too long", async () => {
    const { send, turn, events, handler } = open();
    await send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n");
    turn().answer();
    await settled();
    await send("x".repeat(300_000));
    expect(events.ended).toBe(true);
    expect(handler.turns).toHaveLength(1);
  });

  test("holds little for a client that does not read, and gives it up after the idle time", async () => {
    const { send, turn, client, server, clock, events } = open();
    await send(GET);
    client.pause();
    const { exchange } = turn();
    exchange.respond("HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n", BODY_FIXED, false);
    let written = 0;
    const chunk = Buffer.alloc(10_000, "c");
    while (exchange.write(chunk)) written += chunk.length;
    expect(written).toBeLessThan(100_000);
    expect(server.pendingBytes).toBeLessThan(100_000);
    client.resume();
    await settled();
    expect(turn().drains).toBe(1);
    client.pause();
    while (exchange.write(chunk)) written += chunk.length;
    clock.advance(OPTIONS.idleTimeoutMs + 500);
    await settled();
    expect(turn().aborted?.kind).toBe("client-idle-timeout");
    client.resume();
    await events.until(() => events.closed || events.ended);
  });
});

describe("serveConnection() and the end of connections", () => {
  test("closes an idle connection after its time, without a word", async () => {
    const { clock, events, handler, closes } = open();
    clock.advance(OPTIONS.idleTimeoutMs - 1_000);
    await settled();
    expect(events.ended).toBe(false);
    clock.advance(1_500);
    await settled();
    expect(events.ended).toBe(true);
    expect(events.text).toBe("");
    expect(handler.refused).toHaveLength(0);
    expect(closes()).toBe(1);
  });

  test("refuses a head that takes too long", async () => {
    const { clock, send, handler, events } = open();
    await send("GET / HTTP/1.1\r\nHo");
    clock.advance(OPTIONS.requestHeadTimeoutMs + 500);
    await settled();
    expect(handler.refused[0]?.failure.kind).toBe("request-head-timeout");
    expect(handler.refused[0]?.receivedBytes).toBe(18);
    expect(events.ended).toBe(true);
  });

  test("fails a body that stops coming, but not one that the handler holds back", async () => {
    const { clock, send, turn } = open();
    await send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nab");
    turn().exchange.pauseBody();
    clock.advance(OPTIONS.bodyIdleTimeoutMs * 3);
    await settled();
    expect(turn().aborted).toBeNull();
    turn().exchange.resumeBody();
    await settled();
    clock.advance(OPTIONS.bodyIdleTimeoutMs + 500);
    await settled();
    expect(turn().aborted?.kind).toBe("request-body-timeout");
  });

  test("does not hurry a handler that takes its time", async () => {
    const { clock, send, turn, events } = open();
    await send(GET);
    clock.advance(OPTIONS.idleTimeoutMs * 5);
    await settled();
    turn().answer();
    await settled();
    expect(events.text).toMatch(/ok$/);
  });

  test("answers a client that has finished sending, then closes", async () => {
    const { client, send, turn, events } = open();
    client.write(GET);
    client.end();
    await settled();
    expect(turn().aborted).toBeNull();
    turn().answer();
    await events.until(() => events.closed);
    expect(events.text).toMatch(/ok$/);
    await send("");
  });

  test("counts a client that has finished sending as gone where told to", async () => {
    const { client, turn } = open({ answersAfterEnd: false });
    client.write(GET);
    client.end();
    await settled();
    expect(turn().aborted?.kind).toBe("client-closed");
  });

  test("aborts a request whose body is cut short", async () => {
    const { client, turn } = open();
    client.write("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nab");
    client.end();
    await settled();
    expect(turn().aborted?.kind).toBe("client-closed");
    expect(turn().body).toBe("ab");
  });

  test("aborts at a reset, before and within the answer", async () => {
    for (const answerFirst of [false, true]) {
      const { client, send, turn, closes } = open();
      await send(GET);
      if (answerFirst) turn().exchange.respond(OK_HEAD, BODY_FIXED, false);
      client.destroy(true);
      await settled();
      expect(turn().aborted?.kind).toBe("client-reset");
      expect(turn().exchange.write(Buffer.from("ok"))).toBe(true);
      turn().exchange.end();
      await settled();
      expect(turn().finished).toBe(false);
      expect(closes()).toBe(1);
    }
  });

  test("shutdown() ends an idle connection at once and a busy one after its answer", async () => {
    const idle = open();
    idle.connection.shutdown();
    await settled();
    expect(idle.events.ended).toBe(true);

    const busy = open();
    await busy.send(GET);
    busy.connection.shutdown();
    await settled();
    expect(busy.events.ended).toBe(false);
    expect(busy.turn().exchange.keepAlive).toBe(false);
    busy.turn().answer();
    await settled();
    expect(busy.events.text).toMatch(/ok$/);
    expect(busy.events.ended).toBe(true);
  });

  test("takes no further request on a connection older than its time", async () => {
    const { clock, send, turn, events } = open({ keepAliveMaxMs: 30_000 });
    await send(GET);
    expect(turn().exchange.keepAlive).toBe(true);
    turn().answer();
    await settled();
    clock.advance(30_000);
    await send(GET);
    expect(turn(1).exchange.keepAlive).toBe(false);
    turn(1).answer();
    await settled();
    expect(events.ended).toBe(true);
  });

  test("abort() breaks an answer off", async () => {
    const { send, turn, events } = open();
    await send(GET);
    turn().exchange.respond(OK_HEAD, BODY_FIXED, false);
    await settled();
    turn().exchange.abort(true);
    await events.until(() => events.closed);
    expect(events.closeFailure?.kind).toBe("connect-reset");
  });

  test("upgrade() hands the stream over, what was read too early included", async () => {
    const { client, send, handler, events, closes } = open();
    const tunnel = new RecordingHandler();
    let stream: ByteStream | undefined;
    handler.onTurn = (each) => {
      stream = each.exchange.upgrade("HTTP/1.1 101 Switching Protocols\r\n\r\n");
      stream.attach(tunnel);
    };
    await send(
      "GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\nearly",
    );
    expect(tunnel.text).toBe("early");
    await send(" later");
    expect(tunnel.text).toBe("early later");
    stream?.write("back");
    await settled();
    expect(events.text).toBe("HTTP/1.1 101 Switching Protocols\r\n\r\nback");
    expect(closes()).toBe(1);
    client.end();
    await settled();
    expect(tunnel.ended).toBe(true);
  });
});

test("a refusal reaches a client over TCP that is still sending", async () => {
  const runtime = createWireRuntime({ clock: systemClock, logger: silentLogger });
  const acceptor = new HttpAcceptor(new Handler(), OPTIONS, runtime);
  const listener = await listenOnPort(
    {
      host: "127.0.0.1",
      port: 0,
      expects: "plain",
      tls: null,
      acceptor,
      onPlain: null,
      onTlsFailed: null,
    },
    runtime,
  );
  const client = net.connect(listener.port, "127.0.0.1");
  let received = "";
  client.on("data", (chunk: Buffer) => (received += chunk.toString("latin1")));
  const failed: Error[] = [];
  client.on("error", (error) => failed.push(error));
  client.write("GET / HTTP/1.1\r\nBad Name: x\r\n\r\n");
  client.write(Buffer.alloc(1_000_000, "x"));
  await new Promise((resolve) => client.once("end", resolve));
  client.end();
  await new Promise((resolve) => client.once("close", resolve));
  expect(received).toContain("400 Bad Request");
  expect(failed).toEqual([]);
  await listener.close(1_000);
  expect(acceptor.connectionCount).toBe(0);
  runtime.close();
});
