// The lab's own Postern: a process on a free port that keeps everything in memory and trusts the lab's authority. It
// is started as a user starts it, from a checkout or from the installed package alike, and ended by its id.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface LabPostern {
  readonly url: string;
  stop(): Promise<void>;
}

const LAUNCHER = fileURLToPath(new URL("../../bin/postern.js", import.meta.url));
/** A hop that a security group blocks is given up after this: long enough for every hop that is not. */
const CONNECT_TIMEOUT_MS = 400;
const ERROR_CHARACTERS_MAX = 4_000;

/** Resolves when it listens; rejects with what it said when it ends before. */
export async function startLabPostern(caPem: string): Promise<LabPostern> {
  const folder = await mkdtemp(join(tmpdir(), "postern-lab-"));
  const caFile = join(folder, "lab-ca.pem");
  await writeFile(caFile, caPem);
  const flags =
    `--port 0 --ephemeral --log-level error --connect-timeout ${CONNECT_TIMEOUT_MS}`.split(" ");
  const child = spawn(process.execPath, [LAUNCHER, "up", ...flags, "--trusted-ca", caFile], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  try {
    const url = await listeningUrl(child);
    return {
      url,
      async stop() {
        await end(child);
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw cause;
  }
}

function listeningUrl(child: ChildProcess): Promise<string> {
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-ERROR_CHARACTERS_MAX);
  });
  return new Promise<string>((resolve, reject) => {
    let said = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-ERROR_CHARACTERS_MAX);
      const match = /^Postern is listening on (\S+)$/m.exec(said);
      if (match !== null) resolve(match[1] as string);
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`Cannot start a Postern for the lab: ${errors}`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
