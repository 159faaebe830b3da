// Targets that answer with nonsense, too much, too late or not at all, seen through an Application Load Balancer and
// through an HTTP API in front of it. Every client gets an answer or the end of its connection, and the next request
// is served.
import {
  DeregisterTargetsCommand,
  ModifyLoadBalancerAttributesCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPrivateStack, type PrivateStack } from "../support/private-stack.ts";
import { RawTarget, connectRaw, ok, type RawPeer } from "./raw-peer.ts";

let target: RawTarget;
let stack: PrivateStack;
let albPort: number;
let apiHost: string;
/** What the target does with a connection whose first request has come. */
let misbehave: (peer: RawPeer) => void = () => {};

beforeAll(async () => {
  target = await RawTarget.start((peer) => {
    peer.socket.once("data", () => {
      if (peer.received.includes("ELB-HealthChecker")) peer.send(ok("fine", "Connection: close"));
      else if (peer.received.includes("GET /good ")) peer.send(ok("good", "Connection: close"));
      else misbehave(peer);
    });
  });
  stack = await startPrivateStack();
  const { listenerArn, loadBalancerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
  });
  await stack.elb.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn: loadBalancerArn,
      Attributes: [{ Key: "idle_timeout.timeout_seconds", Value: "2" }],
    }),
  );
  albPort = (await stack.listenerAddress(listenerArn)).port;
  const vpcLinkId = await stack.createVpcLink();
  const api = await stack.createPrivateApi({ listenerArn, vpcLinkId, timeoutInMillis: 1000 });
  apiHost = `${api.apiId}.execute-api.us-east-1.amazonaws.com`;
});

afterAll(async () => {
  await stack.close();
  target.close();
});

