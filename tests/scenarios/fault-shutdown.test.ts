// The end of things with clients still there: SIGTERM, a listener or load balancer that is deleted, everything
// reset. What is in flight is finished within bounds; what is merely open holds nobody up.
import {
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterEach, expect, test } from "vitest";
import { startPosternProcess } from "../support/postern-process.ts";
import { PrivateStack, startPrivateStack } from "../support/private-stack.ts";
import { RawTarget, connectRaw, ok, type RawPeer } from "./raw-peer.ts";

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** Answers health checks and GET /now at once, upgrades GET /socket, and keeps the peers that ask for /later. */
async function startTarget(): Promise<{
  port: number;
  later: RawPeer[];
  asked: () => Promise<void>;
}> {
  const later: RawPeer[] = [];
  let arrived = (): void => {};
  const target = await RawTarget.start((peer) => {
    void (async () => {
      for (;;) {
        const { head } = await peer.takeMessage();
        if (head.includes("/later")) {
          later.push(peer);
          arrived();
        } else if (head.includes("/socket")) {
          peer.send(
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
          );
        } else peer.send(ok("now"));
      }
    })().catch(() => peer.socket.destroy());
  });
  closers.push(() => target.close());
  const asked = () =>
    new Promise<void>((resolve) => {
      if (later.length > 0) resolve();
      else arrived = resolve;
    });
  return { port: target.port, later, asked };
}

async function connect(port: number): Promise<RawPeer> {
  const peer = await connectRaw(port);
  closers.push(() => void peer.socket.destroy());
  return peer;
}

const GET = (path: string, host = "a") => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
const UPGRADE =
  "GET /socket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

async function measureMs(work: Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await work;
  return performance.now() - startedAtMs;
}

test("SIGTERM finishes requests in flight, closes idle connections and ends with 0", async () => {
  const target = await startTarget();
  const postern = await startPosternProcess("--ephemeral");
  closers.push(async () => void (await postern.stop("SIGKILL")));
  const stack = new PrivateStack({
    url: postern.url,
    port: Number(new URL(postern.url).port),
  } as PrivateStack["postern"]);
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
  });
  const api = await stack.createPrivateApi({ listenerArn, vpcLinkId: await stack.createVpcLink() });
  const { port: albPort } = await stack.listenerAddress(listenerArn);
  const apiHost = `${api.apiId}.execute-api.us-east-1.amazonaws.com`;
  const idle = await connect(albPort);
  idle.send(GET("/now"));
  await idle.takeMessage();
  const inFlight = await connect(stack.postern.port);
  inFlight.send(GET("/later", apiHost));
  await target.asked();
  const stopping = postern.stop("SIGTERM");
  await new Promise((resolve) => {
    setTimeout(resolve, 300);
  });
  await expect(connectRaw(stack.postern.port)).rejects.toThrow(/ECONNREFUSED/);
  target.later[0]?.send(ok("late"));
  expect((await inFlight.takeMessage()).body).toBe("late");
  await idle.takeAll();
  expect(idle.received).toBe("");
  expect(await stopping).toBe(0);
});

test("SIGTERM ends within its grace when a target never answers and a WebSocket stays open", async () => {
  const target = await startTarget();
  const postern = await startPosternProcess("--ephemeral");
  closers.push(async () => void (await postern.stop("SIGKILL")));
  const stack = new PrivateStack({
    url: postern.url,
    port: Number(new URL(postern.url).port),
  } as PrivateStack["postern"]);
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
  });
  const { port: albPort } = await stack.listenerAddress(listenerArn);
  const socket = await connect(albPort);
  socket.send(UPGRADE);
  await socket.take("\r\n\r\n");
  const hanging = await connect(albPort);
  hanging.send(GET("/later"));
  await target.asked();
  const elapsedMs = await measureMs(postern.stop("SIGTERM").then((code) => expect(code).toBe(0)));
  expect(elapsedMs).toBeLessThan(12_000);
  expect(postern.stderr()).toBe("");
});

test("Postern goes on when nobody reads what it says any more", async () => {
  const postern = await startPosternProcess("--ephemeral", "--log-level", "debug");
  closers.push(async () => void (await postern.stop("SIGKILL")));
  postern.child.stdout?.destroy();
  postern.child.stderr?.destroy();
  for (let i = 0; i < 5; i++) {
    // Each of these is logged: a deployment that goes live.
    const created = await fetch(`${postern.url}/v2/apis`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Authorization: "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/apigateway/aws4_request",
      },
      body: '{"name":"said","protocolType":"HTTP","target":"http://127.0.0.1:9"}',
    });
    expect(created.status).toBe(201);
  }
  expect(await postern.stop("SIGTERM")).toBe(0);
});

