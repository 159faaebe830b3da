// Verifies that imports go down only, as docs/ARCHITECTURE.md draws it, and that the folders with no run-time
// dependency stay without one. Type-only imports between layers count too: a type is knowledge.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, dirname } from "node:path";

/** What each folder of src/ may import from the others. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  wire: ["base"],
  store: ["base"],
  protocol: ["base"],
  telemetry: ["base", "store"],
  balancer: ["base", "wire", "store", "telemetry"],
  gateway: ["base", "wire", "store", "telemetry"],
  services: ["base", "store", "protocol"],
  edge: ["base", "wire", "store", "telemetry", "protocol"],
  doctor: ["base", "wire", "store", "telemetry", "balancer", "gateway", "services/openapi"],
  lab: ["base", "wire", "store", "telemetry", "doctor"],
  cli: ["base", "protocol", "telemetry", "doctor", "lab"],
};

/** Packages that a folder may import at run time; folders not named may import any. */
const PACKAGES: Readonly<Record<string, readonly RegExp[]>> = {
  base: [/^node:/],
  wire: [/^node:/],
  protocol: [/^node:/, /^@smithy\//, /^@aws-sdk\/core/],
};

const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']/g;
const DYNAMIC_IMPORT = /\bimport\(\s*["']([^"']+)["']\s*\)/g;

function sourceFiles(folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && entry.name.endsWith(".ts"))
      found.push(join(entry.parentPath, entry.name));
  }
  return found;
}

function importsOf(text: string): { specifier: string; typeOnly: boolean }[] {
  const found: { specifier: string; typeOnly: boolean }[] = [];
  for (const match of text.matchAll(IMPORT)) {
    found.push({ specifier: match[2] ?? "", typeOnly: match[1] !== undefined });
  }
  for (const match of text.matchAll(DYNAMIC_IMPORT)) {
    found.push({ specifier: match[1] ?? "", typeOnly: false });
  }
  return found;
}

/** Returns one line per import that goes against the layers. */
export function layerViolations(root: string): string[] {
  const violations: string[] = [];
  const src = resolve(root, "src");
  for (const file of sourceFiles(src)) {
    const path = relative(src, file);
    const layer = path.includes("/") ? path.slice(0, path.indexOf("/")) : "";
    if (layer === "" || path.endsWith(".test.ts") || path.endsWith(".contract.ts")) continue;
    const allowed = MAY_IMPORT[layer];
    if (allowed === undefined) {
      violations.push(`src/${path}: folder "${layer}" has no place in the layers`);
      continue;
    }
    for (const { specifier, typeOnly } of importsOf(readFileSync(file, "utf8"))) {
      const problem = judge({ layer, allowed, specifier, typeOnly, file, src });
      if (problem !== undefined) violations.push(`src/${path}: ${problem}`);
    }
  }
  return violations;
}

interface ImportToJudge {
  layer: string;
  allowed: readonly string[];
  specifier: string;
  typeOnly: boolean;
  file: string;
  src: string;
}

function judge(found: ImportToJudge): string | undefined {
  const { layer, allowed, specifier, typeOnly, file, src } = found;
  if (!specifier.startsWith(".")) {
    const packages = PACKAGES[layer];
    if (packages === undefined || typeOnly) return undefined;
    return packages.some((pattern) => pattern.test(specifier))
      ? undefined
      : `imports the package "${specifier}", which ${layer} may not`;
  }
  const target = relative(src, resolve(dirname(file), specifier));
  if (target.startsWith("..")) return undefined;
  const targetLayer = target.includes("/") ? target.slice(0, target.indexOf("/")) : target;
  if (targetLayer === layer || allowed.includes(targetLayer)) return undefined;
  if (allowed.some((folder) => target.startsWith(`${folder}/`))) return undefined;
  if (layer === "cli" && targetLayer === "main.ts" && file.endsWith("/up.ts")) return undefined;
  return `imports "${target}", which ${layer} may not`;
}

if (import.meta.main) {
  const violations = layerViolations(process.cwd());
  for (const violation of violations) console.error(violation);
  if (violations.length > 0) process.exit(1);
}
