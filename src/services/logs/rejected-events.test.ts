// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_RejectedLogEventsInfo.html
import { describe, expect, it } from "vitest";
import { rejectedEvents } from "./rejected-events.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = 1_700_000_000_000;

describe("rejectedEvents()", () => {
  it("takes everything between fourteen days ago and two hours from now", () => {
    const times = [NOW_MS - 14 * DAY_MS, NOW_MS, NOW_MS + 2 * HOUR_MS];
    expect(rejectedEvents(times, { nowMs: NOW_MS, retentionDays: null })).toEqual({
      from: 0,
      to: 3,
      info: null,
    });
  });

  it("names the first that is too new and the end of those that are too old", () => {
    const times = [
      NOW_MS - 14 * DAY_MS - 1,
      NOW_MS - 14 * DAY_MS,
      NOW_MS + 2 * HOUR_MS,
      NOW_MS + 2 * HOUR_MS + 1,
    ];
    expect(rejectedEvents(times, { nowMs: NOW_MS, retentionDays: null })).toEqual({
      from: 1,
      to: 3,
      info: { tooOldLogEventEndIndex: 1, tooNewLogEventStartIndex: 3 },
    });
  });

  it("names the end of those that the group's retention has passed", () => {
    const times = [NOW_MS - DAY_MS - 1, NOW_MS - DAY_MS];
    expect(rejectedEvents(times, { nowMs: NOW_MS, retentionDays: 1 })).toEqual({
      from: 1,
      to: 2,
      info: { expiredLogEventEndIndex: 1 },
    });
  });

  it("can leave nothing", () => {
    expect(rejectedEvents([NOW_MS + DAY_MS], { nowMs: NOW_MS, retentionDays: 1 })).toMatchObject({
      from: 0,
      to: 0,
    });
    expect(rejectedEvents([0, 1], { nowMs: NOW_MS, retentionDays: 1 })).toEqual({
      from: 2,
      to: 2,
      info: { tooOldLogEventEndIndex: 2, expiredLogEventEndIndex: 2 },
    });
  });
});
