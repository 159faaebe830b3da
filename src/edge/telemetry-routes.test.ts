// The routes of journeys, requests and figures, over a real socket.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { FakeClock } from "../base/fake-clock.ts";
import { systemClock, type Clock } from "../base/clock.ts";
import { silentLogger } from "../base/logger.ts";
import { isLoopback, JOURNEY_LIMITS, JourneyBook } from "../telemetry/journeys/journey-book.ts";
import { albEntry, httpApiEntry, MemoryArchive } from "../telemetry/journeys/journey-fixtures.ts";
import { RecentRequests } from "../telemetry/recent-requests.ts";
import { createWireRuntime } from "../wire/runtime.ts";
import { AccessGuard } from "./access-guard.ts";
import { EdgeHandler } from "./edge-handler.ts";
import { BATCH_INTERVAL_MS } from "../telemetry/requests/live-feed.ts";
import { HEARTBEAT_MS, STALLED_MS_MAX, STREAMS_MAX } from "./event-streams.ts";
import { createPosternRoutes, type PosternActions } from "./postern-routes.ts";
import { startEdge } from "./start-edge.ts";

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

interface BedOptions {
  readonly writable?: boolean;
  readonly streamClock?: Clock;
}

async function bed({ writable = true, streamClock = systemClock }: BedOptions = {}) {
  const clock = new FakeClock();
  const book = new JourneyBook({
    clock,
    logger: silentLogger,
    archive: new MemoryArchive(),
    samplingRate: 0,
    allows: isLoopback,
    limits: JOURNEY_LIMITS,
    random: () => 1,
  });
  const requests = new RecentRequests(clock);
  const status = {
    writable,
    lastError: writable ? "" : "no space left on device",
    droppedLogEvents: 1,
    droppedMetricData: 0,
    sizeBytes: 4_096,
  };
  const actions = {
    version: "1.2.3",
    telemetry: {
      journeys: book,
      requests,
      prometheus: {
        page: async () => ({
          contentType: "text/plain; version=0.0.4",
          render: async () => "up 1\n",
        }),
      },
      health: async () => status,
    },
  } as unknown as PosternActions;
  const runtime = createWireRuntime({ clock: systemClock, logger: silentLogger });
  const handler = new EdgeHandler({
    guard: new AccessGuard([]),
    clock: streamClock,
    logger: silentLogger,
    invoke: () => false,
    refuseInvoke: () => null,
    posternRoutes: createPosternRoutes(actions),
    controlPlane: async () => ({ status: 501, headers: [], body: "" }),
  });
  const edge = await startEdge({ host: "127.0.0.1", port: 0 }, handler, runtime);
  cleanups.push(async () => {
    await edge.close(0);
    runtime.close();
  });
  const url = `http://127.0.0.1:${edge.port}/_postern`;
  const fail = (path: string) => {
    const at = clock.nowMs();
    const facts = { startedAtMs: at, finishedAtMs: at + 1, arrivedOn: "9.9.9.9:1", target: path };
    book.httpApiRequest(httpApiEntry({ ...facts, status: 404, requestId: `id${path}=` }));
    requests.httpApiRequest(httpApiEntry({ ...facts, status: 404 }));
    clock.advance(300);
  };
  return { url, edge, fail, clock, book, requests };
}

