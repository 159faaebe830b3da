// A long computation in short pieces: between two of them the traffic of the same process has its turn. For what runs
// beside the data plane, such as the examination of hundreds of APIs; it makes nothing faster.
import { setImmediate as nextTurn } from "node:timers/promises";

/** Longer than this no request waits for a piece of work that could be cut here. */
export const SLICE_MS = 8;

export class WorkSlices {
  readonly #nowMs: () => number;
  #startedAtMs: number;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
    this.#startedAtMs = nowMs();
  }

  /** To be awaited between pieces: gives up its turn when the slice has taken its time. */
  async breathe(): Promise<void> {
    if (this.#nowMs() - this.#startedAtMs < SLICE_MS) return;
    await nextTurn();
    this.#startedAtMs = this.#nowMs();
  }
}

/** Runs the steps to their end and gives what they return, with a breath between any two. */
export async function inSlices<T>(steps: Generator<void, T>): Promise<T> {
  const slices = new WorkSlices();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await slices.breathe();
  }
}
