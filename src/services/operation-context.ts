// What every operation gets beside its input. An operation is a plain function of input and context; the whole of
// it runs in one transaction, so an error thrown leaves everything as it was.
import type { Clock } from "../base/clock.ts";
import type { Logger } from "../base/logger.ts";
import type { HealthBoard } from "../store/health-board.ts";
import type { LogStore } from "../store/log-store.ts";
import type { MetricStore } from "../store/metric-store.ts";
import type { ScopedRecords } from "../store/store.ts";
import type { LocalAuthority } from "./acm/local-authority.ts";
import type { RestDataPlane } from "./apigateway/data-plane-functions.ts";
import type { LiveTailSessions } from "./logs/live-tail-sessions.ts";
import type { RunningQueries } from "./logs/running-queries.ts";

/** Work of a later transaction on the same account and region. */
export type LaterWork = (records: ScopedRecords) => Promise<void>;

export interface OperationContext {
  readonly account: string;
  readonly region: string;
  readonly requestId: string;
  /** Records of this account and region, inside this operation's transaction. */
  readonly records: ScopedRecords;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly health: HealthBoard;
  readonly localAuthority: LocalAuthority;
  readonly metrics: MetricStore;
  readonly logs: LogStore;
  /** Logs Insights queries that are running or have ended, of every account and region. */
  readonly queries: RunningQueries;
  /** Live tails of log groups, of every account and region. */
  readonly tails: LiveTailSessions;
  /** What operations of REST APIs ask of the data plane; absent where the control plane runs alone. */
  readonly restDataPlane?: RestDataPlane;
  /**
   * Runs `work` in a transaction of its own, `delayMs` after this one is committed: PENDING to AVAILABLE and the
   * like. It does not survive the process; on start, what was left in passing is finished by the resume functions.
   */
  readonly later: (delayMs: number, work: LaterWork) => void;
}
