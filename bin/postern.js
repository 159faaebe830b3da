#!/usr/bin/env node
// The launcher, in JavaScript that any Node understands: it says which Node is needed before anything newer runs.
// The published package holds emitted JavaScript in dist/; a checkout runs its TypeScript sources directly.
import { existsSync } from "node:fs";
import * as nodeModule from "node:module";

const NODE_MAJOR_MIN = 26;
const major = Number(process.versions.node.split(".")[0]);
if (major < NODE_MAJOR_MIN) {
  process.stderr.write(
    "postern: Node.js " +
      NODE_MAJOR_MIN +
      " or newer is needed, this is " +
      process.versions.node +
      " (npm start and npm run postern bring the right one)\n",
  );
  process.exit(1);
}
// Keeps compiled code between starts, in the system's folder for temporary files: a start takes half as long.
nodeModule.enableCompileCache();
const emitted = new URL("../dist/cli/postern.js", import.meta.url);
const source = new URL("../src/cli/postern.ts", import.meta.url);
const { main } = await import((existsSync(source) ? source : emitted).href);
await main(process.argv.slice(2));
