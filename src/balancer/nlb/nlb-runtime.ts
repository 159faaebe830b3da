// What all Network Load Balancers of a process share.
import type { HopObserver } from "../../telemetry/hop-observer.ts";
import type { JourneySource } from "../../telemetry/journeys/journey-source.ts";
import type { WireRuntime } from "../../wire/runtime.ts";
import type { FlowChoice, TargetUser } from "../targets/target-choice.ts";
import type { TargetGroupFacts } from "../targets/target-group-facts.ts";

/** Where targets for flows come from (TargetGroups). */
export interface FlowTargets {
  /** Null when the group has no registered target. */
  chooseFlow(targetGroupArn: string, flowHash: number, user: TargetUser): FlowChoice | null;
  /** What is known of the group and its targets, for explanations; null when it is not there. */
  facts(targetGroupArn: string): TargetGroupFacts | null;
}

export interface NlbRuntime {
  readonly wire: WireRuntime;
  readonly targets: FlowTargets;
  readonly observer: HopObserver;
  /** Decides which flows are followed; left out: none. */
  readonly journeys?: JourneySource;
}
