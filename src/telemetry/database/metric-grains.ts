// How finely metrics are kept, and for how long: as CloudWatch keeps them ("Data points with a period of less than 60
// seconds are available for 3 hours", 1 minute for 15 days, 5 minutes for 63 days, 1 hour for 455 days; CloudWatch
// concepts, Metrics retention). A point's age decides what it counts as, so that a late roll-up shows nowhere.

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface Grain {
  readonly seconds: number;
  readonly keptMs: number;
}

export const SECOND: Grain = { seconds: 1, keptMs: 3 * HOUR_MS };
export const MINUTE: Grain = { seconds: 60, keptMs: 15 * DAY_MS };
export const FIVE_MINUTES: Grain = { seconds: 300, keptMs: 63 * DAY_MS };
export const HOUR: Grain = { seconds: 3600, keptMs: 455 * DAY_MS };

/** Finest first. */
export const ALL_GRAINS: readonly Grain[] = [SECOND, MINUTE, FIVE_MINUTES, HOUR];
/** What becomes what when its time is over. */
export const ROLL_UPS: readonly (readonly [from: Grain, to: Grain])[] = [
  [MINUTE, FIVE_MINUTES],
  [FIVE_MINUTES, HOUR],
];

/** Where the grain's period that holds `atMs` begins. */
export function startOf(grain: Grain, atMs: number): number {
  const lengthMs = grain.seconds * 1000;
  return Math.floor(atMs / lengthMs) * lengthMs;
}

/** Points of `from` that begin before it belong to `to`: whole periods of `to` only. */
export function rollUpEndMs(from: Grain, to: Grain, nowMs: number): number {
  return startOf(to, nowMs - from.keptMs);
}

/** Of a minute or longer: where data of that time is added; undefined when it is too old to be kept. */
export function grainForWriting(nowMs: number, atMs: number): Grain | undefined {
  if (startOf(HOUR, atMs) < nowMs - HOUR.keptMs) return undefined;
  if (atMs < rollUpEndMs(FIVE_MINUTES, HOUR, nowMs)) return HOUR;
  if (atMs < rollUpEndMs(MINUTE, FIVE_MINUTES, nowMs)) return FIVE_MINUTES;
  return MINUTE;
}

/** What periods of that length are made of, and how far back they go. */
export function grainsForReading(periodSeconds: number): { grains: Grain[]; keptMs: number } {
  if (periodSeconds < MINUTE.seconds) return { grains: [SECOND], keptMs: SECOND.keptMs };
  const grains = [MINUTE, FIVE_MINUTES, HOUR].filter(({ seconds }) => seconds <= periodSeconds);
  return { grains, keptMs: grains.at(-1)?.keptMs ?? 0 };
}
