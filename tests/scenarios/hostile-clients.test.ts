// Clients that are slow, endless, too large or gone, towards an HTTP API and an Application Load Balancer: each is
// bounded, and nobody else notices.
import { once } from "node:events";
import net from "node:net";
import {
  ModifyLoadBalancerAttributesCommand,
  type LoadBalancerAttribute,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startPrivateStack, type PrivateStack } from "../support/private-stack.ts";
import { get } from "../support/raw-request.ts";
import { RawTarget, connectRaw, ok, type RawPeer } from "./raw-peer.ts";

const MEGABYTE = 1024 * 1024;
/** What kernels and connections hold of a body on its way through two hops, generously. */
const HELD_BYTES_MAX = 24 * MEGABYTE;

let target: RawTarget;
let onPeer: (peer: RawPeer) => void = () => {};
/** Called by `answerEach` when a head has come, before the body. */
let onHead: (peer: RawPeer, head: string) => void = () => {};
let stack: PrivateStack;
let albPort: number;
let api: { apiId: string; url: string };
let apiHost: string;
const open: RawPeer[] = [];

beforeAll(async () => {
  target = await RawTarget.start((peer) => answerHealthChecks(peer));
  stack = await startPrivateStack();
  const { listenerArn, loadBalancerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
  });
  const idle: LoadBalancerAttribute = { Key: "idle_timeout.timeout_seconds", Value: "2" };
  await stack.elb.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn: loadBalancerArn,
      Attributes: [idle],
    }),
  );
  albPort = (await stack.listenerAddress(listenerArn)).port;
  api = await stack.createPrivateApi({ listenerArn, vpcLinkId: await stack.createVpcLink() });
  apiHost = `${api.apiId}.execute-api.us-east-1.amazonaws.com`;
});

afterEach(() => {
  for (const peer of open.splice(0)) peer.socket.destroy();
});

afterAll(async () => {
  await stack.close();
  target.close();
});

/** Gives a connection to the test's own behaviour unless it is a health check's. */
function answerHealthChecks(peer: RawPeer): void {
  peer.socket.once("data", () => {
    if (peer.received.includes("ELB-HealthChecker")) peer.send(ok("fine", "Connection: close"));
    else onPeer(peer);
  });
}

/** Answers every request of the connection, whose first bytes are there already. */
function answerEach(peer: RawPeer): void {
  void (async () => {
    for (;;) {
      const head = await peer.until((text) => (text.includes("\r\n\r\n") ? text : undefined));
      onHead(peer, head);
      await peer.takeMessage();
      peer.send(ok(head.split(" ")[1] ?? ""));
    }
  })().catch(() => peer.socket.destroy());
}

async function connect(port: number): Promise<RawPeer> {
  const peer = await connectRaw(port);
  open.push(peer);
  return peer;
}

const places = () =>
  [
    ["an HTTP API", stack.postern.port, apiHost],
    ["AWS's APIs", stack.postern.port, "localhost"],
    ["a load balancer", albPort, "in.example.com"],
  ] as const;

test("heads beyond all limits are refused, and their connections closed", async () => {
  onPeer = answerEach;
  const shapes = [
    ["a field of 1 MB", `GET /a HTTP/1.1\r\nHost: @\r\nX: ${"x".repeat(MEGABYTE)}\r\n\r\n`],
    ["5,000 fields", `GET /a HTTP/1.1\r\nHost: @\r\n${"X: y\r\n".repeat(5000)}\r\n`],
    ["a target of 1 MB", `GET /${"a".repeat(MEGABYTE)} HTTP/1.1\r\nHost: @\r\n\r\n`],
    ["a line that never ends", "G".repeat(MEGABYTE)],
    ["1 MB of empty lines", "\r\n".repeat(MEGABYTE / 2)],
  ] as const;
  for (const [place, port, host] of places()) {
    for (const [shape, bytes] of shapes) {
      const peer = await connect(port);
      peer.send(bytes.replace("@", host));
      const text = await peer.takeAll();
      expect(text, `${shape} to ${place}`).toMatch(/^HTTP\/1\.1 4(?:00|14|31) /);
      expect(text, `${shape} to ${place}`).toMatch(/\r\nConnection: close\r\n/i);
    }
  }
  expect((await get(`${api.url}/a`)).status).toBe(200);
});

test("heads that drip are ended by the load balancer's idle time, and nobody waits for them", async () => {
  onPeer = answerEach;
  const drips = await Promise.all(Array.from({ length: 100 }, () => connect(albPort)));
  for (const drip of drips) drip.send("GET /slow HTTP/1.1\r\nHost: a\r\nX: ");
  const timer = setInterval(() => {
    for (const drip of drips) if (!drip.ended) drip.send("x");
  }, 50);
  const startedAtMs = performance.now();
  expect((await get(`${api.url}/fast`)).body).toBe("/fast");
  expect(performance.now() - startedAtMs).toBeLessThan(1500);
  const answers = await Promise.all(drips.map((drip) => drip.takeAll()));
  clearInterval(timer);
  expect(performance.now() - startedAtMs).toBeLessThan(8000);
  for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 408 Request Time-out\r\n/);
});

