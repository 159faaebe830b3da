// Verifies what file names promise: one thing, one file, and the file bears its name. Every operation file of
// src/services exports the function its name spells, and no folder of src goes deeper than two levels.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

const FORBIDDEN_NAMES = new Set(["utils.ts", "helpers.ts", "misc.ts", "common.ts", "index.ts"]);

/** "create-vpc-link.ts" promises "createVpcLink". */
function promisedName(fileName: string): string {
  return fileName
    .replace(/\.ts$/, "")
    .replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Returns one line per file whose name or place breaks its promise. */
export function catalogueViolations(root: string): string[] {
  const violations: string[] = [];
  const src = resolve(root, "src");
  for (const entry of readdirSync(src, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".ts")) continue;
    const path = relative(src, join(entry.parentPath, entry.name));
    if (FORBIDDEN_NAMES.has(entry.name)) violations.push(`src/${path}: the name says nothing`);
    if (path.split("/").length > 3 && !path.startsWith("wire/http1/cases/"))
      violations.push(`src/${path}: deeper than two folders`);
    const operation = /^services\/[a-z0-9]+\/([a-z0-9-]+\.ts)$/.exec(path);
    if (operation === null || !isOperation(src, path)) continue;
    const name = promisedName(operation[1] ?? "");
    const text = readFileSync(join(src, path), "utf8");
    if (!new RegExp(`export (async )?function ${name}\\b`, "i").test(text)) {
      violations.push(`src/${path}: exports no function ${name}`);
    }
  }
  return violations;
}

/** An operation file is one that its service's operations.ts imports. */
function isOperation(src: string, path: string): boolean {
  const [, service, file] = path.split("/");
  try {
    const table = readFileSync(join(src, "services", service ?? "", "operations.ts"), "utf8");
    return table.includes(`"./${file}"`);
  } catch {
    return false;
  }
}

if (import.meta.main) {
  const violations = catalogueViolations(process.cwd());
  for (const violation of violations) console.error(violation);
  if (violations.length > 0) process.exit(1);
}
