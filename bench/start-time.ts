// From process start to a healthy answer.
import { median } from "./load.ts";
import { startPostern } from "./postern-stack.ts";

const STARTS = 5;

export async function measureStart(): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    const startedAt = performance.now();
    const { process, url } = await startPostern(null);
    const response = await fetch(`${url}/_postern/health`);
    await response.text();
    times.push(performance.now() - startedAt);
    await process.stop();
  }
  console.log(
    `Process start to a healthy answer: ${median(times).toFixed(0)} ms, median of ${STARTS} (bar: 1000)`,
  );
}
