// What all Network Load Balancers of a process share.
import type { HopObserver } from "../../telemetry/hop-observer.ts";
import type { WireRuntime } from "../../wire/runtime.ts";
import type { FlowChoice, TargetUser } from "../targets/target-choice.ts";

/** Where targets for flows come from (TargetGroups). */
export interface FlowTargets {
  /** Null when the group has no registered target. */
  chooseFlow(targetGroupArn: string, flowHash: number, user: TargetUser): FlowChoice | null;
}

export interface NlbRuntime {
  readonly wire: WireRuntime;
  readonly targets: FlowTargets;
  readonly observer: HopObserver;
}
