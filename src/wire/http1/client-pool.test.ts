// The pool and its connections against a target that the test plays by hand, in memory, under a clock it moves.
import { describe, expect, test } from "vitest";
import { FakeClock } from "../../base/fake-clock.ts";
import { type Failure, failure } from "../../base/failure.ts";
import { silentLogger } from "../../base/logger.ts";
import type { ByteStream, Dialer } from "../byte-stream.ts";
import { createMemoryDialer } from "../memory-pair.ts";
import { RecordingHandler } from "../recording-handler.ts";
import { createWireRuntime } from "../runtime.ts";
import { ClientPool, type ClientPoolOptions } from "./client-pool.ts";
import {
  BODY_CHUNKED,
  BODY_FIXED,
  BODY_NONE,
  type BodyFraming,
  type ResponseReader,
  type UpstreamMessage,
} from "./exchange.ts";
import { ALB_RESPONSE_HEAD_LIMITS } from "./head-limits.ts";
import type { ResponseHead } from "./response-head.ts";

const OPTIONS: ClientPoolOptions = {
  idleTimeoutMs: 60_000,
  connectionsMax: 10,
  requestsQueuedMax: 10,
  responseHeadLimits: ALB_RESPONSE_HEAD_LIMITS,
};

const settled = () => new Promise((resolve) => setImmediate(resolve));

class Answer implements ResponseReader {
  connected: boolean[] = [];
  informational: number[] = [];
  continues = 0;
  head: ResponseHead | null = null;
  body = "";
  trailers: string | null = null;
  upgraded: ByteStream | null = null;
  drains = 0;
  failure: Failure | null = null;
  calls = 0;
  onHead: (() => void) | null = null;
  onEnd: (() => void) | null = null;

  onUpstreamConnected(reused: boolean): void {
    this.calls++;
    this.connected.push(reused);
  }
  onInformational(head: ResponseHead): void {
    this.informational.push(head.status);
  }
  onResponseHead(head: ResponseHead): void {
    this.calls++;
    this.head = head;
    this.onHead?.();
  }
  onResponseData(chunk: Buffer): void {
    this.calls++;
    this.body += chunk.toString("latin1");
  }
  onResponseEnd(trailers: string): void {
    this.calls++;
    this.trailers = trailers;
    this.onEnd?.();
  }
  onContinue(): void {
    this.continues++;
  }
  onUpgraded(_head: ResponseHead, stream: ByteStream): void {
    this.upgraded = stream;
  }
  onRequestDrain(): void {
    this.drains++;
  }
  onUpstreamFailed(reason: Failure): void {
    this.calls++;
    this.failure = reason;
  }
}

/** One connection as the target sees it. */
interface TargetEnd {
  readonly stream: ByteStream;
  readonly events: RecordingHandler;
}

function open(changes: Partial<ClientPoolOptions> = {}) {
  const clock = new FakeClock();
  const runtime = createWireRuntime({ clock, logger: silentLogger });
  const ends: TargetEnd[] = [];
  const acceptor = {
    accept(stream: ByteStream) {
      const events = new RecordingHandler();
      ends.push({ stream, events });
      stream.attach(events);
    },
  };
  const dialer = createMemoryDialer(
    acceptor,
    { description: "target", host: "10.0.0.9", port: 80, identity: null },
    runtime,
  );
  const pool = new ClientPool(dialer, { ...OPTIONS, ...changes }, runtime);
  const end = (index = 0): TargetEnd => {
    const found = ends[index];
    if (found === undefined) throw new Error(`Cannot find connection ${index}: ${ends.length}`);
    return found;
  };
  const say = async (text: string, index = 0) => {
    end(index).stream.write(text);
    await settled();
  };
  const ask = async (changed: Partial<UpstreamMessage> = {}) => {
    const answer = new Answer();
    const request = pool.request(message(changed), answer);
    await settled();
    return { answer, request };
  };
  return { clock, runtime, pool, ends, end, say, ask };
}

function message(changes: Partial<UpstreamMessage> = {}): UpstreamMessage {
  const framing: BodyFraming = changes.framing ?? BODY_NONE;
  return {
    method: "GET",
    head: "GET / HTTP/1.1\r\nHost: t\r\n\r\n",
    framing,
    responseTimeoutMs: 30_000,
    bodyIdleTimeoutMs: 20_000,
    closeAfterwards: false,
    ...changes,
  };
}

const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

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