test("a thousand pipelined requests are answered in order, and the garbage behind them with 400", async () => {
  onPeer = answerEach;
  for (const [place, port, host] of [places()[0], places()[2]]) {
    const peer = await connect(port);
    const requests = Array.from(
      { length: 1000 },
      (_, i) => `GET /${i} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    );
    peer.send(`${requests.join("")}\u0000\u0001garbage\r\n\r\n`);
    const text = await peer.takeAll();
    const bodies = [...text.matchAll(/\r\n\r\n\/(\d+)(?=HTTP)/g)].map((match) => Number(match[1]));
    expect(bodies, place).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(text.lastIndexOf("HTTP/1.1 400 "), place).toBeGreaterThan(text.indexOf("/999"));
  }
});

test("floods in chunk extensions, sizes and trailers are refused", async () => {
  onPeer = answerEach;
  const head = (host: string) =>
    `POST /a HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const floods = [
    ["extensions", `1;${"e".repeat(MEGABYTE)}\r\na\r\n0\r\n\r\n`],
    ["many extensions", `${`1;${"e".repeat(100)}\r\na\r\n`.repeat(5000)}0\r\n\r\n`],
    ["trailers", `1\r\na\r\n0\r\n${`X: ${"y".repeat(100)}\r\n`.repeat(10_000)}\r\n`],
    ["zeros in a size", `${"0".repeat(MEGABYTE)}1\r\na\r\n0\r\n\r\n`],
  ] as const;
  for (const [place, port, host] of places()) {
    for (const [flood, body] of floods) {
      const peer = await connect(port);
      peer.send(head(host) + body);
      expect(await peer.takeAll(), `${flood} to ${place}`).toMatch(/^HTTP\/1\.1 400 /);
    }
  }
});

test("a body over 10 MB is refused by an HTTP API when announced, before it is sent", async () => {
  const peer = await connect(stack.postern.port);
  peer.send(
    `POST /a HTTP/1.1\r\nHost: ${apiHost}\r\nContent-Length: 10485761\r\nExpect: 100-continue\r\n\r\n`,
  );
  expect(await peer.takeAll()).toMatch(/^HTTP\/1\.1 413 Request Entity Too Large\r\n/);
  const control = await connect(stack.postern.port);
  control.send("POST /v2/apis HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10485761\r\n\r\n");
  expect(await control.takeAll()).toMatch(/^HTTP\/1\.1 413 /);
});

test("a client that does not read holds its target up, not Postern's memory", async () => {
  let sentBytes = 0;
  let asked = (): void => {};
  const begun = new Promise<void>((resolve) => (asked = resolve));
  const block = Buffer.alloc(MEGABYTE, "b");
  onPeer = (peer) => {
    peer.send(`HTTP/1.1 200 OK\r\nContent-Length: ${200 * MEGABYTE}\r\n\r\n`);
    const push = () => {
      if (sentBytes >= 200 * MEGABYTE) return;
      peer.socket.write(block, () => {
        sentBytes += block.length;
        push();
      });
    };
    push();
    asked();
  };
  const peer = await connect(albPort);
  peer.socket.pause();
  peer.send("GET /much HTTP/1.1\r\nHost: a\r\n\r\n");
  await begun;
  await untilSteady(() => sentBytes);
  expect(sentBytes).toBeGreaterThan(0);
  expect(sentBytes).toBeLessThan(HELD_BYTES_MAX);
});

test("a target that does not read holds the client up, not Postern's memory", async () => {
  onPeer = (peer) => peer.socket.pause();
  for (const [place, port, host] of [places()[0], places()[2]]) {
    const socket = net.connect({ host: "127.0.0.1", port });
    socket.on("error", () => {});
    await once(socket, "connect");
    socket.write(
      `POST /much HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${10 * MEGABYTE}\r\n\r\n`,
    );
    let takenBytes = 0;
    const block = Buffer.alloc(64 * 1024, "b");
    const push = () => {
      if (takenBytes >= 9 * MEGABYTE) return;
      socket.write(block, (error) => {
        if (error) return;
        takenBytes += block.length;
        push();
      });
    };
    push();
    await untilSteady(() => takenBytes);
    expect(takenBytes, place).toBeGreaterThan(0);
    expect(process.memoryUsage().arrayBuffers, place).toBeLessThan(200 * MEGABYTE);
    socket.destroy();
  }
});

test("a client that has finished sending gets its answer, one that resets takes its request along", async () => {
  onPeer = answerEach;
  for (const [place, port, host] of [places()[0], places()[2]]) {
    const half = await connect(port);
    half.send(`GET /half HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    half.socket.end();
    expect(await half.takeAll(), place).toMatch(/\/half$/);
  }
  for (const [place, port, host] of [places()[0], places()[2]]) {
    const begun = new Promise<RawPeer>((resolve) => (onHead = resolve));
    const peer = await connect(port);
    peer.send(`POST /a HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 100\r\n\r\nabc`);
    const atTarget = await begun;
    peer.reset();
    await atTarget.untilClosed();
    expect(["", "abc"], place).toContain(atTarget.received);
  }
  onHead = () => {};
});

/** Waits until the number has not changed for a while. */
async function untilSteady(value: () => number): Promise<void> {
  let before = -1;
  while (value() !== before) {
    before = value();
    await new Promise((resolve) => {
      setTimeout(resolve, 300);
    });
  }
}
