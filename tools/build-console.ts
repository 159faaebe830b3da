// `npm run build:console`, also at `npm ci` in a checkout: builds the console and leaves a compressed form beside each
// file, so that serving it costs nothing.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "vite";

const COMPRESSIBLE = new Set([".html", ".js", ".css", ".svg"]);
/** The highest takes ten times as long for two percent. */
const BROTLI_QUALITY = 9;

await build({ configFile: "console/vite.config.ts", logLevel: "warn" });
for (const entry of readdirSync("dist/console", { withFileTypes: true, recursive: true })) {
  if (!entry.isFile() || !COMPRESSIBLE.has(extname(entry.name))) continue;
  const path = join(entry.parentPath, entry.name);
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path), { params }));
}
