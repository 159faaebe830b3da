// What every request of every REST API shares; made once.
import type { HopObserver } from "../../telemetry/hop-observer.ts";
import type { LogSink } from "../../telemetry/log-sink.ts";
import type { JourneySource } from "../../telemetry/journeys/journey-source.ts";
import type { DateField } from "../http-api/date-field.ts";
import type { RequestIds } from "../http-api/request-id.ts";
import type { IntegrationServices } from "../integrations/integration.ts";
import type { PublicUri } from "../integrations/public-uri.ts";
import type { Throttle, ThrottleCounters } from "../throttle-counters.ts";
import type { CognitoUserPools } from "./cognito-user-pools.ts";
import type { AnswerCache, UsageGate } from "./mapping-functions.ts";

export interface RestApiServices extends IntegrationServices {
  readonly observer: HopObserver;
  readonly logs: LogSink;
  readonly journeys: JourneySource;
  readonly counters: ThrottleCounters;
  readonly date: DateField;
  readonly ids: RequestIds;
  readonly usage: UsageGate;
  readonly cache: AnswerCache;
  readonly userPools: CognitoUserPools;
  /** Where Lambda functions are invoked; null: nowhere. */
  readonly lambdaEndpoint: PublicUri | null;
  /** Where other AWS services are called; null: nowhere. */
  readonly awsEndpoint: PublicUri | null;
  /** 0 up to 1, for the canary's share. */
  random(): number;
  /** The limit of an account and region over all its APIs; null: none. */
  accountThrottle(account: string, region: string): Throttle | null;
}
