// Postern beside nginx and HAProxy: same backend, same load, interleaved rounds, medians.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isInstalled, type BenchProcess } from "./child-process.ts";
import { median, runRound, type Load, type Round } from "./load.ts";
import { startPosternStack, type PosternStack } from "./postern-stack.ts";
import { startBackend, startHaproxy, startNginxProxy } from "./reference-proxies.ts";

const PROXY_CORE = 1;
const LOAD_CORE = 0;
const CONNECTIONS = 32;

interface Candidate {
  readonly name: string;
  readonly load: Load;
  readonly proxies: readonly BenchProcess[];
}

export interface ComparisonOptions {
  readonly rounds: number;
  readonly secondsPerRound: number;
}

/** Prints a table of medians and the ratios to nginx. */
export async function compareProxies(options: ComparisonOptions): Promise<void> {
  for (const tool of ["nginx", "wrk"]) {
    if (!isInstalled(tool)) {
      console.log(`Skipped the comparison of proxies: ${tool} is not installed`);
      return;
    }
  }
  const folder = mkdtempSync(join(tmpdir(), "postern-bench-"));
  const running: BenchProcess[] = [];
  try {
    const candidates = await startCandidates(folder, running, options.secondsPerRound);
    const results = new Map<string, Round[]>(candidates.map(({ name }) => [name, []]));
    for (const { load, proxies } of candidates) await runRound({ ...load, seconds: 2 }, proxies);
    for (let round = 0; round < options.rounds; round++) {
      for (const { name, load, proxies } of candidates) {
        results.get(name)?.push(await runRound(load, proxies));
      }
    }
    printTable(results);
  } finally {
    for (const started of running) await started.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface PosternWay {
  readonly name: string;
  readonly place: (stack: PosternStack) => { url: string; headers: readonly string[] };
}

const POSTERN_WAYS: readonly PosternWay[] = [
  { name: "postern ALB", place: (stack) => ({ url: `${stack.albUrl}/a/b`, headers: [] }) },
  {
    name: "postern API + ALB",
    place: (stack) => ({ url: `${stack.edgeUrl}/a/b`, headers: [`Host: ${stack.apiHost}`] }),
  },
  ...["proxy", "mapped"].map((path) => ({
    name: `postern REST /${path} + ALB`,
    place: (stack: PosternStack) => ({
      url: `${stack.edgeUrl}/bench/${path}`,
      headers: [`Host: ${stack.restApiHost}`],
    }),
  })),
];

async function startCandidates(
  folder: string,
  running: BenchProcess[],
  seconds: number,
): Promise<Candidate[]> {
  const backend = await startBackend(folder, LOAD_CORE);
  running.push(backend.process);
  const nginx = await startNginxProxy("nginx", folder, PROXY_CORE, backend.port);
  running.push(nginx.process);
  const front = await startNginxProxy("nginx-front", folder, PROXY_CORE, nginx.port);
  running.push(front.process);
  const load = (url: string, headers: readonly string[] = []): Load => ({
    url,
    headers,
    connections: CONNECTIONS,
    seconds,
    core: LOAD_CORE,
  });
  const candidates: Candidate[] = [
    { name: "nginx", load: load(`http://127.0.0.1:${nginx.port}/a/b`), proxies: [nginx.process] },
    {
      name: "nginx + nginx",
      load: load(`http://127.0.0.1:${front.port}/a/b`),
      proxies: [nginx.process, front.process],
    },
  ];
  // Each way has a process of its own, so that no way is measured with code made ready for another.
  for (const way of POSTERN_WAYS) {
    const stack = await startPosternStack(PROXY_CORE, backend.port);
    running.push(stack.process);
    const { url, headers } = way.place(stack);
    candidates.push({ name: way.name, load: load(url, headers), proxies: [stack.process] });
  }
  if (isInstalled("haproxy")) {
    const haproxy = await startHaproxy(folder, PROXY_CORE, backend.port);
    running.push(haproxy.process);
    const url = `http://127.0.0.1:${haproxy.port}/a/b`;
    candidates.push({ name: "haproxy", load: load(url), proxies: [haproxy.process] });
  } else console.log("Skipped HAProxy: it is not installed");
  return candidates;
}

function printTable(results: ReadonlyMap<string, readonly Round[]>): void {
  const cpuOf = (name: string) =>
    median((results.get(name) ?? []).map((round) => round.cpuMicrosecondsPerRequest));
  console.log("| what | requests/s | p50 ms | p99 ms | CPU µs/request | failed |");
  console.log("| --- | --- | --- | --- | --- | --- |");
  for (const [name, rounds] of results) {
    const of = (pick: (round: Round) => number) => median(rounds.map(pick));
    const failed = rounds.reduce((sum, round) => sum + round.failed, 0);
    console.log(
      `| ${name} | ${of((round) => round.requestsPerSecond).toFixed(0)} ` +
        `| ${of((round) => round.p50Ms).toFixed(2)} | ${of((round) => round.p99Ms).toFixed(2)} ` +
        `| ${cpuOf(name).toFixed(1)} | ${failed} |`,
    );
  }
  const albRatio = cpuOf("postern ALB") / cpuOf("nginx");
  const chainRatio = cpuOf("postern API + ALB") / cpuOf("nginx + nginx");
  console.log(`CPU per request, ALB hop to nginx: ${albRatio.toFixed(2)} (bar: 1.6)`);
  console.log(`CPU per request, API and ALB to two nginx: ${chainRatio.toFixed(2)} (bar: 1.1)`);
  const restRatio = cpuOf("postern REST /proxy + ALB") / cpuOf("nginx + nginx");
  console.log(`CPU per request, REST and ALB to two nginx: ${restRatio.toFixed(2)} (bar: 1.3)`);
}
