// The way of the data plane's log lines into the log store: taken at once, written aside. A line is only a string
// by then; group and stream are made when they are not there.
import type { Scope } from "../store/records.ts";

export interface LogSink {
  /**
   * Takes a line; never waits and never throws. What cannot be kept (a store that is behind, a full disk) is counted
   * and said in the log.
   */
  append(scope: Scope, place: LogPlace, atMs: number, message: string): void;
}

/** Kept and passed again for each line, so that a line allocates nothing but itself. */
export interface LogPlace {
  readonly groupName: string;
  readonly streamName: string;
}

/** Keeps nothing. */
export const silentLogSink: LogSink = { append() {} };
