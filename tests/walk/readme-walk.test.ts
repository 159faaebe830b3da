// The README's walk, run as it is written: its sh blocks go through bash with the real AWS CLI and curl, only the
// port numbers differ. Skipped, with a notice, where the AWS CLI or curl is not installed.
import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { startPosternProcess } from "../support/postern-process.ts";

const README = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const missing = ["aws", "curl", "bash"].filter((tool) => spawnSync("which", [tool]).status !== 0);
if (missing.length > 0)
  console.warn(`Skipped the README's walk: ${missing.join(", ")} not installed`);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Prints a mark before each curl, so that the answers can be told apart. */
function walkScript(edgePort: string, targetPort: number): string {
  const blocks = [...README.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
  const script = blocks
    .join("\n")
    .replaceAll("4566", edgePort)
    .replaceAll("8080", String(targetPort))
    .replaceAll(/^curl -i/gm, "echo '=== answer'; curl -s -i");
  // The target is the script's own child: it ends with it, and keeps no pipe open.
  return `set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n${script.replace(/\)' &$/m, ")' >/dev/null 2>&1 &")}`;
}

test.skipIf(missing.length > 0)(
  "the README's walk shows the failure and its mend with the AWS CLI and curl",
  { timeout: 180_000 },
  async () => {
    const postern = await startPosternProcess("--ephemeral");
    try {
      const script = walkScript(new URL(postern.url).port, await freePort());
      const { stdout } = await promisify(execFile)("bash", ["-c", script], { timeout: 170_000 });
      const [, failure = "", mended = ""] = stdout.split("=== answer\n");
      expect(failure).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
      expect(failure).toContain("The plain HTTP request was sent to HTTPS port");
      expect(mended).toMatch(/^HTTP\/1.1 200 OK\r\n/);
      expect(mended).toContain("hello from /pets/7\n");
    } finally {
      await postern.stop();
    }
  },
);
