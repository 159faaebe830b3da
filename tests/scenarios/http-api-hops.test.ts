// The private hop in memory and over a socket: the listener sees the same request from the same network interface,
// and the client the same answer. And stages, listeners and links that change while requests pass.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { ByteStream } from "../../src/wire/byte-stream.ts";
import {
  BODY_FIXED,
  type Exchange,
  type ExchangeHandler,
  type RequestReader,
} from "../../src/wire/http1/exchange.ts";
import {
  acceptInto,
  API_HOST,
  API_ID,
  type Bench,
  LISTENER_ARN,
  masked,
  ok,
  RawTarget,
  route,
  serve,
  stage,
  startBench,
} from "./http-api-fixture.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** Stands for a load balancer's listener: tells what it got and answers with it. */
class Recorder implements ExchangeHandler {
  readonly seen: string[] = [];

  onExchange(exchange: Exchange): void {
    exchange.start(new Recording(exchange, this.seen));
  }

  onRefused(): string {
    return "";
  }
}

class Recording implements RequestReader {
  readonly #exchange: Exchange;
  readonly #seen: string[];
  #body = "";

  constructor(exchange: Exchange, seen: string[]) {
    this.#exchange = exchange;
    this.#seen = seen;
  }

  onRequestData(chunk: Buffer): void {
    this.#body += chunk.toString("latin1");
  }

  onRequestEnd(): void {
    const { request, connection } = this.#exchange;
    const { remoteAddress, identity } = connection;
    this.#seen.push(
      masked(`${remoteAddress} ${identity?.vpcLinkId}\n${request.text}${this.#body}`),
    );
    const body = Buffer.from(`got ${request.target}`);
    const head = `HTTP/1.1 200 OK\r\nServer: r\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n`;
    this.#exchange.respond(head, BODY_FIXED, false);
    this.#exchange.write(body);
    this.#exchange.end();
  }

  onResponseDrain(): void {}
  onRequestAborted(): void {}
  onResponseFinished(): void {}
}

async function benchWithListener(fusedHops: boolean) {
  const bench = await startBench({ fusedHops });
  const recorder = new Recorder();
  const { server, sockets } = acceptInto(bench.runtime, recorder);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  open.push(bench, { close });
  const { port } = server.address() as AddressInfo;
  await bench.useTarget({ port });
  let memoryConnections = 0;
  const acceptor = {
    accept(stream: ByteStream) {
      memoryConnections++;
      serve(stream, recorder, bench.runtime);
    },
  };
  const endpoint = bench.endpoints.get(LISTENER_ARN);
  if (endpoint === undefined) throw new Error("Cannot find the listener that was just set");
  bench.endpoints.set(LISTENER_ARN, { ...endpoint, acceptor });
  await bench.snapshots.set("http-api-stage", `${API_ID}/prod`, stage({ stageName: "prod" }));
  return { bench, recorder, sockets, memory: () => memoryConnections };
}

const REQUESTS = [
  `GET /prod/a?b=c HTTP/1.1\r\nHost: ${API_HOST}\r\nX-A: 1\r\n\r\n`,
  `HEAD /prod/a HTTP/1.1\r\nHost: ${API_HOST}\r\n\r\n`,
  `POST /prod HTTP/1.1\r\nHost: ${API_HOST}\r\nContent-Length: 5\r\n\r\nhello`,
  `PUT /prod/x HTTP/1.1\r\nHost: ${API_HOST}\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`,
  `POST /prod/big HTTP/1.1\r\nHost: ${API_HOST}\r\nContent-Length: 300000\r\n\r\n${"x".repeat(300_000)}`,
];

test("the hop in memory and the hop over a socket give the same bytes on both sides", async () => {
  const fused = await benchWithListener(true);
  const plain = await benchWithListener(false);
  for (const request of REQUESTS) {
    const [overMemory, overSocket] = await Promise.all([
      fused.bench.send(request),
      plain.bench.send(request),
    ]);
    expect(masked(overMemory)).toBe(masked(overSocket));
    expect(overMemory).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  }
  expect(fused.recorder.seen).toEqual(plain.recorder.seen);
  expect(fused.recorder.seen).toHaveLength(REQUESTS.length);
  expect(fused.recorder.seen[0]).toMatch(/^10\.0\.1\.57 link01\nGET \/prod\/a\?b=c HTTP\/1\.1\r\n/);
  expect([fused.memory(), fused.sockets.size]).toEqual([1, 0]);
  expect([plain.memory(), plain.sockets.size]).toEqual([0, 1]);
});

async function loadedBench(): Promise<{ bench: Bench; target: RawTarget }> {
  const target = await new RawTarget(ok("one")).listen();
  const bench = await startBench();
  open.push(bench, target);
  await bench.useTarget(target);
  await bench.snapshots.set("http-api-stage", `${API_ID}/$default`, stage());
  return { bench, target };
}

test("stages, links and listeners change under load without losing a request", async () => {
  const { bench, target } = await loadedBench();
  const other = await new RawTarget(ok("two")).listen();
  open.push(other);
  const answers: string[] = [];
  let changing = true;
  const client = async () => {
    while (changing) answers.push(await bench.get("/x"));
  };
  const clients = [client(), client(), client(), client()];
  for (let i = 0; i < 20; i++) {
    await bench.useTarget(i % 2 === 0 ? other : target);
    const routes = Array.from({ length: 500 }, (_, n) => route(`GET /r${n}/{id}`));
    const made = stage({ deploymentId: `d${i}`, routes: [...routes, route("$default")] });
    await bench.snapshots.set("http-api-stage", `${API_ID}/$default`, made);
    await bench.get("/between");
  }
  changing = false;
  await Promise.all(clients);
  expect(answers.length).toBeGreaterThan(20);
  expect(answers.filter((answer) => !answer.startsWith("HTTP/1.1 200 OK"))).toEqual([]);
  expect(other.requests.length).toBeGreaterThan(0);
});

test("a stage in use is replaced when its routes are built, and a new one builds them at once", async () => {
  const { bench } = await loadedBench();
  const routes = Array.from({ length: 10_000 }, (_, n) => route(`GET /r${n}/{id}`));
  const big = stage({ routes });
  await bench.snapshots.set("http-api-stage", `${API_ID}/big`, { ...big, stageName: "big" });
  expect(await bench.get("/big/r9999/1")).toMatch(/^HTTP\/1\.1 200 /);
  expect(await bench.get("/r9999/1")).toMatch(/^HTTP\/1\.1 200 /);
  await bench.snapshots.set("http-api-stage", `${API_ID}/$default`, big);
  expect(await bench.get("/r1234/1")).toMatch(/^HTTP\/1\.1 200 /);
  expect(await bench.get("/other")).toMatch(/^HTTP\/1\.1 404 /);
});

test("a stage that is gone serves no more", async () => {
  const { bench } = await loadedBench();
  expect(bench.gateway.hasApi(API_ID)).toBe(true);
  expect(await bench.get("/x")).toMatch(/^HTTP\/1\.1 200 /);
  await bench.snapshots.set("http-api-stage", `${API_ID}/$default`, null);
  expect(bench.gateway.hasApi(API_ID)).toBe(false);
  expect(await bench.get("/x")).toMatch(/^HTTP\/1\.1 404 /);
});
