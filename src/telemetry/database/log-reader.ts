// Questions to the log events: pages of a stream with AWS's tokens, filtered pages over streams, Insights. A question
// is answered in slices, between which the thread does what has come meanwhile; it ends at its bounds with what was
// found until then.
import {
  LogStoreError,
  type EventFilter,
  type EventRead,
  type InsightsRequest,
  type InsightsResult,
  type LogEvent,
  type LogPage,
} from "../../store/log-store.ts";
import type { Scope } from "../../store/records.ts";
import {
  FIRST_POSITION,
  LAST_POSITION,
  positionOfToken,
  positionToken,
  type EventPosition,
} from "./event-position.ts";
import { compilePattern, runInsightsText } from "./insights-runner.ts";
import type { EventSlice, LogEventTables, WeighedEvent } from "./log-event-tables.ts";
import type { LogPlaceTables } from "./log-place-tables.ts";
import {
  PAGE_BYTES_MAX,
  SCAN_SLICE_BYTES_MAX,
  SCAN_SLICE_ROWS,
  type TelemetryLimits,
} from "./telemetry-limits.ts";

/** What a long question does and is bounded by. */
export interface ScanFrame {
  readonly limits: TelemetryLimits;
  monotonicMs(): number;
  /** Called with no statement and no transaction open. */
  betweenSlices(): void;
}

/** A slice whose events take longer than that is left for a moment in between. */
const PAUSE_WITHIN_MS = 100;

interface Bounds {
  readonly after: EventPosition;
  readonly before: EventPosition;
}

interface ScanManner {
  readonly newestFirst: boolean;
  readonly timeMsMax: number;
  /** How many scans run side by side: the memory of a slice is shared by so many. */
  readonly share: number;
}

type ScanStep =
  | { readonly kind: "event"; readonly found: WeighedEvent }
  | { readonly kind: "cut"; readonly position: EventPosition };

interface EventPage {
  readonly events: LogEvent[];
  readonly forwardToken: string;
  readonly backwardToken: string;
}

export class LogReader {
  readonly #places: LogPlaceTables;
  readonly #events: LogEventTables;
  readonly #frame: ScanFrame;

  constructor(places: LogPlaceTables, events: LogEventTables, frame: ScanFrame) {
    this.#places = places;
    this.#events = events;
    this.#frame = frame;
  }

