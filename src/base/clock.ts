// Time as something that is handed in, so that tests move it instead of sleeping. `nowMs` is wall time for what
// users see; `monotonicMs` never jumps and is what timeouts and durations are measured with.

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  nowMs(): number;
  /** Milliseconds from an arbitrary start, with fractions; never goes back. */
  monotonicMs(): number;
  /** Calls `action` once, `delayMs` from now. A pending timer does not keep the process alive. */
  after(delayMs: number, action: () => void): Timer;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, action) {
    const handle = setTimeout(action, delayMs);
    handle.unref();
    return { cancel: () => clearTimeout(handle) };
  },
};
