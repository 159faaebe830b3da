// What is known of a target group at one moment, as plain data for explanations: how it chooses, and how each target
// is. Made when somebody asks and kept until something changes, so that asking again costs nothing.
import type { HealthBoard } from "../../store/health-board.ts";
import type { TargetGroupSnapshot } from "../../store/snapshots.ts";
import { targetKey } from "./target.ts";

/** Targets that an explanation names. */
export const TARGETS_EXPLAINED_MAX = 100;

export interface TargetFacts {
  /** "Id:Port" as registered, and where it is, null when that is not known. */
  readonly target: string;
  readonly address: string | null;
  /** As DescribeTargetHealth says it. */
  readonly state: string;
  readonly reason: string;
  readonly description: string;
}

export interface TargetGroupFacts {
  readonly targetGroupArn: string;
  readonly name: string;
  readonly protocol: string;
  readonly targetType: string;
  /** "flow_hash" for TCP and TLS groups. */
  readonly algorithm: string;
  /** Unhealthy targets are routed to because too few are healthy. */
  readonly failOpen: boolean;
  readonly targetCount: number;
  /** The first of them, no more than an explanation can name. */
  readonly targets: readonly TargetFacts[];
}

/** Reads it from the group's snapshot and the board. */
export function targetGroupFacts(
  group: TargetGroupSnapshot,
  health: HealthBoard,
  failOpen: boolean,
): TargetGroupFacts {
  const isNetwork = group.protocol === "TCP" || group.protocol === "TLS";
  return {
    targetGroupArn: group.targetGroupArn,
    name: group.name,
    protocol: group.protocol,
    targetType: group.targetType,
    algorithm: isNetwork ? "flow_hash" : group.algorithm,
    failOpen,
    targetCount: group.targets.length,
    targets: group.targets.slice(0, TARGETS_EXPLAINED_MAX).map((target) => {
      const key = targetKey(target);
      const known = health.get(group.targetGroupArn, key);
      return {
        target: key,
        address: target.address,
        state: known?.state ?? "unknown",
        reason: known?.reason ?? "",
        description: known?.description ?? "",
      };
    }),
  };
}