  /**
   * A token names a place and a direction: "f/…" reads what is after, "b/…" the last of what is before. Where there
   * is nothing, the token given comes back ("If you have reached the end of the stream, it returns the same token you
   * passed in", API_GetLogEvents).
   */
  readEvents(scope: Scope, query: EventRead): EventPage {
    const { streamId } = this.#places.streamIds(scope, query);
    const whole = boundsOf(query.startMs, query.endMs);
    const given = query.token === null ? null : positionOfToken(query.token);
    if (given?.kind === "p") {
      throw new LogStoreError("invalid-token", "The specified nextToken is invalid");
    }
    const forward = given === null ? query.fromHead : given.kind === "f";
    const bounds = given === null ? whole : narrowed(whole, given.position, forward);
    const found = this.#events.sliceOfStream(streamId, {
      ...bounds,
      newestFirst: !forward,
      rowsMax: query.limit,
      bytesMax: PAGE_BYTES_MAX,
    });
    const page = found.slice(0, lengthWithin(found, PAGE_BYTES_MAX));
    if (!forward) page.reverse();
    const first = page[0]?.position;
    const last = page.at(-1)?.position;
    if (first === undefined || last === undefined) return emptyPage(given, whole, forward);
    return {
      events: page.map(({ event }) => event),
      forwardToken: positionToken("f", last),
      backwardToken: positionToken("b", first),
    };
  }

  filterEvents(scope: Scope, query: EventFilter): LogPage<LogEvent> {
    const groupId = this.#places.groupId(scope, query.groupName);
    const streamIds = this.#places.streamsOf(groupId, query.streamNames, query.streamPrefix);
    const matches = compilePattern(query.pattern);
    const bounds = boundsOf(query.startMs, query.endMs);
    const after = query.after === null ? null : positionOfToken(query.after).position;
    const scan = this.#scan(
      this.#sourceOf(groupId, streamIds),
      after === null ? bounds : narrowed(bounds, after, true),
      { newestFirst: false, timeMsMax: this.#frame.limits.filterTimeMsMax, share: 1 },
    );
    const among = streamIds === null ? null : new Set(streamIds);
    const items: LogEvent[] = [];
    let bytes = 0;
    for (const step of scan) {
      if (step.kind === "cut") return { items, next: positionToken("p", step.position) };
      const { event, position, streamId } = step.found;
      if (among !== null && !among.has(streamId)) continue;
      if (!matches(event.message)) continue;
      items.push(event);
      bytes += step.found.bytes;
      if (items.length >= query.limit || bytes >= PAGE_BYTES_MAX) {
        return { items, next: positionToken("p", position) };
      }
    }
    return { items, next: null };
  }

  runInsights(scope: Scope, query: InsightsRequest, nowMs: number): InsightsResult {
    const groupIds = query.groupNames.map((name) => this.#places.groupId(scope, name));
    return runInsightsText(query.queryText, this.#newestFirst(groupIds, query), {
      limit: query.limit,
      account: scope.account,
      nowMs,
    });
  }

  /** Events of several groups, newest first. */
  *#newestFirst(groupIds: readonly number[], query: InsightsRequest): Generator<LogEvent> {
    const bounds = boundsOf(query.startMs, query.endMs + 1);
    const manner = {
      newestFirst: true,
      timeMsMax: this.#frame.limits.insightsTimeMsMax,
      share: groupIds.length,
    };
    const scans = groupIds.map((groupId) =>
      this.#scan(this.#sourceOf(groupId, null), bounds, manner),
    );
    const heads = scans.map((scan) => nextFound(scan));
    for (;;) {
      let newest = -1;
      for (const [index, head] of heads.entries()) {
        if (head === null) continue;
        const best = heads[newest]?.position;
        if (best === undefined || isAfter(head.position, best)) newest = index;
      }
      const head = heads[newest];
      const scan = scans[newest];
      if (head === undefined || head === null || scan === undefined) return;
      yield head.event;
      heads[newest] = nextFound(scan);
    }
  }

  /** One stream is read by itself; of several, all of the group is read and the others are passed over. */
  #sourceOf(
    groupId: number,
    streamIds: readonly number[] | null,
  ): (slice: EventSlice) => WeighedEvent[] {
    if (streamIds?.length === 0) return () => [];
    const [only] = streamIds ?? [];
    return streamIds?.length === 1 && only !== undefined
      ? (slice) => this.#events.sliceOfStream(only, slice)
      : (slice) => this.#events.sliceOfGroup(groupId, slice);
  }

  /** Ends early with "cut" where it last was when a bound is reached. */
  *#scan(
    read: (slice: EventSlice) => WeighedEvent[],
    bounds: Bounds,
    { newestFirst, timeMsMax, share }: ScanManner,
  ): Generator<ScanStep> {
    const { limits } = this.#frame;
    const endMs = this.#frame.monotonicMs() + timeMsMax;
    let { after, before } = bounds;
    let scanned = 0;
    for (;;) {
      const slice = read({
        after,
        before,
        newestFirst,
        rowsMax: Math.ceil(SCAN_SLICE_ROWS / share),
        bytesMax: SCAN_SLICE_BYTES_MAX / share,
      });
      let pauseMs = this.#frame.monotonicMs() + PAUSE_WITHIN_MS;
      for (const found of slice) {
        yield { kind: "event", found };
        // What is done with an event can take long: large ones, patterns of many terms.
        const nowMs = this.#frame.monotonicMs();
        if (nowMs < pauseMs) continue;
        if (nowMs >= endMs) {
          yield { kind: "cut", position: found.position };
          return;
        }
        this.#frame.betweenSlices();
        pauseMs = this.#frame.monotonicMs() + PAUSE_WITHIN_MS;
      }
      const last = slice.at(-1);
      if (last === undefined) return;
      if (newestFirst) before = last.position;
      else after = last.position;
      scanned += slice.length;
      if (scanned >= limits.scannedEventsMax || this.#frame.monotonicMs() >= endMs) {
        yield { kind: "cut", position: last.position };
        return;
      }
      this.#frame.betweenSlices();
    }
  }
}

/** From `startMs` to before `endMs`. */
function boundsOf(startMs: number | null, endMs: number | null): Bounds {
  return {
    after: startMs === null ? FIRST_POSITION : { atMs: startMs, id: 0 },
    before: endMs === null ? LAST_POSITION : { atMs: endMs, id: 0 },
  };
}

function narrowed({ after, before }: Bounds, position: EventPosition, forward: boolean): Bounds {
  return forward
    ? { after: isAfter(position, after) ? position : after, before }
    : { after, before: isAfter(before, position) ? position : before };
}

function isAfter(a: EventPosition, b: EventPosition): boolean {
  return a.atMs > b.atMs || (a.atMs === b.atMs && a.id > b.id);
}

/** How many of the first fit; one at least. */
function lengthWithin(found: readonly WeighedEvent[], bytesMax: number): number {
  let bytes = 0;
  for (const [index, event] of found.entries()) {
    bytes += event.bytes;
    if (bytes > bytesMax) return Math.max(1, index);
  }
  return found.length;
}

/** Tokens that lead to what comes later, and back to where the reader came from. */
function emptyPage(
  given: { position: EventPosition } | null,
  whole: Bounds,
  forward: boolean,
): EventPage {
  if (given === null) {
    const { atMs } = whole.after === FIRST_POSITION ? { atMs: 0 } : whole.after;
    const position = { atMs, id: 0 };
    return {
      events: [],
      forwardToken: positionToken("f", position),
      backwardToken: positionToken("b", position),
    };
  }
  // The event that the token stands at is on the other side.
  const { atMs, id } = given.position;
  const ahead = forward ? given.position : { atMs, id: Math.max(0, id - 1) };
  const behind = forward ? { atMs, id: id + 1 } : given.position;
  return {
    events: [],
    forwardToken: positionToken("f", ahead),
    backwardToken: positionToken("b", behind),
  };
}

function nextFound(scan: Generator<ScanStep>): WeighedEvent | null {
  const step = scan.next();
  return step.done === true || step.value.kind === "cut" ? null : step.value.found;
}
