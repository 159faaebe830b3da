import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FakeClock } from "../../base/fake-clock.ts";
import { createLogger } from "../../base/logger.ts";
import { LoadBalancerLogs } from "./load-balancer-logs.ts";
import { albEntry, connectionEntry, loggedListener, tlsFlowEntry } from "./log-fixtures.ts";
import { LOG_INTERVAL_MS } from "./log-file-name.ts";
import { COMPLAINT_INTERVAL_MS, FLUSH_INTERVAL_MS, WAITING_BYTES_MAX } from "./log-file-writer.ts";

const START_MS = Date.UTC(2026, 10, 22, 12, 1);
const FOLDER = "AWSLogs/123456789012/elasticloadbalancing/us-east-1/2026/11/22";

let directory: string;
let clock: FakeClock;
let said: string[];
let logs: LoadBalancerLogs;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "postern-logs-"));
  clock = new FakeClock(START_MS);
  said = [];
  logs = openLogs(directory);
});

afterEach(async () => {
  await logs.close();
  await rm(directory, { recursive: true, force: true });
});

function openLogs(dataDirectory: string | null): LoadBalancerLogs {
  const logger = createLogger("warn", (line) => said.push(line));
  return new LoadBalancerLogs({ directory: dataDirectory, clock, logger });
}

/** Paths of all files, below the data directory. */
async function files(): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)))
    .sort();
}

async function linesOf(file: string): Promise<string[]> {
  const text = gunzipSync(await readFile(path.join(directory, file))).toString("utf8");
  expect(text.endsWith("\n")).toBe(true);
  return text.trimEnd().split("\n");
}

/** Lets half a second pass and its lines reach the disk. */
async function halfSecond(): Promise<void> {
  clock.advance(FLUSH_INTERVAL_MS);
  await logs.flush();
}

function request(clientPort: number) {
  return albEntry({ clientPort });
}

test("LoadBalancerLogs writes within half a second and names the file when its interval is over", async () => {
  logs.albRequest(request(1));
  logs.albRequest(request(2));
  await halfSecond();
  const [unfinished = ""] = await files();
  expect(unfinished).toMatch(/\.log\.gz\.part$/);
  expect(await linesOf(unfinished)).toHaveLength(2);
  logs.albRequest(request(3));
  await halfSecond();
  expect(await linesOf(unfinished)).toHaveLength(3);
  clock.advance(LOG_INTERVAL_MS);
  await logs.flush();
  const [complete = "", ...others] = await files();
  expect(others).toEqual([]);
  expect(complete.slice(0, -"xxxxxxxx.log.gz".length)).toBe(
    `s3/logs/${FOLDER}/123456789012_elasticloadbalancing_us-east-1_app.shop.50dc6c495c0c9188_20261122T1205Z_172.31.0.10_`,
  );
  expect(complete).toMatch(/_[\da-z]{8}\.log\.gz$/);
  const lines = await linesOf(complete);
  expect(lines.map((line) => line.split(" ")[3])).toEqual(
    [1, 2, 3].map((port) => `192.168.131.39:${port}`),
  );
});

test("LoadBalancerLogs begins a new file with the next interval, at midnight in the next day's folder", async () => {
  clock.advance(Date.UTC(2026, 10, 22, 23, 59) - START_MS);
  logs.albRequest(request(1));
  clock.advance(2 * 60_000);
  logs.albRequest(request(2));
  await logs.flush();
  await halfSecond();
  const names = await files();
  expect(names).toHaveLength(2);
  expect(names[0]).toMatch(/2026\/11\/23\/.*_20261123T0000Z_.*\.log\.gz$/);
  expect(names[1]).toMatch(/2026\/11\/23\/.*_20261123T0005Z_.*\.log\.gz\.part$/);
});

