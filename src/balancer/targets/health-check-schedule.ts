// When health checks run: each at once and then at its interval, counted from the first so that it doesn't drift,
// and only so many at a time in the whole process. It knows nothing of targets and their states.
import type { Clock, Timer } from "../../base/clock.ts";
import { TIMED_OUT } from "./health-check.ts";
import type { HealthProbe, ProbeOutcome, ProbeRun } from "./health-check.ts";

/** Checks that may be under way at once; a check that finds no room waits for its turn, in order. */
export const CONCURRENT_HEALTH_CHECKS_MAX = 256;

export interface PeriodicCheck {
  readonly probe: HealthProbe;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  onOutcome(outcome: ProbeOutcome): void;
}

/** A check that goes on until it is stopped. */
export interface RunningCheck {
  stop(): void;
}

/** Runs the health checks of all target groups. */
export class HealthCheckSchedule {
  readonly clock: Clock;
  readonly #concurrentMax: number;
  readonly #checks = new Set<ScheduledCheck>();
  /** Due, but without room to run; each check is in it at most once, so it is as long as there are checks. */
  readonly #waiting = new Set<ScheduledCheck>();
  #underWay = 0;

  constructor(clock: Clock, concurrentMax = CONCURRENT_HEALTH_CHECKS_MAX) {
    this.clock = clock;
    this.#concurrentMax = concurrentMax;
  }

  /** Begins with a first check at once. */
  add(check: PeriodicCheck): RunningCheck {
    const scheduled = new ScheduledCheck(check, this);
    this.#checks.add(scheduled);
    return scheduled;
  }

  close(): void {
    for (const check of this.#checks) check.stop();
  }

  /** Asks for room; `run` is called now or when there is some. */
  enqueue(check: ScheduledCheck): void {
    if (this.#underWay < this.#concurrentMax) {
      this.#underWay++;
      check.run();
    } else {
      this.#waiting.add(check);
    }
  }

  /** A check that had room is done. */
  leave(): void {
    this.#underWay--;
    for (const next of this.#waiting) {
      this.#waiting.delete(next);
      this.#underWay++;
      next.run();
      return;
    }
  }

  forget(check: ScheduledCheck): void {
    this.#checks.delete(check);
    this.#waiting.delete(check);
  }
}

const IDLE = 0;
const WAITING = 1;
const RUNNING = 2;
const STOPPED = 3;

class ScheduledCheck implements RunningCheck {
  readonly #check: PeriodicCheck;
  readonly #schedule: HealthCheckSchedule;
  #state: 0 | 1 | 2 | 3 = IDLE;
  #dueMs: number;
  #intervalTimer: Timer;
  #timeoutTimer: Timer | null = null;
  #run: ProbeRun | null = null;

  constructor(check: PeriodicCheck, schedule: HealthCheckSchedule) {
    this.#check = check;
    this.#schedule = schedule;
    this.#dueMs = schedule.clock.monotonicMs();
    this.#intervalTimer = schedule.clock.after(0, () => this.#onDue());
  }

  stop(): void {
    if (this.#state === STOPPED) return;
    const wasRunning = this.#state === RUNNING;
    this.#state = STOPPED;
    this.#intervalTimer.cancel();
    this.#timeoutTimer?.cancel();
    this.#run?.cancel();
    this.#run = null;
    this.#schedule.forget(this);
    if (wasRunning) this.#schedule.leave();
  }

  run(): void {
    this.#state = RUNNING;
    this.#timeoutTimer = this.#schedule.clock.after(this.#check.timeoutMs, () => {
      this.#run?.cancel();
      this.#finish(TIMED_OUT);
    });
    // A report during `start` ends the run before there is anything to keep.
    const run = this.#check.probe.start((outcome) => this.#finish(outcome));
    if (this.#state === RUNNING) this.#run = run;
  }

  #onDue(): void {
    const nowMs = this.#schedule.clock.monotonicMs();
    const { intervalMs } = this.#check;
    // After a pause of the whole process the checks that were missed aren't made up for.
    const missed = Math.max(0, Math.floor((nowMs - this.#dueMs) / intervalMs));
    this.#dueMs += (missed + 1) * intervalMs;
    this.#intervalTimer = this.#schedule.clock.after(this.#dueMs - nowMs, () => this.#onDue());
    if (this.#state !== IDLE) return;
    this.#state = WAITING;
    this.#schedule.enqueue(this);
  }

  #finish(outcome: ProbeOutcome): void {
    if (this.#state !== RUNNING) return;
    this.#state = IDLE;
    this.#timeoutTimer?.cancel();
    this.#timeoutTimer = null;
    this.#run = null;
    this.#schedule.leave();
    this.#check.onOutcome(outcome);
  }
}
