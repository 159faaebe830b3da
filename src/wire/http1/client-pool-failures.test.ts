// Targets that refuse, leave, stall or talk nonsense, and senders that give up: what the pool makes of each.
import { describe, expect, test } from "vitest";
import { FakeClock } from "../../base/fake-clock.ts";
import { failure } from "../../base/failure.ts";
import { silentLogger } from "../../base/logger.ts";
import type { ByteStream, Dialer } from "../byte-stream.ts";
import { createWireRuntime } from "../runtime.ts";
import { Answer, message, OK, open, OPTIONS, settled } from "./client-pool-fixture.ts";
import { ClientPool } from "./client-pool.ts";
import { BODY_FIXED } from "./exchange.ts";

describe("ClientPool when things fail", () => {
  test("sends a request again when a reused connection died before a byte of the answer", async () => {
    for (const reset of [false, true]) {
      const { ask, say, end, ends } = open();
      await ask();
      await say(OK);
      const { answer } = await ask({ method: "POST" });
      end().stream.destroy(reset);
      await settled();
      expect(ends).toHaveLength(2);
      expect(end(1).events.text).toBe("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
      await say(OK, 1);
      expect(answer.body).toBe("ok");
      expect(answer.connected).toEqual([true, false]);
      expect(answer.failure).toBeNull();
    }
  });

  test("sends it again only once, and on a new connection", async () => {
    const { ask, say, end, ends } = open();
    await ask();
    await ask();
    await say(OK, 0);
    await say(OK, 1);
    const { answer } = await ask();
    end(1).stream.destroy();
    await settled();
    expect(ends).toHaveLength(3);
    end(2).stream.destroy();
    await settled();
    expect(ends).toHaveLength(3);
    expect(answer.failure?.kind).toBe("closed-before-response");
  });

  test("does not send it again when the connection was new, a byte had come or content had gone", async () => {
    const fresh = open();
    const first = await fresh.ask();
    fresh.end().stream.destroy(true);
    await settled();
    expect(first.answer.failure?.kind).toBe("reset-before-response");

    const answered = open();
    await answered.ask();
    await answered.say(OK);
    const second = await answered.ask();
    await answered.say("HTTP/1.1 2");
    answered.end().stream.destroy();
    await settled();
    expect(second.answer.failure?.kind).toBe("closed-mid-response");

    const sent = open();
    await sent.ask();
    await sent.say(OK);
    const third = await sent.ask({ method: "POST", framing: BODY_FIXED });
    third.request.writeBody(Buffer.from("x"));
    await settled();
    sent.end().stream.destroy();
    await settled();
    expect(third.answer.failure?.kind).toBe("closed-before-response");
    expect(sent.ends).toHaveLength(1);
  });

  test("names what broke an answer off", async () => {
    for (const [reset, kind] of [
      [false, "closed-mid-response"],
      [true, "reset-mid-response"],
    ] as const) {
      const { ask, say, end, pool } = open();
      const { answer } = await ask();
      await say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
      end().stream.destroy(reset);
      await settled();
      expect(answer.body).toBe("half");
      expect(answer.failure?.kind).toBe(kind);
      expect(pool.openConnections).toBe(0);
    }
  });

  test("refuses answers that are malformed, too large or badly chunked", async () => {
    for (const [text, kind] of [
      ["SSH-2.0-OpenSSH\r\n", "malformed-response"],
      [`HTTP/1.1 200 OK\r\nX: ${"x".repeat(40_000)}`, "response-head-too-large"],
      ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "malformed-response"],
    ] as const) {
      const { ask, say, pool } = open();
      const { answer } = await ask();
      await say(text);
      expect(answer.failure?.kind).toBe(kind);
      expect(pool.openConnections).toBe(0);
    }
  });

  test("gives up a target that does not answer in time, short limits to the hundredth of a second", async () => {
    const { ask, clock, pool } = open();
    const slow = await ask();
    const quick = await ask({ responseTimeoutMs: 50 });
    clock.advance(45);
    await settled();
    expect(quick.answer.failure).toBeNull();
    clock.advance(15);
    await settled();
    expect(quick.answer.failure?.kind).toBe("response-timeout");
    clock.advance(29_000);
    await settled();
    expect(slow.answer.failure).toBeNull();
    clock.advance(1_500);
    await settled();
    expect(slow.answer.failure?.kind).toBe("response-timeout");
    expect(pool.openConnections).toBe(0);
  });

  test("gives up a body that stalls, but not one that the sender holds back", async () => {
    const { ask, say, clock } = open();
    const { request, answer } = await ask();
    await say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab");
    request.pauseResponse();
    clock.advance(60_000);
    await settled();
    expect(answer.failure).toBeNull();
    request.resumeResponse();
    clock.advance(20_500);
    await settled();
    expect(answer.failure?.kind).toBe("response-timeout");
  });

  test("abort() closes the connection and silences the sender, at every stage", async () => {
    const { ask, say, pool, ends, end } = open({ connectionsMax: 1 });
    const dialing = new Answer();
    pool.request(message(), dialing).abort();
    await settled();
    expect(dialing.calls).toBe(0);
    expect(pool.openConnections).toBe(0);
    const busy = await ask();
    const waiting = await ask();
    waiting.request.abort();
    expect(pool.waitingRequests).toBe(0);
    const index = ends.length - 1;
    await say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab", index);
    busy.request.abort();
    const callsBefore = busy.answer.calls;
    await say("cd", index);
    expect(busy.answer.calls).toBe(callsBefore);
    expect(busy.answer.failure).toBeNull();
    expect(pool.openConnections).toBe(0);
    expect(end(index).events.ended || end(index).events.closed).toBe(true);
  });

  test("abort() from inside onResponseHead stops everything", async () => {
    const { ask, say, pool } = open();
    const { request, answer } = await ask();
    answer.onHead = () => request.abort();
    await say(OK);
    expect(answer.body).toBe("");
    expect(answer.trailers).toBeNull();
    expect(pool.openConnections).toBe(0);
  });

  test("a request from inside onResponseEnd uses the connection that has just become free", async () => {
    const { ask, say, pool, ends } = open();
    const { answer } = await ask();
    const next = new Answer();
    answer.onEnd = () => void pool.request(message(), next);
    await say(OK);
    await say(OK);
    expect(next.body).toBe("ok");
    expect(ends).toHaveLength(1);
  });

  test("tells why no connection could be made, and lets the next waiting request try", async () => {
    const clock = new FakeClock();
    const runtime = createWireRuntime({ clock, logger: silentLogger });
    let dials = 0;
    const dialer: Dialer = {
      description: "nowhere",
      dial(handler) {
        dials++;
        setImmediate(() => handler.onClose(failure("connect-refused")));
        return NO_STREAM;
      },
    };
    const pool = new ClientPool(dialer, { ...OPTIONS, connectionsMax: 1 }, runtime);
    const answers = [new Answer(), new Answer()];
    for (const answer of answers) pool.request(message(), answer);
    await settled();
    await settled();
    await settled();
    expect(answers.map((each) => each.failure?.kind)).toEqual([
      "connect-refused",
      "connect-refused",
    ]);
    expect(dials).toBe(2);
    expect(pool.openConnections).toBe(0);
  });
});

const NO_STREAM: ByteStream = {
  info: {
    remoteAddress: "",
    remotePort: 0,
    localAddress: "",
    localPort: 0,
    tls: null,
    identity: null,
  },
  pendingBytes: 0,
  attach() {},
  write: () => true,
  end() {},
  destroy() {},
  pause() {},
  resume() {},
};
