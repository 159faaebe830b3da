// `npm run build:console`, also at `npm ci` in a checkout: builds the console and leaves a compressed form beside each
// file, so that serving it costs nothing.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "vite";
import { CONSOLE_PATH } from "../src/edge/console-files.ts";
import { withFontFiles } from "./console-fonts.ts";
import { homeDocument } from "./console-home-document.ts";

const DIRECTORY = "dist/console";
const COMPRESSIBLE = new Set([".html", ".js", ".css", ".svg"]);
/** The highest takes ten times as long for two percent. */
const BROTLI_QUALITY = 9;

const built = await build({
  configFile: "console/vite.config.ts",
  base: CONSOLE_PATH,
  logLevel: "warn",
});
if (!("output" in built)) throw new Error("Cannot build the console: one output is expected");
for (const path of filePaths()) {
  if (extname(path) !== ".css") continue;
  const { css, fonts } = withFontFiles(readFileSync(path, "utf8"));
  for (const [name, font] of fonts) writeFileSync(join(path, "..", name), font);
  writeFileSync(path, css);
}
const document = readFileSync(join(DIRECTORY, "index.html"), "utf8");
writeFileSync(join(DIRECTORY, "home.html"), homeDocument(document, CONSOLE_PATH, built.output));
for (const path of filePaths()) {
  if (!COMPRESSIBLE.has(extname(path))) continue;
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path), { params }));
}

function filePaths(): string[] {
  return readdirSync(DIRECTORY, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
