// X-Amzn-Trace-Id: a request without one gets a Root; one that has a Root gets a Self in front, in place of any
// earlier Self, and keeps the rest as it came. One over 7 KB is written anew with its Root only.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
import { randomFillSync } from "node:crypto";
import type { Clock } from "../../base/clock.ts";

/** A longer value is not passed on whole. */
export const TRACE_ID_BYTES_MAX = 7168;

const ID_BYTES = 12;
/** Random bytes are drawn for many ids at once: a draw costs far more than the bytes. */
const POOL_BYTES = ID_BYTES * 512;

const ROOT = /(?:^|;)\s*(Root=[^;]*)/i;
const SELF = /(^|;)\s*Self=[^;]*(;|$)/gi;

export class TraceIdSource {
  readonly #clock: Clock;
  readonly #pool = Buffer.allocUnsafe(POOL_BYTES);
  #used = POOL_BYTES;
  #second = -1;
  /** Version and time: the same for all ids of a second. */
  #start = "";

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** "1-" and the time and 96 random bits in hexadecimal. */
  next(): string {
    if (this.#used === POOL_BYTES) {
      randomFillSync(this.#pool);
      this.#used = 0;
    }
    const start = this.#used;
    this.#used = start + ID_BYTES;
    const second = Math.floor(this.#clock.nowMs() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#start = `1-${second.toString(16).padStart(8, "0")}-`;
    }
    return this.#start + this.#pool.hexSlice(start, start + ID_BYTES);
  }

  /** The value to send on for the one the client sent, "" for none. */
  extend(received: string): string {
    if (received === "") return `Root=${this.next()}`;
    // A Root and nothing else: what a gateway in front sends.
    if (isRootAlone(received)) return `Self=${this.next()};${received}`;
    const root = ROOT.exec(received)?.[1];
    // Fields of somebody's own without a Root: they are kept behind a new one [I].
    if (root === undefined) {
      const fresh = `Root=${this.next()}`;
      return received.length > TRACE_ID_BYTES_MAX ? fresh : `${fresh};${withoutSelf(received)}`;
    }
    if (received.length > TRACE_ID_BYTES_MAX) {
      return root.length > TRACE_ID_BYTES_MAX ? `Root=${this.next()}` : root;
    }
    return `Self=${this.next()};${withoutSelf(received)}`;
  }
}

function isRootAlone(received: string): boolean {
  return (
    received.startsWith("Root=") && received.length <= TRACE_ID_BYTES_MAX && !received.includes(";")
  );
}

function withoutSelf(received: string): string {
  return received.replace(SELF, (_whole, before: string, after: string) =>
    before === ";" && after === ";" ? ";" : "",
  );
}