/** Everything that comes back for a GET, and whether it ended by a reset. */
async function ask(
  port: number,
  host: string,
  path = "/bad",
): Promise<{ text: string; reset: boolean }> {
  const peer = await connectRaw(port);
  peer.send(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  const text = await peer.takeAll();
  const reset = peer.error !== null;
  peer.socket.destroy();
  return { text, reset };
}

const HEAD_OK = "HTTP/1.1 200 OK\r\n";

/** What the target sends, and the statuses of load balancer and API; 0: the connection ends within the answer. */
const FAULTS: readonly (readonly [name: string, act: (peer: RawPeer) => void, status: number])[] = [
  ["garbage", (peer) => peer.send("\u0000\u0001\u0002 nonsense\r\n\r\n"), 502],
  ["another protocol's greeting", (peer) => peer.send("SSH-2.0-OpenSSH_9.6\r\n\r\n"), 502],
  ["a TLS alert", (peer) => peer.send("\u0015\u0003\u0001\u0000\u0002\u0002\u0016"), 502],
  ["a status line without status", (peer) => peer.send("HTTP/1.1 OK\r\n\r\n"), 502],
  ["a status of four digits", (peer) => peer.send("HTTP/1.1 2000 OK\r\n\r\n"), 502],
  ["a status of 99", (peer) => peer.send("HTTP/1.1 099 OK\r\n\r\n"), 502],
  [
    "two different Content-Lengths",
    (peer) => peer.send(`${HEAD_OK}Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc`),
    502,
  ],
  [
    "a Content-Length that is no number",
    (peer) => peer.send(`${HEAD_OK}Content-Length: -1\r\n\r\n`),
    502,
  ],
  ["a head of 100 KB", (peer) => peer.send(`${HEAD_OK}X: ${"x".repeat(100_000)}\r\n\r\n`), 502],
  ["5,000 fields", (peer) => peer.send(`${HEAD_OK}${"X: y\r\n".repeat(5000)}\r\n`), 502],
  [
    "a head without end",
    (peer) => {
      const drip = setInterval(() => peer.send("X: y\r\n"), 20);
      peer.socket.once("close", () => clearInterval(drip));
      peer.send(HEAD_OK);
    },
    504,
  ],
  [
    "informational answers without end",
    (peer) => peer.send("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(1000)),
    502,
  ],
  [
    "101 that nobody asked for",
    (peer) => peer.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"),
    502,
  ],
  ["an end before the head", (peer) => peer.socket.end(), 502],
  ["a reset before the head", (peer) => peer.reset(), 502],
  [
    "a reset within the head",
    (peer) => {
      peer.socket.write(`${HEAD_OK}Content-`, () => peer.reset());
    },
    502,
  ],
  ["nothing at all", () => {}, 504],
  [
    "an end within a fixed body",
    (peer) => {
      peer.socket.end(`${HEAD_OK}Content-Length: 100\r\n\r\nabc`);
    },
    0,
  ],
  [
    "an end within a chunk",
    (peer) => {
      peer.socket.end(`${HEAD_OK}Transfer-Encoding: chunked\r\n\r\n64\r\nabc`);
    },
    0,
  ],
  [
    "a reset within a body",
    (peer) => {
      peer.socket.write(`${HEAD_OK}Content-Length: 100\r\n\r\nabc`, () => {
        setTimeout(() => peer.reset(), 20);
      });
    },
    0,
  ],
  [
    "a chunk size that is no number",
    (peer) => peer.send(`${HEAD_OK}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n`),
    0,
  ],
  ["silence within a body", (peer) => peer.send(`${HEAD_OK}Content-Length: 100\r\n\r\nabc`), 0],
];

test.for(FAULTS)("a target that answers with %s harms nobody else", async ([name, act, status]) => {
  misbehave = act;
  expect(outcomeOf((await ask(albPort, "in.example.com")).text), name).toBe(status);
  // The API's own second is over before the load balancer's two.
  const throughApi = status === 504 ? 503 : status;
  expect(outcomeOf((await ask(stack.postern.port, apiHost)).text), name).toBe(throughApi);
  expect((await ask(albPort, "in.example.com", "/good")).text).toMatch(/\r\n\r\ngood$/);
  expect((await ask(stack.postern.port, apiHost, "/good")).text).toMatch(/\r\n\r\ngood$/);
});

/** The status of the last answer, informational ones come before it; 0 when the client can tell that it is not whole. */
function outcomeOf(text: string): number {
  const status = Number([...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].at(-1)?.[1] ?? 0);
  const body = text.slice(text.lastIndexOf("\r\n\r\n") + 4);
  if (/\r\ntransfer-encoding: chunked\r\n/i.test(text))
    return text.endsWith("0\r\n\r\n") ? status : 0;
  const length = Number(/\r\ncontent-length: (\d+)\r\n/i.exec(text)?.[1] ?? 0);
  return body.length < length ? 0 : status;
}

test("an answer that trickles in is ended by the integration's timeout, counted in all", async () => {
  misbehave = (peer) => {
    peer.send(`${HEAD_OK}Content-Length: 1000\r\n\r\n`);
    const drip = setInterval(() => peer.send("x"), 50);
    peer.socket.once("close", () => clearInterval(drip));
  };
  const startedAtMs = performance.now();
  const { text } = await ask(stack.postern.port, apiHost);
  expect(performance.now() - startedAtMs).toBeLessThan(4000);
  expect(text).toMatch(/^(?:HTTP\/1\.1 200 |$)/);
  expect(text.length).toBeLessThan(1000);
});

test("an answer that comes before the whole request reaches the client, who may go on sending", async () => {
  misbehave = (peer) => {
    peer.socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
  };
  for (const [port, host] of [
    [albPort, "in.example.com"],
    [stack.postern.port, apiHost],
  ] as const) {
    const peer = await connectRaw(port);
    peer.send(`POST /early HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1000000\r\n\r\nabc`);
    const head = await peer.take("\r\n\r\n");
    expect(head).toMatch(/^HTTP\/1\.1 403 /);
    for (let i = 0; i < 10 && !peer.closed; i++) peer.send("x".repeat(100_000));
    await peer.takeAll();
    expect(peer.received).toBe("no");
    peer.socket.destroy();
  }
});

test("a load balancer without targets answers 503, a network one resets", async () => {
  const first = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
    name: "empty",
  });
  const second = await stack.createBalancer({
    type: "network",
    protocol: "TCP",
    targetPort: target.port,
    name: "empty-nlb",
  });
  for (const { targetGroupArn } of [first, second]) {
    await stack.elb.send(
      new DeregisterTargetsCommand({
        TargetGroupArn: targetGroupArn,
        Targets: [{ Id: "127.0.0.1" }],
      }),
    );
  }
  const alb = await ask((await stack.listenerAddress(first.listenerArn)).port, "a");
  expect(alb.text).toMatch(/^HTTP\/1\.1 503 Service Temporarily Unavailable\r\n/);
  // The reset may come before the connection is seen to be open.
  const nlb = await ask((await stack.listenerAddress(second.listenerArn)).port, "a").catch(() => ({
    text: "",
    reset: true,
  }));
  expect(nlb).toEqual({ text: "", reset: true });
});
