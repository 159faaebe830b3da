// All target groups of the data plane: one runtime per target group snapshot, found by ARN. Load balancers ask here
// for a target; nothing here knows what a listener or a rule is.
import type { Clock } from "../../base/clock.ts";
import type { Logger } from "../../base/logger.ts";
import type { HealthBoard } from "../../store/health-board.ts";
import type { TargetGroupSnapshot } from "../../store/snapshots.ts";
import { HealthCheckSchedule } from "./health-check-schedule.ts";
import type { LoadBalancerResolver } from "./load-balancer-place.ts";
import type { FlowChoice, TargetChoice, TargetUser } from "./target-choice.ts";
import type { TargetGroupFacts } from "./target-group-facts.ts";
import { TargetGroup } from "./target-group.ts";
import type { TargetWire } from "./target-wire.ts";

export interface TargetGroupsOptions {
  readonly wire: TargetWire;
  readonly health: HealthBoard;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Finds where a load balancer's listener is bound, for targets of type alb. */
  readonly resolveLoadBalancer: LoadBalancerResolver;
  /** A target's deregistration delay is over; its record can go. `target` is "Id:Port". */
  readonly onDeregistered: (targetGroupArn: string, target: string) => void;
}

/** The target groups that are there, by ARN. */
export class TargetGroups {
  readonly #options: TargetGroupsOptions;
  readonly #schedule: HealthCheckSchedule;
  readonly #groups = new Map<string, TargetGroup>();

  constructor(options: TargetGroupsOptions) {
    this.#options = options;
    this.#schedule = new HealthCheckSchedule(options.clock);
  }

  /** Makes, changes or (null) ends a target group. */
  update(targetGroupArn: string, snapshot: TargetGroupSnapshot | null): void {
    const group = this.#groups.get(targetGroupArn);
    if (snapshot === null) {
      this.#groups.delete(targetGroupArn);
      group?.close();
    } else if (group === undefined) {
      this.#groups.set(targetGroupArn, new TargetGroup(snapshot, this.#options, this.#schedule));
    } else {
      group.update(snapshot);
    }
  }

  /** A target for a request, by the group's algorithm; null when no target is registered (503). */
  choose(targetGroupArn: string, user: TargetUser): TargetChoice | null {
    const group = this.#groups.get(targetGroupArn);
    return group === undefined ? null : group.choose(user);
  }

  /** A target for a flow: the same one for the same `flowHash` while the targets stay the same. */
  chooseFlow(targetGroupArn: string, flowHash: number, user: TargetUser): FlowChoice | null {
    const group = this.#groups.get(targetGroupArn);
    return group === undefined ? null : group.chooseFlow(flowHash, user);
  }

  /** What is known of a group and its targets, for explanations; null when it is not there. */
  facts(targetGroupArn: string): TargetGroupFacts | null {
    return this.#groups.get(targetGroupArn)?.facts ?? null;
  }

  /** Ends health checks and idle connections; what is in flight is left to its owner. */
  close(): void {
    for (const group of this.#groups.values()) group.close();
    this.#groups.clear();
    this.#schedule.close();
  }
}
