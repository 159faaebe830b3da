// Runs scenarios for the command: opens the bench, runs one after the other or a few at a time, shows them, and takes
// everything down again, also when it is interrupted.
import { randomInt } from "node:crypto";
import { createAccountDoctor } from "./account-doctor.ts";
import { drawLine, drawProse, drawStep, drawTitle, drawVerdict, painter } from "./draw-run.ts";
import { openLabBench, type OpenBench } from "./lab-bench.ts";
import { reportOf } from "./run-report.ts";
import { accountOf, runScenario, type ScenarioRun } from "./run-scenario.ts";
import type { Scenario } from "./scenario.ts";
import { scenarioList } from "./scenario-list.ts";
import { chapters, EPILOGUE, PROLOGUE } from "./story.ts";

export interface LabOptions {
  /** Null: a Postern of the lab's own. */
  readonly endpointUrl: string | null;
  readonly isJson: boolean;
  readonly keep: boolean;
  readonly isColoured: boolean;
  write(text: string): void;
}

/** Scenarios at the same time, where there are many. */
const AT_ONCE_MAX = 4;
/** An endpoint that is not the lab's own may hold what was kept before: every run has accounts of its own there. */
const ACCOUNT_BLOCKS = 90_000_000;
const ACCOUNTS_PER_RUN = 1_000;

/** The scenarios of those names; throws for a name that is none. */
export function scenariosNamed(names: readonly string[]): Scenario[] {
  return names.map((name) => {
    const found = scenarioList.find((scenario) => scenario.name === name);
    if (found === undefined) {
      throw new Error(`Cannot run "${name}": postern lab list shows the scenarios`);
    }
    return found;
  });
}

/** True when all passed. */
export async function runLab(
  scenarios: readonly Scenario[],
  options: LabOptions,
): Promise<boolean> {
  return withBench(options, async ({ bench, untilInterrupted }) => {
    const runs =
      scenarios.length <= 1 || options.keep
        ? await runInTurn(scenarios, bench, options)
        : await runAtOnce(scenarios, bench, options);
    const passed = runs.filter(({ problems }) => problems.length === 0).length;
    if (options.isJson) options.write(`${JSON.stringify(reportOf(runs), null, 2)}\n`);
    else if (runs.length > 1) options.write(`\n${passed} of ${runs.length} as declared\n`);
    if (options.keep) {
      if (!options.isJson) options.write(drawKept(runs, bench));
      await untilInterrupted();
      for (const { kept } of runs) await kept?.close();
    }
    return passed === runs.length;
  });
}

/** The demonstration; true when it went as told. */
export async function tellStory(options: LabOptions): Promise<boolean> {
  const paint = painter(options.isColoured);
  return withBench(options, async ({ bench }) => {
    options.write(drawProse(PROLOGUE));
    const runs: ScenarioRun[] = [];
    for (const { heading, scenario } of chapters) {
      options.write(`\n${paint(["bold", "cyan"], heading)}\n`);
      runs.push(...(await runInTurn([scenario], bench, options, runs.length)));
    }
    options.write(drawProse(EPILOGUE));
    return runs.every(({ problems }) => problems.length === 0);
  });
}

/** What a run works with. */
interface Session {
  readonly bench: OpenBench;
  /** Resolves at Ctrl-C, which from now on ends nothing by itself. */
  readonly untilInterrupted: () => Promise<void>;
}

async function withBench<Result>(
  { endpointUrl }: LabOptions,
  action: (session: Session) => Promise<Result>,
): Promise<Result> {
  const opening = openLabBench(endpointUrl, createAccountDoctor);
  // The lab's Postern is a process of its own and would stay, also one that is only starting.
  let onInterrupted: () => void = () =>
    void opening.then((bench) => bench.close()).finally(() => process.exit(130));
  const interrupted = () => onInterrupted();
  process.on("SIGINT", interrupted);
  process.on("SIGTERM", interrupted);
  try {
    return await action({
      bench: await opening,
      untilInterrupted: () => new Promise((resolve) => (onInterrupted = resolve)),
    });
  } finally {
    process.removeListener("SIGINT", interrupted);
    process.removeListener("SIGTERM", interrupted);
    await opening.then(
      (bench) => bench.close(),
      // It could not be opened: whoever waits for the action is told.
      () => {},
    );
  }
}

/** One after the other, every step shown. */
async function runInTurn(
  scenarios: readonly Scenario[],
  bench: OpenBench,
  options: LabOptions,
  runsBefore = 0,
): Promise<ScenarioRun[]> {
  const paint = painter(options.isColoured);
  const write = options.isJson ? () => {} : (text: string) => options.write(text);
  const accounts = accountsOf(bench);
  const runs: ScenarioRun[] = [];
  for (const [index, scenario] of scenarios.entries()) {
    write(drawTitle(scenario, paint));
    const run = await runScenario(scenario, bench, {
      account: accounts(runsBefore + index),
      keep: options.keep,
      onStep: (step) => write(drawStep(step, paint)),
    });
    write(drawVerdict(run, paint));
    runs.push(run);
  }
  return runs;
}

/** A few at a time, a line for each. */
async function runAtOnce(
  scenarios: readonly Scenario[],
  bench: OpenBench,
  options: LabOptions,
): Promise<ScenarioRun[]> {
  const paint = painter(options.isColoured);
  const accounts = accountsOf(bench);
  const runs: ScenarioRun[] = [];
  const left = [...scenarios.entries()];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [index, scenario] = next;
      const setting = { account: accounts(index), keep: false, onStep: () => {} };
      const run = await runScenario(scenario, bench, setting);
      runs[index] = run;
      if (!options.isJson) options.write(drawLine(run, paint));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE_MAX }, work));
  return runs;
}

function accountsOf({ isOwn }: OpenBench): (index: number) => string {
  const base = isOwn ? 0 : randomInt(1, ACCOUNT_BLOCKS) * ACCOUNTS_PER_RUN;
  return (index) => accountOf(base + index);
}

function drawKept(runs: readonly ScenarioRun[], { endpointUrl }: OpenBench): string {
  const lines = runs.map(({ scenario, account }) => {
    return `  ${scenario.name}: AWS_ACCESS_KEY_ID=${account} AWS_SECRET_ACCESS_KEY=lab\n`;
  });
  return (
    `\nKept at ${endpointUrl} until you press Ctrl-C. The access key id chooses the account:\n` +
    lines.join("")
  );
}
