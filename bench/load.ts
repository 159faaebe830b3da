// One round of load: wrk against a URL from 32 kept connections, and what the proxy's processes spent on it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { isInstalled, type BenchProcess } from "./child-process.ts";

export interface Round {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMicrosecondsPerRequest: number;
  readonly failed: number;
}

export interface Load {
  readonly url: string;
  readonly headers: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  /** The core the load generator is kept to. */
  readonly core: number;
}

/** Runs one round; the CPU time is that of `proxies` together. */
export async function runRound(load: Load, proxies: readonly BenchProcess[]): Promise<Round> {
  const cpuBefore = cpuOf(proxies);
  const text = await runWrk(load);
  const cpu = cpuOf(proxies) - cpuBefore;
  const requests = Number(/(\d+) requests in/.exec(text)?.[1] ?? 0);
  const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(text);
  const not2xx = Number(/Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? 0);
  return {
    requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)?.[1] ?? 0),
    p50Ms: milliseconds(/50%\s+([\d.]+)(us|ms|s)/.exec(text)),
    p99Ms: milliseconds(/99%\s+([\d.]+)(us|ms|s)/.exec(text)),
    cpuMicrosecondsPerRequest: cpu / Math.max(1, requests),
    failed: not2xx + (errors?.slice(1).reduce((sum, count) => sum + Number(count), 0) ?? 0),
  };
}

function cpuOf(proxies: readonly BenchProcess[]): number {
  return proxies.reduce((sum, proxy) => sum + proxy.cpuMicroseconds(), 0);
}

function milliseconds(match: RegExpExecArray | null): number {
  const factor = { us: 0.001, ms: 1, s: 1000 }[match?.[2] ?? "ms"] ?? 1;
  return Number(match?.[1] ?? 0) * factor;
}

async function runWrk(load: Load): Promise<string> {
  const wrk = [
    "wrk",
    "--latency",
    "-t1",
    `-c${load.connections}`,
    `-d${load.seconds}s`,
    ...load.headers.flatMap((header) => ["-H", header]),
    load.url,
  ];
  const command = isInstalled("taskset") ? ["taskset", "-c", String(load.core), ...wrk] : wrk;
  const child = spawn(command[0] as string, command.slice(1), {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  await once(child, "close");
  return text;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
