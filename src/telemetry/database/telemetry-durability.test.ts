// What survives a process that is killed, and what a full disk does: processes of their own with real threads, files
// and time.
import { execFileSync, fork, type ChildProcess } from "node:child_process";
import { on, once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { openTelemetryTestBed, readMessages, readPoints } from "./telemetry-fixture.ts";
import type { Order } from "./telemetry-process-fixture.ts";
import type { TelemetryStatus } from "./telemetry-store.ts";

const FIXTURE = fileURLToPath(new URL("./telemetry-process-fixture.ts", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "postern-telemetry-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function begin(directory: string): { child: ChildProcess; stderr: () => string } {
  const child = fork(FIXTURE, [directory], {
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let stderr = "";
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  return { child, stderr: () => stderr };
}

async function tell(child: ChildProcess, order: Order): Promise<TelemetryStatus> {
  child.send(order);
  const [status] = (await once(child, "message")) as [TelemetryStatus];
  return status;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** The largest file that the process may write from now on. */
function limitFileBytes(child: ChildProcess, bytes: number | "unlimited"): void {
  execFileSync("prlimit", [`--pid=${child.pid}`, `--fsize=${bytes}:unlimited`]);
}

test("a process that is killed loses at most the last second of lines and metrics", async () => {
  const directory = join(root, "killed");
  const { child } = begin(directory);
  const told: { count: number; atMs: number }[] = [];
  child.send({ order: "write-on", everyMs: 20 } satisfies Order);
  for await (const [line] of on(child, "message")) {
    told.push(line as { count: number; atMs: number });
    const [first] = told;
    if (first !== undefined && Date.now() - first.atMs > 2_500) break;
  }
  const killedAtMs = Date.now();
  await kill(child);
  const { store } = openTelemetryTestBed({ directory });
  const { messages } = await readMessages(store.logs);
  expect(messages).toEqual(messages.map((_, index) => String(index)));
  const due = told.filter(({ atMs }) => atMs < killedAtMs - 1_000).length;
  expect(due).toBeGreaterThan(50);
  expect(messages.length).toBeGreaterThanOrEqual(due);
  const startMs = Math.floor((told[0]?.atMs ?? 0) / 60_000) * 60_000;
  const points = await readPoints(store.metrics, {
    startMs,
    endMs: startMs + 180_000,
    periodSeconds: 60,
  });
  const counted = points.reduce((sum, { sampleCount }) => sum + sampleCount, 0);
  expect(counted).toBeGreaterThanOrEqual(due);
  await store.close();
});

test("a full disk is said once and counted, and is over by itself when there is room", async () => {
  const directory = join(root, "full");
  const { child, stderr } = begin(directory);
  expect(await tell(child, { order: "append", messages: ["before"] })).toMatchObject({
    writable: true,
    lastError: "",
    droppedLogEvents: 0,
  });
  const sizes = readdirSync(directory).map((name) => statSync(join(directory, name)).size);
  limitFileBytes(child, Math.max(...sizes) + 10_000);
  const large = Array.from({ length: 100 }, () => "x".repeat(10_000));
  const full = await tell(child, { order: "append", messages: large });
  expect(full).toMatchObject({ writable: false, droppedLogEvents: 100 });
  expect(full.lastError).toMatch(/^Cannot keep telemetry: /);
  expect(await tell(child, { order: "append", messages: large })).toMatchObject({
    writable: false,
    droppedLogEvents: 200,
  });
  expect(stderr().match(/error .*Cannot keep telemetry/g)).toHaveLength(1);

  limitFileBytes(child, "unlimited");
  let status = full;
  while (!status.writable) status = await tell(child, { order: "status" });
  expect(status).toMatchObject({ lastError: "", droppedLogEvents: 200 });
  expect(stderr()).toMatch(/info Telemetry can be kept again/);
  await tell(child, { order: "append", messages: ["after"] });
  await kill(child);
  const { store } = openTelemetryTestBed({ directory });
  expect(await readMessages(store.logs)).toMatchObject({ messages: ["before", "after"] });
  await store.close();
});
