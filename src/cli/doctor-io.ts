// Where `postern doctor` writes, and whom it asks before it changes anything.
import { createInterface } from "node:readline/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { DoctorFormat } from "./doctor-options.ts";
import { wantsColour } from "./wants-colour.ts";

/** Where the command writes and whom it asks. */
export interface DoctorIo {
  /** The report. */
  write(text: string): void;
  /** What goes on meanwhile; beside the report where that is for machines. */
  tell(line: string): void;
  /** Null where there is nobody to ask. */
  readonly ask: ((question: string) => Promise<boolean>) | null;
  pause(durationMs: number): Promise<void>;
  readonly isColoured: boolean;
}

/** The process's own output and terminal. */
export function terminalIo(format: DoctorFormat): DoctorIo {
  const told = format === "text" ? process.stdout : process.stderr;
  return {
    write: (text) => void process.stdout.write(text),
    tell: (line) => void told.write(`${line}\n`),
    ask: process.stdin.isTTY ? askOnTerminal : null,
    pause: (durationMs) => delay(durationMs),
    isColoured: format === "text" && wantsColour(),
  };
}

async function askOnTerminal(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    return /^y(?:es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
