// How much of a thread's time one kind of work may take: a share of the time that passes, saved up to a burst. Work
// that has used it up waits or is left undone; the thread's other work goes on.

export interface AllowanceLimits {
  /** Of all time. */
  readonly share: number;
  readonly burstMs: number;
}

export class WorkAllowance {
  readonly #monotonicMs: () => number;
  readonly #limits: AllowanceLimits;
  #leftMs: number;
  #toppedUpAtMs: number;
  #beganAtMs = 0;

  constructor(monotonicMs: () => number, limits: AllowanceLimits) {
    this.#monotonicMs = monotonicMs;
    this.#limits = limits;
    this.#leftMs = limits.burstMs;
    this.#toppedUpAtMs = monotonicMs();
  }

  begin(): void {
    const nowMs = this.#monotonicMs();
    const { share, burstMs } = this.#limits;
    this.#leftMs = Math.min(burstMs, this.#leftMs + (nowMs - this.#toppedUpAtMs) * share);
    this.#toppedUpAtMs = nowMs;
    this.#beganAtMs = nowMs;
  }

  /** Between `begin` and `end`: whether there is time left. */
  get hasTime(): boolean {
    return this.#monotonicMs() - this.#beganAtMs < this.#leftMs;
  }

  end(): void {
    this.#leftMs = Math.max(0, this.#leftMs - (this.#monotonicMs() - this.#beganAtMs));
  }
}
