// What all Application Load Balancers of a process share: time, targets, whoever observes, and the sources of dates,
// trace ids and chance.
import type { Clock } from "../../base/clock.ts";
import type { Logger } from "../../base/logger.ts";
import type { HopObserver, Journey } from "../../telemetry/hop-observer.ts";
import type { Exchange } from "../../wire/http1/exchange.ts";
import type { WireRuntime } from "../../wire/runtime.ts";
import type { TargetChoice, TargetUser } from "../targets/target-choice.ts";
import { HttpDate } from "./http-date.ts";
import { TraceIdSource } from "./trace-id.ts";

/** Where targets for requests come from (TargetGroups). */
export interface RequestTargets {
  /** Null when the group has no registered target. */
  choose(targetGroupArn: string, user: TargetUser): TargetChoice | null;
}

/** Decides which requests are followed; null for those that are not. */
export type JourneySource = (exchange: Exchange) => Journey | null;

export interface AlbRuntimeOptions {
  readonly wire: WireRuntime;
  readonly targets: RequestTargets;
  readonly observer: HopObserver;
  /** Null: no request is followed. */
  readonly journeys: JourneySource | null;
  /** A number in [0, 1), for weighted target groups. */
  readonly random: () => number;
}

export interface AlbRuntime extends AlbRuntimeOptions {
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
    journeys: options.journeys,
    random: options.random,
    clock,
    logger,
    date: new HttpDate(clock),
    traceIds: new TraceIdSource(clock),
  };
}
