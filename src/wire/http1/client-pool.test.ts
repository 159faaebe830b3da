// The pool and its connections against a target that the test plays by hand. What happens when things fail is in
// client-pool-failures.test.ts.
import { describe, expect, test } from "vitest";
import { RecordingHandler } from "../recording-handler.ts";
import { Answer, message, OK, open, OPTIONS, settled } from "./client-pool-fixture.ts";
import { BODY_CHUNKED, BODY_FIXED } from "./exchange.ts";

describe("ClientPool and its connections", () => {
  test("reuses the connection that was freed last", async () => {
    const { ask, say, pool, ends } = open();
    const first = await ask();
    const second = await ask();
    expect(ends).toHaveLength(2);
    await say(OK, 0);
    await say(OK, 1);
    expect(first.answer.body + second.answer.body).toBe("okok");
    expect(pool.idleConnections).toBe(2);
    const third = await ask();
    await say(OK, 1);
    expect(third.answer.connected).toEqual([true]);
    expect(third.answer.body).toBe("ok");
    expect(first.answer.connected).toEqual([false]);
    expect(ends).toHaveLength(2);
  });

  test("never calls the sender from inside request()", async () => {
    const { pool, say, ask } = open({ requestsQueuedMax: 0, connectionsMax: 1 });
    await ask();
    await say(OK);
    const answer = new Answer();
    pool.request(message(), answer);
    const refused = new Answer();
    pool.request(message(), refused);
    expect(answer.calls + refused.calls).toBe(0);
    await settled();
    expect(answer.connected).toEqual([true]);
    expect(refused.failure?.kind).toBe("out-of-resources");
  });

  test("lets requests wait when all connections are busy, and serves them in order", async () => {
    const { ask, say, pool, ends } = open({ connectionsMax: 1 });
    const answers = [await ask(), await ask(), await ask()];
    expect(pool.waitingRequests).toBe(2);
    await say(OK);
    await say(OK);
    await say(OK);
    expect(answers.map((each) => each.answer.body)).toEqual(["ok", "ok", "ok"]);
    expect(ends).toHaveLength(1);
  });

  test("reads an answer that comes byte by byte, chunks and trailers included", async () => {
    const { ask, say, pool } = open();
    const { answer } = await ask();
    const text =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nT: v\r\n\r\n";
    for (const byte of text) await say(byte);
    expect(answer.body).toBe("abc");
    expect(answer.trailers).toBe("T: v\r\n");
    expect(pool.idleConnections).toBe(1);
  });

  test("takes HEAD, 204 and 304 for answers without a body", async () => {
    const { ask, say, pool } = open();
    const head = await ask({ method: "HEAD" });
    await say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
    expect(head.answer.trailers).toBe("");
    for (const status of ["204 No Content", "304 Not Modified"]) {
      const { answer } = await ask();
      await say(`HTTP/1.1 ${status}\r\nContent-Length: 10\r\n\r\n`);
      expect(answer.trailers).toBe("");
    }
    expect(pool.idleConnections).toBe(1);
  });

  test("passes 100 and other informational answers on before the final one, but not without end", async () => {
    const { ask, say } = open();
    const { answer } = await ask();
    await say("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
    expect(answer.continues).toBe(1);
    expect(answer.informational).toEqual([103]);
    await say(OK);
    expect(answer.body).toBe("ok");
    const endless = await ask();
    await say("HTTP/1.1 102 Processing\r\n\r\n".repeat(20));
    expect(endless.answer.failure?.kind).toBe("malformed-response");
  });

  test("hands the stream over at 101, what followed it included", async () => {
    const { ask, say, pool, end } = open();
    const { answer } = await ask();
    await say("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\nfirst frame");
    const tunnel = new RecordingHandler();
    answer.upgraded?.attach(tunnel);
    await settled();
    expect(tunnel.text).toBe("first frame");
    answer.upgraded?.write("reply");
    await settled();
    expect(end().events.text).toMatch(/reply$/);
    expect(pool.openConnections).toBe(0);
  });

  test("takes an answer until the close as complete at the end", async () => {
    const { ask, say, end, pool } = open();
    const { answer } = await ask();
    await say("HTTP/1.1 200 OK\r\n\r\nsome");
    await say(" more");
    expect(answer.trailers).toBeNull();
    end().stream.end();
    await settled();
    expect(answer.body).toBe("some more");
    expect(answer.trailers).toBe("");
    expect(pool.openConnections).toBe(0);
  });

  test.for([
    [
      "Connection: close",
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
      {},
    ],
    ["HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", {}],
    ["closeAfterwards", OK, { closeAfterwards: true }],
    ["bytes after the answer", `${OK}HTTP/1.1 200 OK\r\n`, {}],
  ] as const)("does not reuse a connection after %s", async ([, text, changes]) => {
    const { ask, say, pool, end } = open();
    const { answer } = await ask(changes);
    await say(text);
    expect(answer.body).toBe("ok");
    expect(pool.openConnections).toBe(0);
    expect(end().events.ended || end().events.closed).toBe(true);
  });

  test("drops an idle connection that says something, ends or grows old", async () => {
    const { ask, say, pool, end, clock } = open();
    await ask();
    await say(OK);
    await say("HTTP/1.1 408 Request Timeout\r\n\r\n");
    expect(pool.openConnections).toBe(0);
    await ask();
    await say(OK, 1);
    end(1).stream.end();
    await settled();
    expect(pool.openConnections).toBe(0);
    await ask();
    await say(OK, 2);
    clock.advance(OPTIONS.idleTimeoutMs + 500);
    await settled();
    expect(pool.openConnections).toBe(0);
    expect(pool.idleConnections).toBe(0);
  });

  test("close() ends idle connections now and busy ones after their answer", async () => {
    const { ask, say, pool, end } = open();
    const busy = await ask();
    await ask();
    await say(OK, 1);
    pool.close();
    await settled();
    expect(pool.openConnections).toBe(1);
    await say(OK, 0);
    expect(busy.answer.body).toBe("ok");
    expect(pool.openConnections).toBe(0);
    const late = await ask();
    await say(OK, 2);
    expect(late.answer.body).toBe("ok");
    await settled();
    expect(end(2).events.ended).toBe(true);
  });
});

describe("ClientPool sending bodies", () => {
  test("frames what was written before there was a connection, and asks to wait meanwhile", async () => {
    const { pool, end } = open();
    const answer = new Answer();
    const request = pool.request(message({ method: "POST", framing: BODY_CHUNKED }), answer);
    expect(request.writeBody(Buffer.from("hello"))).toBe(false);
    await settled();
    expect(answer.drains).toBe(1);
    expect(request.writeBody(Buffer.from("!"))).toBe(true);
    request.endBody("T: v\r\n");
    await settled();
    expect(end().events.text).toBe(
      "GET / HTTP/1.1\r\nHost: t\r\n\r\n5\r\nhello\r\n1\r\n!\r\n0\r\nT: v\r\n\r\n",
    );
  });

  test("holds a sender up when the target does not read", async () => {
    const { ask, end } = open();
    const { request, answer } = await ask({ method: "POST", framing: BODY_FIXED });
    end().stream.pause();
    let written = 0;
    const chunk = Buffer.alloc(10_000, "b");
    while (request.writeBody(chunk) && written < 1_000_000) written += chunk.length;
    expect(written).toBeLessThan(100_000);
    end().stream.resume();
    await settled();
    expect(answer.drains).toBe(1);
  });

  test("passes an early answer on and closes the connection", async () => {
    const { ask, say, pool } = open();
    const { request, answer } = await ask({ method: "POST", framing: BODY_FIXED });
    request.writeBody(Buffer.from("part"));
    await say("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
    expect(answer.head?.status).toBe(413);
    expect(answer.body).toBe("no");
    expect(request.writeBody(Buffer.from("more"))).toBe(true);
    expect(pool.openConnections).toBe(0);
  });

  test("stops reading an answer that the sender cannot pass on", async () => {
    const { ask, end, say } = open();
    const { request, answer } = await ask();
    await say("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n");
    request.pauseResponse();
    end().stream.write(Buffer.alloc(100_000, "x"));
    await settled();
    expect(answer.body).toBe("");
    request.resumeResponse();
    await settled();
    expect(answer.body).toHaveLength(100_000);
  });
});
