// `postern lab`: named failures that can be built, seen, explained and mended at any time. The lab is loaded only when
// one of its commands runs.
import { Command, Option } from "commander";
import type { LabOptions } from "../lab/run-lab.ts";
import { ENDPOINT_URL_FLAGS } from "./postern-endpoint.ts";
import { wantsColour } from "./wants-colour.ts";

interface LabFlags {
  endpointUrl?: string;
  all?: true;
  keep?: true;
  json?: true;
}

export function labCommand(
  write: (text: string) => void = (text) => process.stdout.write(text),
): Command {
  const command = new Command("lab").description(
    "Failures of private integrations: built, seen, explained and mended",
  );
  command.addCommand(listCommand(write));
  command.addCommand(runCommand(write));
  command.addCommand(storyCommand(write));
  return command;
}

function listCommand(write: (text: string) => void): Command {
  return new Command("list")
    .description("List the scenarios")
    .option("--json", "print them as JSON")
    .action(async (flags: LabFlags) => {
      const [{ scenarioList }, { codesOf, labelOf }] = await Promise.all([
        import("../lab/scenario-list.ts"),
        import("../lab/scenario.ts"),
      ]);
      if (flags.json === true) {
        const list = scenarioList.map((scenario) => {
          const { name, title, story } = scenario;
          return { name, title, story, codes: codesOf(scenario) };
        });
        write(`${JSON.stringify(list, null, 2)}\n`);
        return;
      }
      for (const scenario of scenarioList) {
        write(`${scenario.name.padEnd(34)} ${labelOf(scenario).padEnd(14)} ${scenario.title}\n`);
      }
    });
}

function runCommand(write: (text: string) => void): Command {
  return new Command("run")
    .description("Build a scenario, show its failure, let the doctor explain and mend it")
    .argument("[names...]", "of scenarios; postern lab list shows them")
    .option("--all", "all of them, a few at a time")
    .option("--keep", "leave what was built as it is, until Ctrl-C")
    .option("--json", "print the runs as JSON")
    .addOption(endpointOption())
    .action(async (names: string[], flags: LabFlags) => {
      if ((flags.all === true) === names.length > 0) {
        throw new Error("Cannot run the lab: name scenarios, or give --all");
      }
      const { runLab, scenariosNamed } = await import("../lab/run-lab.ts");
      const { scenarioList } = await import("../lab/scenario-list.ts");
      const scenarios = flags.all === true ? scenarioList : scenariosNamed(names);
      if (!(await runLab(scenarios, optionsOf(flags, write)))) process.exitCode = 1;
    });
}

function storyCommand(write: (text: string) => void): Command {
  return new Command("story")
    .description("The four best-known failures, told in half a minute")
    .addOption(endpointOption())
    .action(async (flags: LabFlags) => {
      const { tellStory } = await import("../lab/run-lab.ts");
      if (!(await tellStory(optionsOf(flags, write)))) process.exitCode = 1;
    });
}

function endpointOption(): Option {
  return new Option(ENDPOINT_URL_FLAGS, "a running Postern; left out, the lab starts its own");
}

function optionsOf(flags: LabFlags, write: (text: string) => void): LabOptions {
  return {
    endpointUrl: flags.endpointUrl ?? null,
    isJson: flags.json === true,
    keep: flags.keep === true,
    isColoured: wantsColour(),
    write,
  };
}
