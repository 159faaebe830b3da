import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { layerViolations } from "./check-layers.ts";

function violationsOf(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), "postern-layers-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, path, ".."), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return layerViolations(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

test("layerViolations() lets imports go down", () => {
  expect(
    violationsOf({
      "src/base/a.ts": "export const a = 1;",
      "src/gateway/b.ts": 'import { a } from "../base/a.ts";',
    }),
  ).toEqual([]);
});

test("layerViolations() reports an import that goes up, sideways or names a foreign package", () => {
  const violations = violationsOf({
    "src/base/a.ts": 'import { b } from "../gateway/b.ts";',
    "src/gateway/b.ts": 'import type { c } from "../balancer/c.ts";',
    "src/balancer/c.ts": 'export const c = await import("../services/d.ts");',
    "src/wire/e.ts": 'import ws from "ws";',
    "src/stray/f.ts": "",
  });
  expect(violations).toHaveLength(5);
});