test("deleting a listener waits for no client, and finishes what is in flight", async () => {
  const target = await startTarget();
  const stack = await startPrivateStack();
  closers.push(() => stack.close());
  const { listenerArn, loadBalancerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
  });
  const { port } = await stack.listenerAddress(listenerArn);
  const idle = await connect(port);
  idle.send(GET("/now"));
  await idle.takeMessage();
  const socket = await connect(port);
  socket.send(UPGRADE);
  await socket.take("\r\n\r\n");
  const inFlight = await connect(port);
  inFlight.send(GET("/later"));
  await target.asked();
  const elapsedMs = await measureMs(
    stack.elb.send(new DeleteListenerCommand({ ListenerArn: listenerArn })),
  );
  expect(elapsedMs).toBeLessThan(1000);
  await expect(connectRaw(port)).rejects.toThrow(/ECONNREFUSED/);
  expect(await idle.takeAll()).toBe("");
  target.later[0]?.send(ok("late"));
  expect((await inFlight.takeMessage()).body).toBe("late");
  const again = await measureMs(
    stack.elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: loadBalancerArn })),
  );
  expect(again).toBeLessThan(1000);
});

test("a request on a hop inside the process is finished when its listener is deleted", async () => {
  const target = await startTarget();
  const stack = await startPrivateStack();
  closers.push(() => stack.close());
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
  });
  const api = await stack.createPrivateApi({ listenerArn, vpcLinkId: await stack.createVpcLink() });
  const answer = fetch(`${api.url}/later`);
  await target.asked();
  await stack.elb.send(new DeleteListenerCommand({ ListenerArn: listenerArn }));
  target.later[0]?.send(ok("late"));
  expect(await (await answer).text()).toBe("late");
  expect((await fetch(`${api.url}/now`)).status).toBe(503);
});

test("the end of Postern does not wait for what a deleted listener still has open", async () => {
  const target = await startTarget();
  const stack = await startPrivateStack();
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
  });
  const hanging = await connect((await stack.listenerAddress(listenerArn)).port);
  hanging.send(GET("/later"));
  await target.asked();
  await stack.elb.send(new DeleteListenerCommand({ ListenerArn: listenerArn }));
  expect(await measureMs(stack.close())).toBeLessThan(5000);
});

test("a reset empties everything at once whatever is open, and what comes after it works", async () => {
  const target = await startTarget();
  const stack = await startPrivateStack();
  closers.push(() => stack.close());
  const make = async () => {
    const balancer = await stack.createBalancer({
      type: "application",
      protocol: "HTTP",
      targetPort: target.port,
    });
    const api = await stack.createPrivateApi({
      listenerArn: balancer.listenerArn,
      vpcLinkId: await stack.createVpcLink(),
    });
    return { ...balancer, ...api };
  };
  const first = await make();
  const { port } = await stack.listenerAddress(first.listenerArn);
  const socket = await connect(port);
  socket.send(UPGRADE);
  await socket.take("\r\n\r\n");
  const hanging = await connect(port);
  hanging.send(GET("/later"));
  await target.asked();
  let isOver = false;
  const load = Array.from({ length: 8 }, async () => {
    while (!isOver) {
      const response = await fetch(`${first.url}/now`);
      await response.text();
      // Served, or gone: nothing between.
      expect([200, 404, 500, 503]).toContain(response.status);
    }
  });
  const elapsedMs = await measureMs(
    fetch(`${stack.postern.url}/_postern/reset`, { method: "POST" }).then((response) =>
      expect(response.status).toBe(200),
    ),
  );
  // What is open could keep it waiting for a minute.
  expect(elapsedMs).toBeLessThan(10_000);
  const endpoints = await fetch(`${stack.postern.url}/_postern/endpoints`);
  expect(await endpoints.json()).toEqual({ apis: [], loadBalancers: [] });
  expect((await fetch(`${first.url}/now`)).status).toBe(404);
  const second = await make();
  expect(await (await fetch(`${second.url}/now`)).text()).toBe("now");
  isOver = true;
  await Promise.all(load);
});
