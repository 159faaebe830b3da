// A run that can be watched while it goes on and read afterwards: its steps so far, and whoever follows them. A follower
// that does not take what it is told is not told more until it does; nothing is stored up for it but the run itself.
import type { RunView, RunWithSteps, StepView } from "./run-view.ts";
import { codesOf, type Scenario } from "./scenario.ts";

/** Who is told: "step" with { index, step } for each, then "end" with the summary. */
export interface RunSink {
  event(name: string, data: unknown): void;
  end(): void;
}

/** A follower's way to say that it wants no more, for now or at all. */
export interface RunFollowing {
  pause(): void;
  resume(): void;
  stop(): void;
}

/** More than any scenario has. */
const STEPS_MAX = 50;

export class KeptRun {
  readonly id: string;
  readonly #scenario: Scenario;
  readonly #startedAtMs: number;
  readonly #steps: StepView[] = [];
  readonly #followers = new Set<Follower>();
  #outcome: { readonly problems: readonly string[]; readonly durationMs: number } | null = null;

  constructor(id: string, scenario: Scenario, startedAtMs: number) {
    this.id = id;
    this.#scenario = scenario;
    this.#startedAtMs = startedAtMs;
  }

  get isRunning(): boolean {
    return this.#outcome === null;
  }

  get steps(): readonly StepView[] {
    return this.#steps;
  }

  add(step: StepView): void {
    if (this.#steps.length >= STEPS_MAX || !this.isRunning) return;
    this.#steps.push(step);
    this.#tell();
  }

  finish(problems: readonly string[], durationMs: number): void {
    if (!this.isRunning) return;
    this.#outcome = { problems, durationMs: Math.round(durationMs) };
    this.#tell();
  }

  summary(): RunView {
    const { name, title } = this.#scenario;
    const outcome = this.#outcome;
    const ended = outcome?.problems.length === 0 ? "passed" : "failed";
    return {
      id: this.id,
      name,
      title,
      codes: codesOf(this.#scenario),
      startedAtMs: this.#startedAtMs,
      state: outcome === null ? "running" : ended,
      problems: outcome?.problems ?? [],
      durationMs: outcome?.durationMs ?? 0,
    };
  }

  report(): RunWithSteps {
    return { ...this.summary(), steps: [...this.#steps] };
  }

  /** Tells what was done so far at once, and the rest as it is done. */
  follow(sink: RunSink): RunFollowing {
    const follower = new Follower(this, sink, (over) => this.#followers.delete(over));
    this.#followers.add(follower);
    follower.tell();
    return follower;
  }

  #tell(): void {
    for (const follower of this.#followers) follower.tell();
  }
}

class Follower implements RunFollowing {
  readonly #run: KeptRun;
  readonly #sink: RunSink;
  readonly #onOver: (follower: Follower) => void;
  /** The first step that was not told yet. */
  #next = 0;
  #isPaused = false;
  #isOver = false;

  constructor(run: KeptRun, sink: RunSink, onOver: (follower: Follower) => void) {
    this.#run = run;
    this.#sink = sink;
    this.#onOver = onOver;
  }

  tell(): void {
    const { steps, isRunning } = this.#run;
    while (this.#wantsMore() && this.#next < steps.length) {
      const index = this.#next++;
      this.#sink.event("step", { index, step: steps[index] });
    }
    if (!this.#wantsMore() || isRunning) return;
    this.#sink.event("end", this.#run.summary());
    this.stop();
    this.#sink.end();
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.tell();
  }

  stop(): void {
    this.#isOver = true;
    this.#onOver(this);
  }

  /** The sink may pause or stop it while it is told. */
  #wantsMore(): boolean {
    return !this.#isPaused && !this.#isOver;
  }
}
