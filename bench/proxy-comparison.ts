// Postern beside nginx and HAProxy: same backend, same load, interleaved rounds, medians.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isInstalled, type BenchProcess } from "./child-process.ts";
import { startPosternStack, type PosternStack } from "./postern-stack.ts";
import { startBackend, startHaproxy, startNginxProxy } from "./reference-proxies.ts";
import {
  type Candidate,
  type ComparisonOptions,
  cpuOf,
  LOAD_CORE,
  loadOf,
  printTable,
  PROXY_CORE,
  type Results,
  runSideBySide,
} from "./side-by-side.ts";

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
    const results = await runSideBySide(candidates, options.rounds);
    printTable(results);
    printRatios(results);
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
  const load = (url: string, headers: readonly string[] = []) => loadOf(url, seconds, headers);
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

function printRatios(results: Results): void {
  const cpu = (name: string) => cpuOf(results, name);
  const albRatio = cpu("postern ALB") / cpu("nginx");
  const chainRatio = cpu("postern API + ALB") / cpu("nginx + nginx");
  console.log(`CPU per request, ALB hop to nginx: ${albRatio.toFixed(2)} (bar: 1.6)`);
  console.log(`CPU per request, API and ALB to two nginx: ${chainRatio.toFixed(2)} (bar: 1.1)`);
  const restRatio = cpu("postern REST /proxy + ALB") / cpu("nginx + nginx");
  console.log(`CPU per request, REST and ALB to two nginx: ${restRatio.toFixed(2)} (bar: 1.3)`);
}
