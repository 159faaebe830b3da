// A ticket as the book gives it out: with the connection on which the first hop got the request, so that the end of
// that hop can be told from the end of the hops behind it.
import { randomBytes } from "node:crypto";
import type { Clock } from "../../base/clock.ts";
import type { JourneyTicket } from "./kept-hop.ts";

/** RFC 4648 §6 in lower case: safe in URLs and easy to read out. */
const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
const ID_CHARACTERS = 20;

/** "jrn-" and 20 characters: 100 random bits. */
export function journeyId(): string {
  let id = "jrn-";
  for (const byte of randomBytes(ID_CHARACTERS)) id += BASE32.charAt(byte & 31);
  return id;
}

export class IssuedTicket implements JourneyTicket {
  readonly id: string;
  readonly reason: "asked" | "sampled";
  readonly answerLine: string;
  /** "address:port" of the client of the first hop. */
  readonly arrivedOn: string;
  /** The journey has been handed to the archive; it is again when a hop behind the first one is over later. */
  isArchived: boolean;
  /** The first hop is over. */
  #isOver: boolean;
  #waiting: (() => void)[];

  constructor(reason: "asked" | "sampled", arrivedOn: string) {
    this.id = journeyId();
    this.reason = reason;
    this.answerLine = reason === "asked" ? `x-postern-journey: ${this.id}\r\n` : "";
    this.arrivedOn = arrivedOn;
    this.isArchived = false;
    this.#isOver = false;
    this.#waiting = [];
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  end(): void {
    this.#isOver = true;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** Fulfils when the first hop is over, or after `waitMs`. */
  over(clock: Clock, waitMs: number): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = clock.after(waitMs, resolve);
      this.#waiting.push(() => {
        timer.cancel();
        resolve();
      });
    });
  }
}
