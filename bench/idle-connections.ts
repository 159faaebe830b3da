// What an idle kept connection costs: resident memory of Postern before and with ten thousand of them, each of
// which has had one answer.
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { startPosternStack } from "./postern-stack.ts";
import { startBackend } from "./reference-proxies.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isInstalled } from "./child-process.ts";

const CONNECTIONS = 10_000;
const AT_ONCE = 200;
const SETTLE_MS = 2000;

export async function measureIdleConnections(): Promise<void> {
  if (!isInstalled("nginx")) {
    console.log("Skipped idle connections: nginx, the backend, is not installed");
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "postern-bench-"));
  const backend = await startBackend(folder, 0);
  const stack = await startPosternStack(1, backend.port);
  const sockets: Socket[] = [];
  try {
    const { hostname, port } = new URL(stack.albUrl);
    // What is allocated once, by the first connections, is not counted as any connection's.
    for (let i = 0; i < AT_ONCE; i++) sockets.push(await openIdle(hostname, Number(port)));
    await delay(SETTLE_MS);
    const before = stack.process.residentBytes();
    const already = sockets.length;
    while (sockets.length < CONNECTIONS + already) {
      const opening = Array.from({ length: AT_ONCE }, () => openIdle(hostname, Number(port)));
      sockets.push(...(await Promise.all(opening)));
    }
    await delay(SETTLE_MS);
    const bytes = (stack.process.residentBytes() - before) / CONNECTIONS;
    console.log(
      `Memory of an idle kept connection, ${CONNECTIONS} of them: ${(bytes / 1024).toFixed(1)} KiB (bar: 10)`,
    );
  } finally {
    for (const socket of sockets) socket.destroy();
    await stack.process.stop();
    await backend.process.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A connection that has had one answer. */
function openIdle(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    socket.once("error", reject);
    socket.once("data", () => resolve(socket));
    socket.write("GET /idle HTTP/1.1\r\nHost: bench.example\r\n\r\n");
  });
}
