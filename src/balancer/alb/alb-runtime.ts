// What all Application Load Balancers of a process share: time, targets, whoever observes, and the sources of dates,
// trace ids and chance.
import type { Clock } from "../../base/clock.ts";
import type { Logger } from "../../base/logger.ts";
import type { HopObserver } from "../../telemetry/hop-observer.ts";
import { noJourneys } from "../../telemetry/journeys/journey-source.ts";
import type { JourneySource } from "../../telemetry/journeys/journey-source.ts";
import type { WireRuntime } from "../../wire/runtime.ts";
import type { TargetChoice, TargetUser } from "../targets/target-choice.ts";
import type { TargetGroupFacts } from "../targets/target-group-facts.ts";
import { HttpDate } from "./http-date.ts";
import { TraceIdSource } from "./trace-id.ts";

/** Where targets for requests come from (TargetGroups). */
export interface RequestTargets {
  /** Null when the group has no registered target. */
  choose(targetGroupArn: string, user: TargetUser): TargetChoice | null;
  /** What is known of the group and its targets, for explanations; null when it is not there. */
  facts(targetGroupArn: string): TargetGroupFacts | null;
}

export interface AlbRuntimeOptions {
  readonly wire: WireRuntime;
  readonly targets: RequestTargets;
  readonly observer: HopObserver;
  /** Decides which requests are followed; null: none. */
  readonly journeys: JourneySource | null;
  /** A number in [0, 1), for weighted target groups. */
  readonly random: () => number;
}

export interface AlbRuntime extends AlbRuntimeOptions {
  readonly journeys: JourneySource;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly date: HttpDate;
  readonly traceIds: TraceIdSource;
}

export function createAlbRuntime(options: AlbRuntimeOptions): AlbRuntime {
  const { clock, logger } = options.wire;
  return {
    wire: options.wire,
    targets: options.targets,
    observer: options.observer,
    journeys: options.journeys ?? noJourneys,
    random: options.random,
    clock,
    logger,
    date: new HttpDate(clock),
    traceIds: new TraceIdSource(clock),
  };
}