test("LoadBalancerLogs keeps kinds, prefixes and load balancers apart, and listeners of one together", async () => {
  const prefixed = loggedListener({ accessLog: { bucket: "logs", prefix: "a/b" } });
  logs.albRequest(albEntry());
  logs.albRequest(albEntry({ snapshot: loggedListener({ port: 81 }) }));
  logs.albRequest(albEntry({ snapshot: prefixed }));
  logs.connectionOpened(connectionEntry());
  logs.nlbFlow(tlsFlowEntry());
  await logs.close();
  const names = await files();
  expect(names).toHaveLength(4);
  expect(names[0]).toMatch(/^s3\/logs\/AWSLogs\/.*\/123456789012_.*_app\.shop\./);
  expect(await linesOf(names[0] ?? "")).toHaveLength(2);
  expect(names[1]).toMatch(
    /\/123456789012_elasticloadbalancing_us-east-1_net\.flows\.c6e77e28c25b2234_20261122T1205Z_[\da-z]{8}\.log\.gz$/,
  );
  expect(names[2]).toMatch(/\/conn_log_123456789012_elasticloadbalancing_us-east-1_app\.shop\./);
  expect(names[3]).toMatch(/^s3\/logs\/a\/b\/AWSLogs\//);
});

test("LoadBalancerLogs writes nothing for load balancers without logs, nor for flows without TLS", async () => {
  const without = loggedListener({ accessLog: null, connectionLog: null });
  logs.albRequest(albEntry({ snapshot: without }));
  logs.connectionOpened(connectionEntry({ snapshot: without }));
  logs.nlbFlow(tlsFlowEntry({ snapshot: without }));
  const plain = { ...tlsFlowEntry().snapshot, protocol: "TCP" as const };
  logs.nlbFlow(tlsFlowEntry({ snapshot: plain }));
  await logs.close();
  expect(await files()).toEqual([]);
});

test("LoadBalancerLogs never leaves the folder of buckets", async () => {
  const accessLog = { bucket: "..", prefix: "../../etc/./x//" };
  logs.albRequest(albEntry({ snapshot: loggedListener({ accessLog }) }));
  await logs.close();
  expect(await files()).toEqual([
    expect.stringMatching(/^s3\/%2E%2E\/%2E%2E\/%2E%2E\/etc\/%2E\/x\/AWSLogs\//),
  ]);
});

test("LoadBalancerLogs without a data directory warns once per load balancer", () => {
  logs = openLogs(null);
  logs.albRequest(request(1));
  logs.connectionOpened(connectionEntry());
  expect(said).toHaveLength(1);
  expect(said[0]).toContain("loadbalancer/app/shop/50dc6c495c0c9188");
});

test("LoadBalancerLogs.start() names what an earlier run left, without lines that were cut off", async () => {
  const folder = path.join(directory, "s3/logs", FOLDER);
  await mkdir(folder, { recursive: true });
  const whole = Buffer.concat([gzipSync("one\n"), gzipSync("two\n")]);
  const lines = Array.from({ length: 500 }, (_, i) => `line ${(i * 7919) % 1000}`).join("\n");
  const cut = gzipSync(lines).subarray(0, -60);
  await writeFile(path.join(folder, "a.log.gz.part"), whole);
  await writeFile(path.join(folder, "b.log.gz.part"), Buffer.concat([whole, cut]));
  await writeFile(path.join(folder, "c.log.gz.part"), "");
  await writeFile(path.join(folder, "d.log.gz"), whole);
  await logs.start();
  expect((await files()).map((file) => path.basename(file))).toEqual([
    "a.log.gz",
    "b.log.gz",
    "d.log.gz",
  ]);
  expect(await linesOf(`s3/logs/${FOLDER}/a.log.gz`)).toEqual(["one", "two"]);
  const mended = await linesOf(`s3/logs/${FOLDER}/b.log.gz`);
  expect(mended.slice(0, 3)).toEqual(["one", "two", "line 0"]);
  expect(mended.length).toBeGreaterThan(100);
  expect(lines.startsWith(mended.slice(2).join("\n"))).toBe(true);
});

test("LoadBalancerLogs.start() leaves the files of its own run alone", async () => {
  logs.albRequest(request(1));
  await halfSecond();
  const before = await files();
  await logs.start();
  expect(await files()).toEqual(before);
});

test("LoadBalancerLogs says once a minute that the disk does not take its lines, and goes on when it does", async () => {
  const blocked = path.join(directory, "s3");
  await writeFile(blocked, "a file where a folder should be");
  for (let i = 0; i < 3; i++) {
    logs.albRequest(request(i));
    await halfSecond();
  }
  expect(said).toHaveLength(1);
  expect(said[0]).toContain("Cannot write logs of load balancers");
  expect(logs.state.droppedLines).toBe(3);
  expect(logs.state.lastError).not.toBe("");
  clock.advance(COMPLAINT_INTERVAL_MS);
  logs.albRequest(request(4));
  await halfSecond();
  expect(said).toHaveLength(2);
  expect(said[1]).toContain("lost=3");
  await rm(blocked);
  logs.albRequest(request(5));
  await halfSecond();
  expect(logs.state).toEqual({ droppedLines: 4, lastError: "" });
  const [file = ""] = await files();
  expect(await linesOf(file)).toHaveLength(1);
});

test("LoadBalancerLogs drops lines when more wait than may", async () => {
  const entry = albEntry({ userAgent: "x".repeat(8000) });
  const needed = Math.ceil(WAITING_BYTES_MAX / 8000);
  for (let i = 0; i < needed; i++) logs.albRequest(entry);
  const { droppedLines } = logs.state;
  expect(droppedLines).toBeGreaterThan(0);
  await halfSecond();
  logs.albRequest(entry);
  expect(logs.state.droppedLines).toBe(droppedLines);
});

test("LoadBalancerLogs.close() names every file and takes no more lines", async () => {
  logs.albRequest(request(1));
  await logs.close();
  logs.albRequest(request(2));
  await logs.close();
  const names = await files();
  expect(names).toHaveLength(1);
  expect(await linesOf(names[0] ?? "")).toHaveLength(1);
});
