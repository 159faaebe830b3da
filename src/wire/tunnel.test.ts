import { expect, test } from "vitest";
import { FakeClock } from "../base/fake-clock.ts";
import { silentLogger } from "../base/logger.ts";
import type { ConnectionInfo } from "./byte-stream.ts";
import { createMemoryPair } from "./memory-pair.ts";
import { RecordingHandler } from "./recording-handler.ts";
import { createWireRuntime } from "./runtime.ts";
import { joinStreams, type TunnelResult } from "./tunnel.ts";

const INFO: ConnectionInfo = {
  remoteAddress: "",
  remotePort: 0,
  localAddress: "",
  localPort: 0,
  tls: null,
  identity: null,
};

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** client ⇄ [first ═ second] ⇄ target */
function open() {
  const clock = new FakeClock();
  const runtime = createWireRuntime({ clock, logger: silentLogger });
  const [client, first] = createMemoryPair(runtime, INFO, INFO);
  const [target, second] = createMemoryPair(runtime, INFO, INFO);
  const clientEvents = new RecordingHandler();
  const targetEvents = new RecordingHandler();
  client.attach(clientEvents);
  target.attach(targetEvents);
  const results: TunnelResult[] = [];
  const options = { idleTimeoutMs: 10_000, resetsWhenIdle: true };
  const tunnel = joinStreams({ first, second }, options, runtime, (_tunnel, result) => {
    results.push(result);
  });
  return { clock, client, clientEvents, target, targetEvents, tunnel, results, runtime };
}

test("joinStreams() passes bytes both ways and counts them", async () => {
  const { client, clientEvents, target, targetEvents, tunnel } = open();
  client.write("question");
  target.write(Buffer.alloc(10_000, "a"));
  await settled();
  expect(targetEvents.text).toBe("question");
  expect(clientEvents.byteCount).toBe(10_000);
  expect([tunnel.bytesFromFirst, tunnel.bytesFromSecond]).toEqual([8, 10_000]);
});

test("joinStreams() passes an end on and lets the other direction finish", async () => {
  const { client, clientEvents, target, targetEvents, results, runtime } = open();
  client.write("all");
  client.end();
  await settled();
  expect(targetEvents.ended).toBe(true);
  target.write("still");
  await settled();
  expect(clientEvents.text).toBe("still");
  expect(results).toEqual([]);
  target.end();
  await settled();
  expect(clientEvents.closed).toBe(true);
  expect(results).toEqual([{ endedBy: "", failure: null }]);
  expect(runtime.timers.size).toBe(0);
});

test.for(["first", "second"] as const)("joinStreams() passes a reset of the %s on", async (end) => {
  const { client, clientEvents, target, targetEvents, results } = open();
  (end === "first" ? client : target).destroy(true);
  await settled();
  const other = end === "first" ? targetEvents : clientEvents;
  expect(other.closeFailure?.kind).toBe("connect-reset");
  expect(results).toMatchObject([{ endedBy: end, failure: { kind: "connect-reset" } }]);
});

test("joinStreams() holds a fast end back for a slow one", async () => {
  const { client, target, targetEvents } = open();
  target.pause();
  const chunk = Buffer.alloc(50_000, "x");
  let written = 0;
  while (client.write(chunk) && written < 10_000_000) {
    written += chunk.length;
    await settled();
  }
  written += chunk.length;
  expect(written).toBeLessThan(500_000);
  target.resume();
  await targetEvents.until(() => targetEvents.byteCount === written);
  expect(targetEvents.byteCount).toBe(written);
});

test("joinStreams() ends when both are silent for too long, counting from the last byte", async () => {
  const { clock, client, clientEvents, targetEvents, results } = open();
  clock.advance(9_000);
  client.write("x");
  await settled();
  clock.advance(9_000);
  await settled();
  expect(results).toEqual([]);
  clock.advance(2_000);
  await settled();
  expect(results).toMatchObject([{ endedBy: "idle", failure: { kind: "client-idle-timeout" } }]);
  expect(clientEvents.closeFailure?.kind).toBe("connect-reset");
  expect(targetEvents.closeFailure?.kind).toBe("connect-reset");
});

test("joinStreams() can be ended by its owner", async () => {
  const { tunnel, clientEvents, targetEvents, results } = open();
  tunnel.close(true);
  await settled();
  expect(clientEvents.closed && targetEvents.closed).toBe(true);
  expect(results).toEqual([{ endedBy: "owner", failure: null }]);
});
