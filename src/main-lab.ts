// Joins the lab to a running Postern: scenarios run one at a time, in a Postern of their own that ends with them, so that
// nothing of them is seen here. The last runs are remembered. Nothing of it is loaded before somebody asks.
import { randomBytes } from "node:crypto";
import type { Clock } from "./base/clock.ts";
import type { LabActions } from "./edge/lab-routes.ts";
import type { KeptRun } from "./lab/kept-run.ts";
import type { OpenBench } from "./lab/lab-bench.ts";
import type { LabView } from "./lab/run-view.ts";
import type { Scenario } from "./lab/scenario.ts";

/** Runs that are remembered. */
export const RUNS_MAX = 20;
const ID_BYTES = 8;

/** The lab of one Postern. */
export class LocalLab implements LabActions {
  readonly #clock: Clock;
  /** Newest last. */
  readonly #runs = new Map<string, KeptRun>();
  #running: KeptRun | null = null;
  #bench: Promise<OpenBench> | null = null;
  #isClosed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async list(): Promise<LabView> {
    const { scenarioList } = await import("./lab/scenario-list.ts");
    const { codesOf, labelOf } = await import("./lab/scenario.ts");
    return {
      scenarios: scenarioList.map((scenario) => {
        const { name, title, story, kind } = scenario;
        return { name, title, story, kind, codes: codesOf(scenario), label: labelOf(scenario) };
      }),
      runs: [...this.#runs.values()].toReversed().map((run) => run.summary()),
    };
  }

  async run(name: string): ReturnType<LabActions["run"]> {
    const { scenarioList } = await import("./lab/scenario-list.ts");
    const { KeptRun } = await import("./lab/kept-run.ts");
    const scenario = scenarioList.find((one) => one.name === name);
    if (scenario === undefined) {
      return { status: 404, body: { message: `There is no scenario "${name}"` } };
    }
    if (this.#isClosed) return { status: 503, body: { message: "Postern is stopping" } };
    if (this.#running !== null) {
      const message = "Another scenario runs: one runs at a time";
      return { status: 409, body: { message, id: this.#running.id } };
    }
    const id = `run-${randomBytes(ID_BYTES).toString("hex")}`;
    const run = new KeptRun(id, scenario, this.#clock.nowMs());
    this.#remember(run);
    this.#running = run;
    void this.#perform(run, scenario).finally(() => (this.#running = null));
    return { status: 202, body: { id } };
  }

  find(id: string): unknown {
    return this.#runs.get(id)?.report();
  }

  follow(id: string): ReturnType<LabActions["follow"]> {
    const run = this.#runs.get(id);
    return run === undefined ? undefined : (sink) => run.follow(sink);
  }

  /** Ends the Postern of a run; the run itself ends with what it can no longer reach. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#closeBench();
  }

  #remember(run: KeptRun): void {
    this.#runs.set(run.id, run);
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > RUNS_MAX && oldest !== undefined) this.#runs.delete(oldest);
  }

  /** Never rejects: what goes wrong is a problem of the run. */
  async #perform(run: KeptRun, scenario: Scenario): Promise<void> {
    const startedAtMs = this.#clock.monotonicMs();
    const problems: string[] = [];
    try {
      const { runScenario, accountOf } = await import("./lab/run-scenario.ts");
      const { plainStep } = await import("./lab/plain-step.ts");
      this.#bench = openBench();
      const bench = await this.#bench;
      run.add({ kind: "opened", endpointUrl: bench.endpointUrl });
      const done = await runScenario(scenario, bench, {
        account: accountOf(0),
        keep: false,
        onStep: (step) => run.add(plainStep(step)),
      });
      problems.push(...done.problems);
    } catch (cause) {
      problems.push(cause instanceof Error ? cause.message : String(cause));
    }
    await this.#closeBench();
    // Whoever sees the end may start the next one.
    this.#running = null;
    run.finish(problems, this.#clock.monotonicMs() - startedAtMs);
  }

  async #closeBench(): Promise<void> {
    const opening = this.#bench;
    this.#bench = null;
    if (opening === null) return;
    try {
      await (await opening).close();
    } catch {
      // It could not be opened, which the run says, or is gone already.
    }
  }
}

async function openBench(): Promise<OpenBench> {
  const { openLabBench } = await import("./lab/lab-bench.ts");
  const { createAccountDoctor } = await import("./lab/account-doctor.ts");
  return openLabBench(null, createAccountDoctor);
}
