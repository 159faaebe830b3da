// What the data plane knows of its targets' health, where the control plane can read it. One place, because
// several workers or nodes will have to share it.

export interface TargetHealthState {
  readonly state: "initial" | "healthy" | "unhealthy" | "unused" | "draining" | "unavailable";
  /** AWS's reason code, e.g. "Target.Timeout"; "" when healthy. */
  readonly reason: string;
  readonly description: string;
  readonly sinceMs: number;
}

/** Targets are named "Id:Port" within their target group. */
export class HealthBoard {
  readonly #groups = new Map<string, Map<string, TargetHealthState>>();

  set(targetGroupArn: string, target: string, state: TargetHealthState): void {
    let group = this.#groups.get(targetGroupArn);
    if (group === undefined) {
      group = new Map();
      this.#groups.set(targetGroupArn, group);
    }
    group.set(target, state);
  }

  get(targetGroupArn: string, target: string): TargetHealthState | undefined {
    return this.#groups.get(targetGroupArn)?.get(target);
  }

  delete(targetGroupArn: string, target: string): void {
    const group = this.#groups.get(targetGroupArn);
    group?.delete(target);
    if (group?.size === 0) this.#groups.delete(targetGroupArn);
  }
}
