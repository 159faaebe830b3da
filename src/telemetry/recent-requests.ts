// The newest requests of all hops, for people who look at what is going on. A ring of places made beforehand: a
// request costs some stores and nothing else, unless somebody watches.
import type { Clock } from "../base/clock.ts";
import type {
  AlbRequestEntry,
  HopObserver,
  HttpApiRequestEntry,
  NlbFlowEntry,
  RestApiRequestEntry,
} from "./hop-observer.ts";
import { LiveFeed, type FeedListener, type FeedSubscription } from "./requests/live-feed.ts";
import {
  matchesRecentRequest,
  type RecentRequest,
  type RecentRequestQuery,
} from "./requests/recent-request.ts";
import { RequestSlot, SLOT_TEXT_BYTES } from "./requests/request-slot.ts";

/** A power of two. */
export const RECENT_REQUESTS_MAX = 4_096;
/** How often wall time is looked up: it only shifts when somebody sets it. */
const OFFSET_EVERY = 1_024;

export class RecentRequests implements HopObserver {
  readonly #clock: Clock;
  readonly #slots: readonly RequestSlot[];
  readonly #feed: LiveFeed<RecentRequest>;
  #taken = 0;
  #wallOffsetMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#feed = new LiveFeed(clock);
    const texts = Buffer.alloc(RECENT_REQUESTS_MAX * SLOT_TEXT_BYTES);
    this.#slots = Array.from(
      { length: RECENT_REQUESTS_MAX },
      (_, at) => new RequestSlot(texts.subarray(at * SLOT_TEXT_BYTES, (at + 1) * SLOT_TEXT_BYTES)),
    );
  }

  albRequest(entry: AlbRequestEntry): void {
    const slot = this.#next();
    slot.takeAlb(entry, this.#wallOffsetMs);
    if (this.#feed.isWatched) this.#feed.publish(slot.read());
  }

  nlbFlowStarted(): void {}

  nlbFlow(entry: NlbFlowEntry): void {
    const slot = this.#next();
    slot.takeNlb(entry, this.#wallOffsetMs);
    if (this.#feed.isWatched) this.#feed.publish(slot.read());
  }

  httpApiRequest(entry: HttpApiRequestEntry): void {
    const slot = this.#next();
    slot.takeHttpApi(entry, this.#wallOffsetMs);
    if (this.#feed.isWatched) this.#feed.publish(slot.read());
  }

  restApiRequest(entry: RestApiRequestEntry): void {
    const slot = this.#next();
    slot.takeRestApi(entry, this.#wallOffsetMs);
    if (this.#feed.isWatched) this.#feed.publish(slot.read());
  }

  connectionOpened(): void {}

  connectionClosed(): void {}

  /** The newest first, by the time at which they were over. */
  list(query: RecentRequestQuery): readonly RecentRequest[] {
    const found: RecentRequest[] = [];
    const oldest = Math.max(0, this.#taken - RECENT_REQUESTS_MAX);
    for (let at = this.#taken - 1; at >= oldest && found.length < query.limit; at--) {
      const slot = this.#slots[at & (RECENT_REQUESTS_MAX - 1)] as RequestSlot;
      const request = slot.read();
      if (matchesRecentRequest(request, query)) found.push(request);
    }
    return found;
  }

  /** Tells of every request from now on. */
  subscribe(listener: FeedListener<RecentRequest>): FeedSubscription {
    return this.#feed.subscribe(listener);
  }

  /** Forgets them all. */
  reset(): void {
    this.#taken = 0;
  }

  #next(): RequestSlot {
    if (this.#taken % OFFSET_EVERY === 0) {
      this.#wallOffsetMs = this.#clock.nowMs() - this.#clock.monotonicMs();
    }
    return this.#slots[this.#taken++ & (RECENT_REQUESTS_MAX - 1)] as RequestSlot;
  }
}
