// Token buckets, one per route of a stage and one per account. They stand behind an interface of their own
// because several workers or nodes would have to share them, and they outlive the snapshots of their stage so
// that a deployment does not refill them.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
import type { ThrottleSnapshot } from "../store/snapshots.ts";

/** One limit that requests are counted against. */
export interface Throttle {
  /** Takes a token; false when there is none, and the request is to be refused. */
  take(nowMs: number): boolean;
}

/** Every limit by name. */
export interface ThrottleCounters {
  /** The same object for the same name, with `limits` from now on. */
  throttle(name: string, limits: ThrottleSnapshot): Throttle;
  /** Forgets every limit whose name begins with `prefix`. */
  forget(prefix: string): void;
}

/** Holds at most `burstLimit` tokens and gains `rateLimit` of them each second. */
export class TokenBucket implements Throttle {
  #tokens: number;
  #filledAtMs: number;
  #ratePerMs: number;
  #burst: number;

  constructor(limits: ThrottleSnapshot) {
    this.#tokens = limits.burstLimit;
    this.#filledAtMs = 0;
    this.#ratePerMs = limits.rateLimit / 1000;
    this.#burst = limits.burstLimit;
  }

  take(nowMs: number): boolean {
    if (this.#filledAtMs === 0) this.#filledAtMs = nowMs;
    const gained = (nowMs - this.#filledAtMs) * this.#ratePerMs;
    this.#filledAtMs = nowMs;
    const tokens = Math.min(this.#burst, this.#tokens + gained);
    if (tokens < 1) {
      this.#tokens = tokens;
      return false;
    }
    this.#tokens = tokens - 1;
    return true;
  }

  setLimits(limits: ThrottleSnapshot): void {
    // A raised burst is there at once, as for a new bucket; a lowered one cuts what is left.
    const raisedBy = limits.burstLimit - this.#burst;
    this.#tokens = Math.min(limits.burstLimit, this.#tokens + Math.max(0, raisedBy));
    this.#ratePerMs = limits.rateLimit / 1000;
    this.#burst = limits.burstLimit;
  }
}

/** Counters of this process alone. */
export class LocalThrottleCounters implements ThrottleCounters {
  readonly #buckets = new Map<string, TokenBucket>();

  throttle(name: string, limits: ThrottleSnapshot): Throttle {
    const known = this.#buckets.get(name);
    if (known !== undefined) {
      known.setLimits(limits);
      return known;
    }
    const bucket = new TokenBucket(limits);
    this.#buckets.set(name, bucket);
    return bucket;
  }

  forget(prefix: string): void {
    for (const name of this.#buckets.keys()) {
      if (name.startsWith(prefix)) this.#buckets.delete(name);
    }
  }
}
