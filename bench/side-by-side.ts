// Candidates that take turns in rounds, so that a busy minute of a shared machine hits all of them; medians are printed.
import type { BenchProcess } from "./child-process.ts";
import { median, runRound, type Load, type Round } from "./load.ts";

export const PROXY_CORE = 1;
export const LOAD_CORE = 0;
const CONNECTIONS = 32;
const WARM_UP_SECONDS = 2;

export interface Candidate {
  readonly name: string;
  readonly load: Load;
  readonly proxies: readonly BenchProcess[];
}

export interface ComparisonOptions {
  readonly rounds: number;
  readonly secondsPerRound: number;
}

export type Results = ReadonlyMap<string, readonly Round[]>;

/** A load as every candidate gets it. */
export function loadOf(url: string, seconds: number, headers: readonly string[] = []): Load {
  return { url, headers, connections: CONNECTIONS, seconds, core: LOAD_CORE };
}

export async function runSideBySide(
  candidates: readonly Candidate[],
  rounds: number,
): Promise<Results> {
  const results = new Map<string, Round[]>(candidates.map(({ name }) => [name, []]));
  for (const { load, proxies } of candidates) {
    await runRound({ ...load, seconds: WARM_UP_SECONDS }, proxies);
  }
  for (let round = 0; round < rounds; round++) {
    for (const { name, load, proxies } of candidates) {
      results.get(name)?.push(await runRound(load, proxies));
    }
  }
  return results;
}

/** Median CPU time per request, microseconds. */
export function cpuOf(results: Results, name: string): number {
  return median((results.get(name) ?? []).map((round) => round.cpuMicrosecondsPerRequest));
}

export function printTable(results: Results): void {
  console.log("| what | requests/s | p50 ms | p99 ms | CPU µs/request | failed |");
  console.log("| --- | --- | --- | --- | --- | --- |");
  for (const [name, rounds] of results) {
    const of = (pick: (round: Round) => number) => median(rounds.map(pick));
    const failed = rounds.reduce((sum, round) => sum + round.failed, 0);
    console.log(
      `| ${name} | ${of((round) => round.requestsPerSecond).toFixed(0)} ` +
        `| ${of((round) => round.p50Ms).toFixed(2)} | ${of((round) => round.p99Ms).toFixed(2)} ` +
        `| ${cpuOf(results, name).toFixed(1)} | ${failed} |`,
    );
  }
}
