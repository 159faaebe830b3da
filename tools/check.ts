// `npm run check`: every check that is not a test, cheapest first, each named before it runs.
import { spawnSync } from "node:child_process";

const STEPS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ["format", "oxfmt", "--check", "."],
  ["lint", "oxlint", "--type-aware", "--deny-warnings"],
  ["types", "tsc", "--project", "tsconfig.json"],
  ["types of the console", "tsc", "--project", "console/tsconfig.json"],
  ["layers", "node", "tools/check-layers.ts"],
  ["catalogue", "node", "tools/check-catalogue.ts"],
  ["lock file", "node", "tools/check-lock.ts"],
  ["dead code", "knip"],
];

let failed = false;
for (const [name, command, ...args] of STEPS) {
  const started = performance.now();
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
  if (status !== 0) failed = true;
}
process.exit(failed ? 1 : 0);
