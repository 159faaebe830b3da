// How server connections end: time limits, clients that finish, leave or are reset, shutdown, upgrades, refusals.
import net from "node:net";
import { describe, expect, test } from "vitest";
import { systemClock } from "../../base/clock.ts";
import { silentLogger } from "../../base/logger.ts";
import type { ByteStream } from "../byte-stream.ts";
import { listenOnPort } from "../port-listener.ts";
import { RecordingHandler } from "../recording-handler.ts";
import { createWireRuntime } from "../runtime.ts";
import { BODY_FIXED } from "./exchange.ts";
import { HttpAcceptor } from "./http-acceptor.ts";
import { GET, Handler, OK_HEAD, OPTIONS, open, settled } from "./server-connection-fixture.ts";

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

  test("counts a client that has finished sending as gone when its answer does not begin in time", async () => {
    const { clock, client, turn } = open({ answersAfterEndMs: 1_000 });
    client.write(GET);
    client.end();
    await settled();
    clock.advance(900);
    expect(turn().aborted).toBeNull();
    clock.advance(300);
    expect(turn().aborted?.kind).toBe("client-closed");
  });

  test("sends the whole of an answer that began in time to a client that has finished sending", async () => {
    const { clock, client, turn, events } = open({ answersAfterEndMs: 1_000 });
    client.write(GET);
    client.end();
    await settled();
    turn().exchange.respond(OK_HEAD, BODY_FIXED, false);
    clock.advance(5_000);
    await settled();
    turn().exchange.write(Buffer.from("ok"));
    turn().exchange.end();
    await events.until(() => events.closed);
    expect(events.text).toMatch(/ok$/);
    expect(turn()).toMatchObject({ finished: true, aborted: null });
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

test("serveConnection() keeps an answer that is completed in the turn in which the body's time runs out", async () => {
  const { send, turn, clock, events } = open();
  await send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
  turn().answer();
  clock.advance(OPTIONS.bodyIdleTimeoutMs + 500);
  await settled();
  expect(events.text).toBe(`${OK_HEAD}ok`);
  expect(turn().finished).toBe(true);
  expect(turn().aborted).toBeNull();
});
