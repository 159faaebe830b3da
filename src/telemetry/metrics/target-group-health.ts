// How many targets of a group are healthy, from its snapshot and the health board: for the host counts, and for what
// is divided by them. A target whose first checks are running is neither healthy nor unhealthy [I].
import type { HealthBoard } from "../../store/health-board.ts";
import type { TargetGroupSnapshot } from "../../store/snapshots.ts";

export interface GroupHealth {
  /** Those being deregistered are not counted. */
  readonly registered: number;
  readonly healthy: number;
  readonly unhealthy: number;
  /** Enough are healthy for requests to go to them alone. */
  readonly routesToHealthy: boolean;
}

const EMPTY: GroupHealth = { registered: 0, healthy: 0, unhealthy: 0, routesToHealthy: false };

export class TargetGroupHealth {
  readonly #board: HealthBoard;
  readonly #groups = new Map<string, TargetGroupSnapshot>();

  constructor(board: HealthBoard) {
    this.#board = board;
  }

  update(targetGroupArn: string, snapshot: TargetGroupSnapshot | undefined): void {
    if (snapshot === undefined) this.#groups.delete(targetGroupArn);
    else this.#groups.set(targetGroupArn, snapshot);
  }

  find(targetGroupArn: string): TargetGroupSnapshot | undefined {
    return this.#groups.get(targetGroupArn);
  }

  count(targetGroupArn: string): GroupHealth {
    const group = this.#groups.get(targetGroupArn);
    if (group === undefined) return EMPTY;
    let registered = 0;
    let healthy = 0;
    let unhealthy = 0;
    for (const { id, port, drainingUntilMs } of group.targets) {
      if (drainingUntilMs !== null) continue;
      registered += 1;
      const state = this.#board.get(targetGroupArn, `${id}:${port}`)?.state;
      if (state === "healthy") healthy += 1;
      if (state === "unhealthy") unhealthy += 1;
    }
    const percentage = group.minimumHealthyPercentage ?? 0;
    const needed = Math.max(
      1,
      group.minimumHealthyCount,
      Math.ceil((registered * percentage) / 100),
    );
    return { registered, healthy, unhealthy, routesToHealthy: healthy >= needed };
  }
}
