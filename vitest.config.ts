// Isolation off: one file per operation means hundreds of test files, and no test may rely on module state. Tests with
// a browser come last: each is a machine's worth of processes.
import { defineConfig } from "vitest/config";

const common = {
  environment: "node",
  pool: "threads",
  isolate: false,
  hookTimeout: 60_000,
} as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: "server",
          include: ["src/**/*.test.ts", "tests/**/*.test.ts", "tools/**/*.test.ts"],
          exclude: ["tests/console/**"],
          maxWorkers: 2,
          testTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...common,
          name: "console",
          include: ["tests/console/*.test.ts"],
          maxWorkers: 2,
          // A page of a slow machine takes seconds, and the rules of accessibility look at every part of it.
          testTimeout: 180_000,
          // A browser on a busy machine may miss a moment; what is broken fails every time.
          retry: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