async function json(url: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(url);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** An open stream: what came so far, and a way to wait for more. */
class Stream {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  text = "";

  constructor(response: Response) {
    this.#reader = (response.body as ReadableStream<Uint8Array>).getReader();
    cleanups.push(() => this.#reader.cancel().catch(() => {}));
  }

  /** Reads until `part` has come or the stream is over. */
  async until(part: string): Promise<string> {
    while (!this.text.includes(part)) {
      const { done, value } = await this.#reader.read();
      if (done) return "the end";
      this.text += Buffer.from(value).toString("utf8");
    }
    return part;
  }
}

test("GET /_postern/journeys lists, finds by id and by request id, and pages", async () => {
  const { url, fail } = await bed();
  fail("/one");
  fail("/two");
  const first = await json(`${url}/journeys?limit=1`);
  expect(first).toMatchObject({
    status: 200,
    body: { journeys: [{ target: "/two", status: 404 }] },
  });
  const second = await json(`${url}/journeys?limit=2&before=${String(first.body["next"])}`);
  expect(second.body).toMatchObject({ journeys: [{ target: "/one" }], next: null });
  const [{ id } = { id: "" }] = second.body["journeys"] as { id: string }[];
  expect(await json(`${url}/journeys/${id}`)).toMatchObject({ status: 200, body: { id, way: {} } });
  const byRequest = await json(`${url}/journeys/by-request/${encodeURIComponent("id/one=")}`);
  expect(byRequest).toMatchObject({ status: 200, body: { id } });
});

test("GET /_postern/journeys filters", async () => {
  const { url, fail } = await bed();
  fail("/one");
  const count = async (query: string) =>
    ((await json(`${url}/journeys?${query}`)).body["journeys"] as unknown[]).length;
  expect(await count("api=abcdef1234&stage=prod&status=4XX&failed&method=get&path=/o")).toBe(1);
  expect(await count("api=other12345")).toBe(0);
  expect(await count("load-balancer=shop")).toBe(0);
  expect(await count("since=2020-01-01T00:00:00Z")).toBe(1);
  expect(await count("since=2090-01-01")).toBe(0);
});

test.for([
  ["journeys?status=999", '"status"'],
  ["journeys?limit=0", '"limit"'],
  ["journeys?limit=201", '"limit"'],
  ["journeys?since=yesterday", '"since"'],
  ["journeys?failed=perhaps", '"failed"'],
  ["journeys?colour=red", '"colour"'],
  ["journeys?api=a&api=b", "twice"],
  ["journeys/stream?limit=1", '"limit"'],
  ["requests?status=abc", '"status"'],
] as const)("GET /_postern/%s says what is wrong with it", async ([path, part]) => {
  const { url } = await bed();
  const { status, body } = await json(`${url}/${path}`);
  expect(status).toBe(400);
  expect(body["message"]).toContain(part);
});

test("a journey that is not there is 404, and other methods are 405", async () => {
  const { url } = await bed();
  expect((await json(`${url}/journeys/jrn-aaaa`)).status).toBe(404);
  expect((await json(`${url}/journeys/by-request/x`)).status).toBe(404);
  expect((await fetch(`${url}/journeys`, { method: "POST" })).status).toBe(405);
});

test("HEAD has the head of GET and ends", async () => {
  const { url } = await bed();
  for (const path of ["journeys", "requests", "metrics", "journeys/stream", "requests/stream"]) {
    const response = await fetch(`${url}/${path}`, { method: "HEAD" });
    expect([path, response.status, await response.text()]).toEqual([path, 200, ""]);
  }
});

test("GET /_postern/requests lists the newest requests", async () => {
  const { url, fail } = await bed();
  fail("/one");
  const { body } = await json(`${url}/requests?status=404`);
  expect(body).toMatchObject({ requests: [{ hop: "http-api", path: "/one", status: 404 }] });
});

test("GET /_postern/metrics has the figures as Prometheus reads them", async () => {
  const { url } = await bed();
  const response = await fetch(`${url}/metrics`);
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4");
  expect(await response.text()).toBe("up 1\n");
});

test.for([
  [true, "ok"],
  [false, "degraded"],
] as const)("GET /_postern/health with writable %s is %s", async ([writable, status]) => {
  const { url } = await bed({ writable });
  expect(await json(`${url}/health`)).toMatchObject({
    status: 200,
    body: { status, version: "1.2.3", telemetry: { writable, sizeBytes: 4_096 } },
  });
});

test("GET /_postern/journeys/stream tells of what happens, filtered", async () => {
  const { url, fail } = await bed();
  const response = await fetch(`${url}/journeys/stream?path=/two`);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  expect(response.headers.get("cache-control")).toBe("no-store");
  const stream = new Stream(response);
  await stream.until("retry:");
  fail("/one");
  fail("/two");
  await stream.until("/two");
  expect(stream.text).toMatch(
    /\nevent: journey\ndata: \{"id":"jrn-[^\n]*"target":"\/two"[^\n]*\}\n\n$/,
  );
  expect(stream.text).not.toContain("/one");
});

test("GET /_postern/requests/stream tells of each request", async () => {
  const { url, fail } = await bed();
  const stream = new Stream(await fetch(`${url}/requests/stream`));
  await stream.until("retry:");
  fail("/one");
  expect(await stream.until('"path":"/one"')).not.toBe("the end");
});

test("what happens at once comes in its order to every reader, each event whole", async () => {
  const { url, requests, clock } = await bed();
  const streams = [];
  for (let n = 0; n < 3; n++) {
    const stream = new Stream(await fetch(`${url}/requests/stream`));
    await stream.until("retry:");
    streams.push(stream);
  }
  const at = clock.nowMs();
  const targets = Array.from({ length: 200 }, (_, n) => `/n${n}`);
  for (const target of targets) {
    const facts = { startedAtMs: at, finishedAtMs: at, arrivedOn: "9.9.9.9:1", target };
    requests.albRequest(albEntry(facts));
  }
  for (const stream of streams) {
    await stream.until('"path":"/n199"');
    const told = stream.text
      .split("\n")
      .filter((line) => line.startsWith("data: "))
      .map((line) => (JSON.parse(line.slice("data: ".length)) as { path: string }).path);
    expect(told).toEqual(targets);
  }
});

test("a stream gives a sign of life when nothing happens", async () => {
  const streamClock = new FakeClock();
  const { url } = await bed({ streamClock });
  const stream = new Stream(await fetch(`${url}/journeys/stream`));
  await stream.until("retry:");
  streamClock.advance(HEARTBEAT_MS);
  expect(await stream.until(": still here\n\n")).not.toBe("the end");
});

test("close() ends streams at once", async () => {
  const { url, edge } = await bed();
  const stream = new Stream(await fetch(`${url}/journeys/stream`));
  await stream.until("retry:");
  const closing = edge.close(20_000);
  expect(await stream.until("never sent")).toBe("the end");
  await closing;
});

test("a stream too many is refused, and room is there again when a reader leaves", async () => {
  const streamClock = new FakeClock();
  const { url } = await bed({ streamClock });
  const controllers = Array.from({ length: STREAMS_MAX }, () => new AbortController());
  await Promise.all(controllers.map(({ signal }) => fetch(`${url}/requests/stream`, { signal })));
  cleanups.push(() => {
    for (const controller of controllers) controller.abort();
  });
  const refused = await json(`${url}/requests/stream`);
  expect(refused.status).toBe(503);
  expect(refused.body["message"]).toContain(String(STREAMS_MAX));
  controllers[0]?.abort();
  // Its leaving is seen when something is sent to it.
  let status = 503;
  while (status === 503) {
    streamClock.advance(HEARTBEAT_MS);
    const response = await fetch(`${url}/requests/stream`);
    ({ status } = response);
    if (status === 503) await response.text();
    else new Stream(response);
  }
  expect(status).toBe(200);
});

test("a reader that does not read is told how much it missed, and nothing is stored up for it", async () => {
  const { edge, requests, clock } = await bed();
  const socket = connect(edge.port, "127.0.0.1");
  cleanups.push(() => void socket.destroy());
  socket.write("GET /_postern/requests/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await received(socket, "retry:");
  socket.pause();
  const at = systemClock.monotonicMs();
  const target = `/${"a".repeat(4_000)}`;
  const facts = { startedAtMs: at, finishedAtMs: at, arrivedOn: "9.9.9.9:1", target };
  // Far more than the buffers of both ends take.
  const rounds = 100;
  for (let round = 0; round < rounds; round++) {
    for (let n = 0; n < 200; n++) requests.albRequest(albEntry(facts));
    clock.advance(BATCH_INTERVAL_MS);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const text = await received(socket, '"count":');
  expect(text).toContain("event: dropped\n");
  // What was written is a small part of what there was.
  expect(text.length).toBeLessThan(rounds * 200 * 1_000);
});

test("a reader that takes nothing for a minute loses its place", async () => {
  const streamClock = new FakeClock();
  const { edge, requests, clock } = await bed({ streamClock });
  const socket = connect(edge.port, "127.0.0.1");
  cleanups.push(() => void socket.destroy());
  socket.on("error", () => {});
  socket.write("GET /_postern/requests/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await received(socket, "retry:");
  socket.pause();
  const closed = new Promise((resolve) => socket.once("close", () => resolve("closed")));
  const at = systemClock.monotonicMs();
  const target = `/${"a".repeat(4_000)}`;
  const facts = { startedAtMs: at, finishedAtMs: at, arrivedOn: "9.9.9.9:1", target };
  for (let round = 0; round < 100; round++) {
    for (let n = 0; n < 200; n++) requests.albRequest(albEntry(facts));
    clock.advance(BATCH_INTERVAL_MS);
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (let past = 0; past <= STALLED_MS_MAX; past += HEARTBEAT_MS) {
    streamClock.advance(HEARTBEAT_MS);
  }
  socket.resume();
  expect(await closed).toBe("closed");
});

/** What comes until `part` has come. */
async function received(socket: Socket, part: string): Promise<string> {
  let text = "";
  while (!text.includes(part)) {
    const chunk = socket.read() as Buffer | null;
    if (chunk === null) await once(socket, "readable");
    else text += chunk.toString("latin1");
  }
  return text;
}

test.for(["journeys", "journeys/stream", "requests", "requests/stream", "metrics"])(
  "/_postern/%s is not for web pages",
  async (path) => {
    const { edge, url } = await bed();
    const foreign = { Origin: "https://evil.example" };
    expect((await fetch(`${url}/${path}`, { headers: foreign })).status).toBe(403);
    const socket = connect(edge.port, "127.0.0.1");
    cleanups.push(() => void socket.destroy());
    socket.write(`GET /_postern/${path} HTTP/1.1\r\nHost: evil.example\r\n\r\n`);
    expect(await received(socket, "\r\n")).toMatch(/^HTTP\/1\.1 403 /);
  },
);

test.for([
  ["journeys/stream?failed", 403],
  ["requests/stream", 403],
  ["requests", 200],
] as const)("/_postern/%s answers an image of a foreign page with %i", async ([path, status]) => {
  const { edge } = await bed();
  const socket = connect(edge.port, "127.0.0.1");
  cleanups.push(() => void socket.destroy());
  const fields = "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n";
  socket.write(`GET /_postern/${path} HTTP/1.1\r\n${fields}\r\n`);
  expect(await received(socket, "\r\n")).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
});
