// How single checks add up to a target's state: consecutive results against two thresholds. A target that is new
// needs one success only
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html).

export type CheckedState = "initial" | "healthy" | "unhealthy";

/** The state of one target as its checks have it. */
export class HealthCounter {
  #state: CheckedState = "initial";
  #successes = 0;
  #failures = 0;
  #healthyThreshold: number;
  #unhealthyThreshold: number;

  constructor(healthyThreshold: number, unhealthyThreshold: number) {
    this.#healthyThreshold = healthyThreshold;
    this.#unhealthyThreshold = unhealthyThreshold;
  }

  get state(): CheckedState {
    return this.#state;
  }

  /** New thresholds apply from the next result on; what was counted counts. */
  setThresholds(healthyThreshold: number, unhealthyThreshold: number): void {
    this.#healthyThreshold = healthyThreshold;
    this.#unhealthyThreshold = unhealthyThreshold;
  }

  /** Counts one result; true when the state changed by it. */
  record(passed: boolean): boolean {
    const before = this.#state;
    if (passed) {
      this.#failures = 0;
      this.#successes++;
      const needed = before === "initial" ? 1 : this.#healthyThreshold;
      if (this.#successes >= needed) this.#state = "healthy";
    } else {
      this.#successes = 0;
      this.#failures++;
      if (this.#failures >= this.#unhealthyThreshold) this.#state = "unhealthy";
    }
    return this.#state !== before;
  }
}
