// `npm run bench`: every figure that docs/PERFORMANCE.md gives, measured on this machine. Names choose parts:
// `npm run bench -- proxies idle start writes matchers doctor telemetry`; --quick shortens the rounds. Never a test: a shared machine
// has no steady second.
import { cpus } from "node:os";
import { measureDoctor } from "./doctor.ts";
import { measureIdleConnections } from "./idle-connections.ts";
import { measureMatchers } from "./matchers.ts";
import { compareProxies } from "./proxy-comparison.ts";
import { compareTelemetry } from "./telemetry-cost.ts";
import { measureStart } from "./start-time.ts";
import { measureWriteLatency } from "./write-latency.ts";

const args = process.argv.slice(2);
const quick = args.includes("--quick");
const chosen = args.filter((arg) => !arg.startsWith("--"));
const comparison = quick ? { rounds: 3, secondsPerRound: 3 } : { rounds: 7, secondsPerRound: 6 };

const PARTS: Readonly<Record<string, () => Promise<void> | void>> = {
  matchers: measureMatchers,
  start: measureStart,
  writes: measureWriteLatency,
  idle: measureIdleConnections,
  proxies: () => compareProxies(comparison),
  doctor: measureDoctor,
  telemetry: () => compareTelemetry(comparison),
};

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown CPU"}`);
for (const [name, measure] of Object.entries(PARTS)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n${name}`);
  await measure();
}
