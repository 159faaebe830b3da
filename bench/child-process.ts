// Processes of the bench: started on a core of their own where the system has taskset, measured by /proc, ended by
// the bench that started them.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { once } from "node:events";

/** Linux counts CPU time in ticks of 10 ms. */
const MICROSECONDS_PER_TICK = 10_000;

export class BenchProcess {
  readonly child: ChildProcess;
  readonly name: string;

  constructor(name: string, command: string, args: readonly string[], core: number | null) {
    this.name = name;
    const pinned = core !== null && isInstalled("taskset");
    this.child = pinned
      ? spawn("taskset", ["-c", String(core), command, ...args], {
          stdio: ["ignore", "pipe", "pipe"],
        })
      : spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  }

  /** CPU time of the process and its children so far, user and system. */
  cpuMicroseconds(): number {
    return this.#processIds().reduce((sum, id) => sum + cpuTicksOf(id) * MICROSECONDS_PER_TICK, 0);
  }

  /** Resident memory of the process and its children. */
  residentBytes(): number {
    return this.#processIds().reduce((sum, id) => sum + residentBytesOf(id), 0);
  }

  /** The first line of stdout that matches; rejects when the process ends before. */
  async waitForLine(pattern: RegExp): Promise<RegExpExecArray> {
    let text = "";
    let errors = "";
    this.child.stderr?.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    for await (const chunk of this.child.stdout as AsyncIterable<Buffer>) {
      text += chunk.toString();
      const match = pattern.exec(text);
      if (match !== null) return match;
    }
    throw new Error(`${this.name} ended before it was ready: ${text}${errors}`);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const closed = once(this.child, "exit");
    this.child.kill("SIGTERM");
    await closed;
  }

  #processIds(): number[] {
    const parent = this.child.pid ?? 0;
    const ids = [parent];
    for (const entry of readdirSync("/proc")) {
      if (/^\d+$/.test(entry) && parentOf(Number(entry)) === parent) ids.push(Number(entry));
    }
    return ids;
  }
}

export function isInstalled(command: string): boolean {
  return spawnSync("which", [command]).status === 0;
}

/** Fields of /proc/PID/stat after the command's name, which may hold blanks. */
function statOf(id: number): string[] {
  try {
    const text = readFileSync(`/proc/${id}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}

function parentOf(id: number): number {
  return Number(statOf(id)[1] ?? 0);
}

function cpuTicksOf(id: number): number {
  const stat = statOf(id);
  return Number(stat[11] ?? 0) + Number(stat[12] ?? 0);
}

function residentBytesOf(id: number): number {
  try {
    const match = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/status`, "utf8"));
    return Number(match?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
