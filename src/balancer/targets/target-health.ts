// The health of one target: runs its checks, counts their results, and tells the health board in AWS's words. It
// knows nothing of selection; whoever made it is told of every change.
import type { Clock } from "../../base/clock.ts";
import type { HealthBoard } from "../../store/health-board.ts";
import type { HealthCheckSnapshot } from "../../store/snapshots.ts";
import { HealthCounter } from "./health-counter.ts";
import type { HealthCheckSchedule, PeriodicCheck, RunningCheck } from "./health-check-schedule.ts";
import type { HealthProbe, ProbeOutcome } from "./health-check.ts";
import { REPORT_HEALTHY, REPORT_INITIAL, reportUnhealthy } from "./health-report.ts";
import type { HealthReport } from "./health-report.ts";

export interface TargetHealthOptions {
  readonly targetGroupArn: string;
  /** "Id:Port" */
  readonly key: string;
  readonly byNetworkLoadBalancer: boolean;
  readonly board: HealthBoard;
  readonly clock: Clock;
  readonly schedule: HealthCheckSchedule;
  /** Called after a check changed the state. */
  readonly onChange: () => void;
  /** What the board says of it is about to be something else. */
  readonly onReport: () => void;
}

/** Keeps one target's health. */
export class TargetHealth {
  readonly #options: TargetHealthOptions;
  #counter: HealthCounter | null = null;
  #check: RunningCheck | null = null;
  #report: HealthReport | null = null;

  constructor(options: TargetHealthOptions) {
    this.#options = options;
  }

  /** Healthy, or not to be checked at all: such targets get traffic. */
  get healthy(): boolean {
    return this.#report?.state === "healthy" || this.#report?.state === "unavailable";
  }

  get state(): HealthReport["state"] | null {
    return this.#report?.state ?? null;
  }

  /** Checks from now on, the first time at once. A target that was being checked keeps its state. */
  check(settings: HealthCheckSnapshot, probe: HealthProbe): void {
    this.#check?.stop();
    if (this.#counter === null) {
      this.#counter = new HealthCounter(settings.healthyThreshold, settings.unhealthyThreshold);
      this.#tell(REPORT_INITIAL);
    } else {
      this.#counter.setThresholds(settings.healthyThreshold, settings.unhealthyThreshold);
    }
    const check: PeriodicCheck = {
      probe,
      intervalMs: settings.intervalMs,
      timeoutMs: settings.timeoutMs,
      onOutcome: (outcome) => this.#onOutcome(outcome),
    };
    this.#check = this.#options.schedule.add(check);
  }

  /** Ends checking and stays as `report` says; if it is checked again, it begins as a new target. */
  stay(report: HealthReport): void {
    this.#check?.stop();
    this.#check = null;
    this.#counter = null;
    this.#tell(report);
  }

  /** Ends checking and leaves the board. */
  close(): void {
    this.#check?.stop();
    this.#check = null;
    this.#counter = null;
    this.#report = null;
    this.#options.board.delete(this.#options.targetGroupArn, this.#options.key);
  }

  #onOutcome(outcome: ProbeOutcome): void {
    const counter = this.#counter;
    if (counter === null) return;
    const changed = counter.record(outcome.result === "passed");
    if (counter.state === "healthy") {
      if (changed) this.#tell(REPORT_HEALTHY);
    } else if (counter.state === "unhealthy" && outcome.result !== "passed") {
      // The reason is that of the latest failure, also while it stays unhealthy.
      this.#tell(reportUnhealthy(outcome, this.#options.byNetworkLoadBalancer));
    }
    if (changed) this.#options.onChange();
  }

  #tell(report: HealthReport): void {
    const { board, targetGroupArn, key, clock } = this.#options;
    const before = this.#report;
    if (
      before !== null &&
      before.state === report.state &&
      before.reason === report.reason &&
      before.description === report.description
    ) {
      return;
    }
    this.#report = report;
    this.#options.onReport();
    board.set(targetGroupArn, key, {
      state: report.state,
      reason: report.reason,
      description: report.description,
      sinceMs: clock.nowMs(),
    });
  }
}
