// The command line: one file per command, each with its own options and help. Nothing but what a command needs is
// loaded for it.
import { Command, CommanderError } from "commander";
import { doctorCommand } from "./doctor.ts";
import { labCommand } from "./lab.ts";
import { logsCommand } from "./logs.ts";
import { statusCommand } from "./status.ts";
import { traceCommand } from "./trace.ts";
import { upCommand } from "./up.ts";

/** Runs the command that `args` spell; sets the exit code and returns when the command is over. */
export async function main(args: readonly string[]): Promise<void> {
  const program = new Command("postern")
    .description(
      "An API gateway with private integrations that speaks AWS's own APIs and wire behaviour",
    )
    .showHelpAfterError("(--help lists the options)")
    .exitOverride();
  program.addCommand(upCommand().exitOverride());
  program.addCommand(statusCommand().exitOverride());
  program.addCommand(traceCommand().exitOverride());
  program.addCommand(logsCommand().exitOverride());
  program.addCommand(doctorCommand());
  program.addCommand(labCommand().exitOverride());
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (cause) {
    if (cause instanceof CommanderError) {
      process.exitCode = cause.exitCode;
      return;
    }
    process.stderr.write(`postern: ${cause instanceof Error ? cause.message : String(cause)}\n`);
    process.exitCode = 1;
  }
}
