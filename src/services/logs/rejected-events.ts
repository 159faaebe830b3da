// Which events of a batch are not taken for their time, and how that is said. Pure.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_RejectedLogEventsInfo.html

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** "None of the log events in the batch can be more than 2 hours in the future." */
const FUTURE_MS_MAX = 2 * HOUR_MS;
/** "None of the log events in the batch can be more than 14 days in the past." */
const PAST_MS_MAX = 14 * DAY_MS;

export interface RejectedEvents {
  /** The events that are taken: from `from` up to but not including `to`. */
  readonly from: number;
  readonly to: number;
  /** Null where all are. */
  readonly info: {
    tooNewLogEventStartIndex?: number;
    /** Exclusive, as is the other end. */
    tooOldLogEventEndIndex?: number;
    expiredLogEventEndIndex?: number;
  } | null;
}

/** `times` in order. */
export function rejectedEvents(
  times: readonly number[],
  { nowMs, retentionDays }: { nowMs: number; retentionDays: number | null },
): RejectedEvents {
  const before = (limitMs: number) => {
    const first = times.findIndex((atMs) => atMs >= limitMs);
    return first === -1 ? times.length : first;
  };
  const tooOldEnd = before(nowMs - PAST_MS_MAX);
  const expiredEnd = retentionDays === null ? 0 : before(nowMs - retentionDays * DAY_MS);
  const tooNewStart = times.findIndex((atMs) => atMs > nowMs + FUTURE_MS_MAX);
  const info = {
    ...(tooNewStart === -1 ? {} : { tooNewLogEventStartIndex: tooNewStart }),
    ...(tooOldEnd === 0 ? {} : { tooOldLogEventEndIndex: tooOldEnd }),
    ...(expiredEnd === 0 ? {} : { expiredLogEventEndIndex: expiredEnd }),
  };
  return {
    from: Math.max(tooOldEnd, expiredEnd),
    to: tooNewStart === -1 ? times.length : tooNewStart,
    info: Object.keys(info).length === 0 ? null : info,
  };
}
