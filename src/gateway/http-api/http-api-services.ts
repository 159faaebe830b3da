// What every request of every HTTP API shares; made once.
import type { HopObserver } from "../../telemetry/hop-observer.ts";
import type { LogSink } from "../../telemetry/log-sink.ts";
import type { JourneySource } from "../../telemetry/journeys/journey-source.ts";
import type { IntegrationServices } from "../integrations/integration.ts";
import type { Throttle, ThrottleCounters } from "../throttle-counters.ts";
import type { OwnElements } from "../integrations/forwarded.ts";
import type { DateField } from "./date-field.ts";
import type { RequestIds } from "./request-id.ts";

export interface HttpApiServices extends IntegrationServices {
  readonly observer: HopObserver;
  readonly logs: LogSink;
  readonly journeys: JourneySource;
  readonly counters: ThrottleCounters;
  readonly date: DateField;
  readonly ids: RequestIds;
  readonly ownElements: OwnElements;
  /** The limit of an account and region over all its APIs; null: none. */
  accountThrottle(account: string, region: string): Throttle | null;
}
