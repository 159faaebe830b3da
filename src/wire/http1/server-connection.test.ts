// Server connections over in-memory streams and a clock that the test moves: what a client sends and gets, and what
// the handler is told. How connections end is in server-connection-end.test.ts.
import { describe, expect, test } from "vitest";
import { BODY_CHUNKED, BODY_FIXED, BODY_UNTIL_CLOSE } from "./exchange.ts";
import { GET, OK_HEAD, OPTIONS, open, settled } from "./server-connection-fixture.ts";

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
