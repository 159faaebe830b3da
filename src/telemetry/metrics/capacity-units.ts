// Load balancer capacity units of a minute: the greatest of what connections, bytes and rules come to
// (https://aws.amazon.com/elasticloadbalancing/pricing/). Pure.

const SECONDS_PER_MINUTE = 60;
const MINUTES_PER_HOUR = 60;
const BYTES_PER_GB = 1e9;

/** Rules of a request that AWS does not charge for. */
export const FREE_RULE_EVALUATIONS = 10;

/** What one unit holds; Infinity for what it does not depend on. */
interface UnitSize {
  readonly newPerSecond: number;
  readonly activePerMinute: number;
  readonly gigabytesPerHour: number;
  readonly ruleEvaluationsPerSecond: number;
}

/** Application Load Balancers. */
export const ALB_UNIT: UnitSize = {
  newPerSecond: 25,
  activePerMinute: 3000,
  gigabytesPerHour: 1,
  ruleEvaluationsPerSecond: 1000,
};

/** Network Load Balancers, TCP. */
export const NLB_TCP_UNIT: UnitSize = {
  newPerSecond: 800,
  activePerMinute: 100_000,
  gigabytesPerHour: 1,
  ruleEvaluationsPerSecond: Infinity,
};

/** Network Load Balancers, TLS. */
export const NLB_TLS_UNIT: UnitSize = {
  newPerSecond: 50,
  activePerMinute: 3000,
  gigabytesPerHour: 1,
  ruleEvaluationsPerSecond: Infinity,
};

/** Figures of one minute. */
export interface MinuteFigures {
  readonly newConnections: number;
  readonly activeConnections: number;
  readonly bytes: number;
  /** Those that are charged for. */
  readonly ruleEvaluations: number;
}

export function capacityUnits(unit: UnitSize, minute: MinuteFigures): number {
  return Math.max(
    minute.newConnections / SECONDS_PER_MINUTE / unit.newPerSecond,
    minute.activeConnections / unit.activePerMinute,
    (minute.bytes * MINUTES_PER_HOUR) / BYTES_PER_GB / unit.gigabytesPerHour,
    minute.ruleEvaluations / SECONDS_PER_MINUTE / unit.ruleEvaluationsPerSecond,
  );
}
